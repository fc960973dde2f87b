#include "analytics/forecast/models/additive.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "analytics/forecast/calendar/calendar.h"
#include "analytics/forecast/calendar/recurring_days.h"
#include "analytics/forecast/intervals/conformal.h"
#include "analytics/forecast/models/additive_scale.h"
#include "analytics/forecast/models/ridge_trials.h"

namespace klytics::forecast {
namespace {

constexpr double kHuber = 2.0;  // residuals beyond two noise deviations count by their size, not its square

/// What the choice tries for each group, in this order: none, little, usual, much.
struct Trial {
  TermGroup group;
  std::array<double, 4> penalties;
};
constexpr std::array kTrials{
    Trial{TermGroup::kLevels, {kNoTerm, 400, 40, 5}}, Trial{TermGroup::kSlopes, {kNoTerm, 40, 4, 0.4}},
    Trial{TermGroup::kYearly, {kNoTerm, 10, 1, 0.1}}, Trial{TermGroup::kHolidays, {kNoTerm, 5, 0.5, 0.05}},
    Trial{TermGroup::kMonthDay, {kNoTerm, 200, 30, 5}}};

/// One history, one scale: normal equations of any prefix, and solutions for any penalties.
class Regression {
 public:
  Regression(const History& history, int horizon, bool logarithm)
      : history_(history),
        design_(history, horizon),
        scale_(history, logarithm),
        closed_(closed_phases(history)),
        values_(history.size()),
        weights_(Eigen::VectorXd::Ones(history.size())) {
    for (int t = 0; t < history.size(); ++t) {
      values_[t] = scale_.forward(history[t]);
      if (closed(t)) weights_[t] = 0;
    }
    equations_ = design_.no_equations();
    design_.accumulate(0, history.size(), weights_, values_, equations_);
  }

  void add_recurring(const std::vector<std::vector<int>>& recurring) {
    design_.add_recurring(recurring);
    design_.accumulate_new(history_.size(), weights_, values_, equations_);
  }

  const AdditiveDesign& design() const { return design_; }
  const ValueScale& scale() const { return scale_; }
  bool closed(int row) const { return !closed_.empty() && closed_[static_cast<std::size_t>(phase(row))]; }
  std::vector<int> closed_weekdays() const {
    std::vector<int> result;
    for (std::size_t i = 0; i < closed_.size(); ++i)
      if (closed_[i]) result.push_back(static_cast<int>(i));
    return result;
  }

  Eigen::VectorXd solve(const AdditivePenalties& penalties) const {
    Eigen::MatrixXd system = equations_.normal;
    system.diagonal() += term_penalties(penalties);
    return system.selfadjointView<Eigen::Upper>().llt().solve(equations_.right);
  }

  /// What a fit leaves of each row, in units of the noise; NaN for closed days.
  std::vector<double> residuals(const AdditivePenalties& penalties) const {
    const Eigen::VectorXd rest = values_ - design_.values(0, history_.size(), solve(penalties));
    std::vector<double> result(rest.begin(), rest.end());
    for (int t = 0; t < history_.size(); ++t)
      if (closed(t)) result[static_cast<std::size_t>(t)] = std::numeric_limits<double>::quiet_NaN();
    return result;
  }

  /// Huber weights from the residuals of a fit; only the rows whose weight changes touch the equations.
  void reweight(const AdditivePenalties& penalties, int times) {
    for (int i = 0; i < times; ++i) {
      const std::vector<double> rest = residuals(penalties);
      std::vector<double> sizes;
      for (const double residual : rest)
        if (std::isfinite(residual)) sizes.push_back(std::abs(residual));
      if (sizes.empty()) return;
      std::ranges::nth_element(sizes, sizes.begin() + std::ssize(sizes) / 2);
      const double reach = kHuber * 1.4826 * sizes[sizes.size() / 2];
      if (!(reach > 0)) return;
      std::vector<int> rows;
      Eigen::VectorXd changes(history_.size()), values(history_.size());
      for (int t = 0; t < history_.size(); ++t) {
        if (closed(t)) continue;
        const double weight = std::fmin(1, reach / std::abs(rest[static_cast<std::size_t>(t)]));
        if (weight == weights_[t]) continue;
        changes[std::ssize(rows)] = weight - weights_[t], values[std::ssize(rows)] = values_[t];
        weights_[t] = weight;
        rows.push_back(t);
      }
      design_.accumulate(rows, changes.head(std::ssize(rows)), values.head(std::ssize(rows)), equations_);
    }
  }

  /// The equations of the prefixes before each origin and, last, of the whole history, so that a trial costs one
  /// solution of each.
  void prepare_origins(std::vector<int> origins, int steps) {
    origins_ = std::move(origins);
    steps_ = steps;
    NormalEquations prefix = design_.no_equations();
    int from = 0;
    for (const int origin : origins_) {
      design_.accumulate(from, origin, weights_, values_, prefix);
      prefixes_.push_back(symmetric(prefix));
      from = origin;
    }
    prefixes_.push_back(symmetric(equations_));
  }
  bool has_origins() const { return !origins_.empty(); }

  /// Penalties that were tried: what they make of the whole history, their forecasts from the origins, on the scale of
  /// the fit, and how far those were off.
  struct Tried {
    AdditivePenalties penalties;
    Eigen::VectorXd coefficients;
    Eigen::MatrixXd scaled;  // origins x steps
    double error = 0;        // mean absolute, of the values
  };

  OriginErrors origin_errors(const Eigen::MatrixXd& scaled) const {
    OriginErrors result{origins_, Eigen::MatrixXd::Zero(std::ssize(origins_), steps_),
                        Eigen::MatrixXd::Zero(std::ssize(origins_), steps_)};
    for (std::size_t i = 0; i < origins_.size(); ++i)
      for (int step = 0; step < steps_; ++step) {
        const int row = origins_[i] + step;
        const auto at = static_cast<Eigen::Index>(i);
        result.forecasts(at, step) = closed(row) ? 0.0 : scale_.back(scaled(at, step));
        result.errors(at, step) = history_[row] - result.forecasts(at, step);
      }
    return result;
  }

  /// One group of terms after the other: all penalties that were tried, the best first.
  std::vector<Tried> choose(const AdditivePenalties& usual) const {
    std::vector<Tried> all = try_out(usual, TermGroup::kLine, std::array{usual.front()});
    AdditivePenalties best = usual;
    double smallest = all.front().error;
    for (const Trial& trial : kTrials) {
      if (!design_.has(trial.group)) continue;
      std::vector<double> penalties(trial.penalties.begin(), trial.penalties.end());
      std::erase(penalties, usual[static_cast<std::size_t>(trial.group)]);
      for (Tried& tried : try_out(best, trial.group, penalties)) {
        if (tried.error < smallest) smallest = tried.error, best = tried.penalties;
        all.push_back(std::move(tried));
      }
    }
    std::ranges::stable_sort(all, {}, &Tried::error);
    return all;
  }

 private:
  int phase(int row) const {
    if (!history_.calendar) return row % history_.period;
    return weekday_of(history_.calendar->day(row));
  }

  /// Weekdays on which nothing was sold for half a year although others were: the shop is closed.
  std::vector<bool> closed_phases(const History& history) const {
    if (!history.calendar || history.calendar->days_per_step != 1) return {};
    constexpr int kHalfYear = 182, kFewest = 56;
    const int from = std::max(0, history.size() - kHalfYear);
    if (history.size() < kFewest) return {};
    std::vector<bool> closed(7, true);
    for (int t = from; t < history.size(); ++t)
      if (history[t] != 0) closed[static_cast<std::size_t>(phase(t))] = false;
    const bool any_open = std::ranges::find(closed, false) != closed.end();
    return any_open ? closed : std::vector<bool>{};
  }

  /// The same penalties but for one group, for which each of `tried` is taken in turn.
  std::vector<Tried> try_out(AdditivePenalties penalties, TermGroup group, std::span<const double> tried) const {
    std::vector<int> varied;
    std::vector<double> weights;
    for (int term = 0; term < design_.terms(); ++term)
      if (design_.group(term) == group) varied.push_back(term), weights.push_back(design_.penalty_weight(term));
    const Eigen::Map<const Eigen::VectorXd> weight(weights.data(), std::ssize(weights));
    std::vector<Tried> result;
    for (const double penalty : tried) {
      penalties[static_cast<std::size_t>(group)] = penalty;
      result.push_back({penalties, {}, Eigen::MatrixXd(std::ssize(origins_), steps_)});
    }
    const Eigen::VectorXd all = term_penalties(penalties);
    for (std::size_t i = 0; i < prefixes_.size(); ++i) {
      const RidgeTrials trials(prefixes_[i], all, varied);
      for (std::size_t k = 0; k < tried.size(); ++k) {
        result[k].coefficients = trials.solve(tried[k] * weight);
        if (i == origins_.size()) continue;
        result[k].scaled.row(static_cast<Eigen::Index>(i)) =
            design_.values(origins_[i], origins_[i] + steps_, result[k].coefficients).transpose();
      }
    }
    for (Tried& one : result) one.error = origin_errors(one.scaled).errors.cwiseAbs().mean();
    return result;
  }

  Eigen::VectorXd term_penalties(const AdditivePenalties& penalties) const {
    Eigen::VectorXd result(design_.terms());
    for (Eigen::Index term = 0; term < result.size(); ++term)
      result[term] = penalties[static_cast<std::size_t>(design_.group(term))] * design_.penalty_weight(term);
    return result;
  }

  History history_;
  AdditiveDesign design_;
  ValueScale scale_;
  std::vector<bool> closed_;
  Eigen::VectorXd values_, weights_;
  NormalEquations equations_;
  std::vector<int> origins_;
  int steps_ = 0;
  std::vector<NormalEquations> prefixes_;
};

/// Up to a year of origins in the second half of the history, the horizon (at most four weeks) apart.
std::vector<int> rolling_origins(const History& history, int horizon, int& steps) {
  const int days = history.calendar ? history.calendar->days_per_step : 1;
  const int longest = history.calendar ? std::max(28 / days, 4) : std::max(2 * history.period, 4);
  constexpr int kMostOrigins = 13;
  steps = std::min({horizon, longest, history.size() / 5});
  std::vector<int> origins;
  if (steps < 1) return origins;
  const int stride = std::max(steps, std::min(longest, history.size() / 2 / kMostOrigins));
  for (int origin = history.size() - steps; origin >= history.size() / 2 && std::ssize(origins) < kMostOrigins;
       origin -= stride)
    origins.push_back(origin);
  std::ranges::reverse(origins);
  return origins;
}

/// How much each of the penalties counts, the best first: few origins decide, so that those which were nearly as good
/// as the best may well be as good. The mean errs less than the best.
std::vector<double> shares_of(const std::vector<Regression::Tried>& tried) {
  constexpr double kSharpness = 40;  // an error larger by a fortieth counts 1 / e; hardly different from 20 or 80
  std::vector<double> shares;
  double total = 0;
  for (const Regression::Tried& one : tried) {
    const double smallest = tried.front().error;
    shares.push_back(smallest > 0 ? std::exp(kSharpness * (1 - one.error / smallest)) : shares.empty() ? 1.0 : 0.0);
    total += shares.back();
  }
  for (double& share : shares) share /= total;
  return shares;
}

void add_components(const Regression& regression, const Eigen::VectorXd& coefficients, AdditiveFit& fit) {
  for (std::size_t g = 0; g < kTermGroups; ++g) {
    const auto group = static_cast<TermGroup>(g);
    if (!regression.design().has(group)) continue;
    const Eigen::VectorXd values = regression.design().group_values(group, coefficients);
    AdditiveComponent component{group, {}};
    for (const double value : values)
      component.values.push_back(regression.scale().component(value, group == TermGroup::kLine));
    fit.components.push_back(std::move(component));
  }
}

}  // namespace

std::string AdditiveFit::name() const { return options.logarithm ? "additive(log)" : "additive"; }

AdditiveFit fit_additive(const History& history, int horizon, const AdditiveOptions& options) {
  constexpr int kReweightings = 2;
  constexpr double kNearlyFree = 0.01;
  Regression regression(history, horizon, options.logarithm);
  AdditiveFit fit;
  fit.options = options;
  fit.rolling_error = std::numeric_limits<double>::quiet_NaN();
  fit.closed_weekdays = regression.closed_weekdays();
  AdditivePenalties penalties = options.penalties.value_or(kUsualPenalties);
  // Days that have a term of their own are judged by it, nearly free: a heavy penalty would leave them residuals that
  // look like outliers, and weights that then make the term vanish.
  AdditivePenalties judging = penalties;
  for (const TermGroup group : {TermGroup::kHolidays, TermGroup::kColumns})
    judging[static_cast<std::size_t>(group)] = std::fmin(judging[static_cast<std::size_t>(group)], kNearlyFree);
  regression.reweight(judging, 1);
  if (history.calendar) {
    const auto recurring = recurring_days(*history.calendar, regression.residuals(judging), history.size() + horizon);
    if (!recurring.empty()) {
      regression.add_recurring(recurring);
      regression.reweight(judging, 1);
    }
  }
  regression.reweight(judging, kReweightings - 1);
  Eigen::VectorXd coefficients;
  if (!options.penalties) {
    int steps = 0;
    auto origins = rolling_origins(history, horizon, steps);
    if (!origins.empty()) {
      regression.prepare_origins(std::move(origins), steps);
      const auto tried = regression.choose(penalties);
      const auto shares = shares_of(tried);
      coefficients = Eigen::VectorXd::Zero(regression.design().terms());
      Eigen::MatrixXd scaled = Eigen::MatrixXd::Zero(tried.front().scaled.rows(), steps);
      for (std::size_t i = 0; i < shares.size(); ++i) {
        coefficients += shares[i] * tried[i].coefficients;
        scaled += shares[i] * tried[i].scaled;
      }
      penalties = tried.front().penalties;
      fit.rolling = regression.origin_errors(scaled);
      fit.rolling_error = fit.rolling.errors.cwiseAbs().mean();
    }
  }
  if (coefficients.size() == 0) coefficients = regression.solve(penalties);
  fit.options.penalties = penalties;

  const bool never_negative = std::ranges::min(history.values) >= 0;
  std::vector<double> residuals;
  const Eigen::VectorXd values = regression.design().values(0, history.size() + horizon, coefficients);
  const auto at = [&](int row) {
    const double value = regression.closed(row) ? 0.0 : regression.scale().back(values[row]);
    return never_negative ? std::fmax(value, 0.0) : value;
  };
  for (int t = 0; t < history.size(); ++t) {
    fit.fitted.push_back(at(t));
    if (!regression.closed(t)) residuals.push_back(history[t] - fit.fitted.back());
  }
  fit.prediction = empty_prediction(horizon);
  for (int step = 0; step < horizon; ++step)
    fit.prediction.mean[static_cast<std::size_t>(step)] = at(history.size() + step);
  set_conformal_widths(fit.prediction, fit.rolling.errors, residuals);
  add_components(regression, coefficients, fit);
  return fit;
}

AdditiveFit fit_additive(const History& history, int horizon) {
  AdditiveFit plain = fit_additive(history, horizon, {.logarithm = false});
  if (!ValueScale::has_logarithm(history)) return plain;
  AdditiveFit factors = fit_additive(history, horizon, {.logarithm = true});
  return factors.rolling_error < plain.rolling_error ? factors : plain;
}

}  // namespace klytics::forecast
