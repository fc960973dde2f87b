#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "analytics/forecast/models/ets.h"
#include "analytics/forecast/models/ets_recursion.h"
#include "analytics/forecast/models/minimize.h"
#include "analytics/forecast/seasonality.h"

namespace klytics::forecast {
namespace {

constexpr double kLow = 1e-4, kHigh = 0.9999, kLowPhi = 0.8, kHighPhi = 0.98;  // the bounds of R ets

double logistic(double x) { return 1 / (1 + std::exp(-x)); }
double logit(double p) { return std::log(p / (1 - p)); }

/// Smoothing to begin the search with. A slowly and a quickly moving level, and a slope that follows every turn, are
/// often separate local optima, as are a slope that fades at once and one that hardly does.
struct Smoothing {
  double alpha, beta_share, gamma, phi;
};
constexpr std::array kStarts{Smoothing{0.5, 0.04, 0.1, 0.95}, Smoothing{0.1, 0.05, 0.1, 0.95},
                             Smoothing{0.9, 0.9, 0.01, 0.95}, Smoothing{0.5, 0.01, 0.01, 0.979}};
constexpr std::size_t kUndampedStarts = 3;  // the last differs from the first in its damping

/// What shrinkage pulls towards, beside the starting states: a level that follows, a slope that hardly does.
constexpr Smoothing kCentre = kStarts[0];
/// The pull on the states, relative to that on the smoothing parameters.
constexpr double kStateShrinkage = 0.2;

/// The criterion as a function of unbounded variables: logistic smoothing parameters, states around their starting
/// values in units in which a change by 1 matters.
class EtsObjective : public Objective {
 public:
  EtsObjective(EtsForm form, const History& history, const EtsParameters& start, double shrinkage)
      : form_(form), history_(history), recursion_(form, history), start_(start), at_(start) {
    EtsParameters states = start;
    const EtsSums sums = recursion_.run(states);
    const double error = sums.valid ? std::sqrt(sums.squared_error / history.size()) : 0.1;
    double size = std::fmax(error, 1e-3);  // the values are scaled to about 1
    if (form.error == EtsError::kMultiplicative) size *= std::abs(start.level);
    level_unit_ = size;
    slope_unit_ = 0.2 * size;  // a slope acts for several steps
    season_unit_ = form.season == EtsSeason::kMultiplicative ? size / std::fmax(std::abs(start.level), 1e-3) : size;
    EtsParameters centre;
    centre.alpha = kCentre.alpha;
    centre.beta = kLow + (kCentre.alpha - kLow) * kCentre.beta_share;
    centre.gamma = kCentre.gamma;
    centre.phi = kCentre.phi;
    centre_ = to_unbounded(centre);
    weights_ = Parameters::Constant(count(), kStateShrinkage * shrinkage);
    weights_.head(1 + has_trend() + has_season() + damped()).setConstant(shrinkage);
  }

  Parameters start() const { return to_unbounded(start_); }

  const EtsParameters& unpack(const Parameters& x) {
    Eigen::Index i = 0;
    alpha_share_ = logistic(x[i++]);
    at_.alpha = kLow + (kHigh - kLow) * alpha_share_;
    if (has_trend()) at_.beta = kLow + (at_.alpha - kLow) * (beta_share_ = logistic(x[i++]));
    if (has_season()) at_.gamma = kLow + (1 - at_.alpha - kLow) * (gamma_share_ = logistic(x[i++]));
    if (damped()) at_.phi = kLowPhi + (kHighPhi - kLowPhi) * (phi_share_ = logistic(x[i++]));
    at_.level = start_.level + level_unit_ * x[i++];
    if (has_trend()) at_.slope = start_.slope + slope_unit_ * x[i++];
    if (has_season()) {
      const double mean = x.tail(history_.period).mean();  // the seasons keep their mean
      for (std::size_t phase = 0; phase < start_.season.size(); ++phase)
        at_.season[phase] = start_.season[phase] + season_unit_ * (x[i++] - mean);
    }
    return at_;
  }

  double evaluate(const Parameters& x, Parameters& gradient) override {
    states_ = unpack(x);
    const EtsSums sums = recursion_.run(states_);
    const double value = sums.criterion(history_.size());
    if (!std::isfinite(value)) return value;
    const Parameters away = x - centre_;
    const EtsParameters& g = recursion_.gradient(at_, sums);
    double alpha = g.alpha;
    if (has_trend()) alpha += g.beta * beta_share_;
    if (has_season()) alpha -= g.gamma * gamma_share_;
    Eigen::Index i = 0;
    gradient[i++] = alpha * (kHigh - kLow) * alpha_share_ * (1 - alpha_share_);
    if (has_trend()) gradient[i++] = g.beta * (at_.alpha - kLow) * beta_share_ * (1 - beta_share_);
    if (has_season()) gradient[i++] = g.gamma * (1 - at_.alpha - kLow) * gamma_share_ * (1 - gamma_share_);
    if (damped()) gradient[i++] = g.phi * (kHighPhi - kLowPhi) * phi_share_ * (1 - phi_share_);
    gradient[i++] = g.level * level_unit_;
    if (has_trend()) gradient[i++] = g.slope * slope_unit_;
    if (has_season()) {
      for (std::size_t phase = 0; phase < start_.season.size(); ++phase) gradient[i++] = g.season[phase] * season_unit_;
      auto seasons = gradient.tail(history_.period);
      seasons.array() -= seasons.mean();
    }
    gradient.array() += 2 * weights_.array() * away.array();
    return value + (weights_.array() * away.array().square()).sum();
  }

  Eigen::Index count() const {
    return 2 + (has_trend() ? 2 : 0) + (damped() ? 1 : 0) + (has_season() ? 1 + history_.period : 0);
  }

 private:
  /// The smoothing parameters on the unbounded scale, followed by zeros for the states.
  Parameters to_unbounded(const EtsParameters& parameters) const {
    Parameters x = Parameters::Zero(count());
    Eigen::Index i = 0;
    x[i++] = logit((parameters.alpha - kLow) / (kHigh - kLow));
    if (has_trend()) x[i++] = logit((parameters.beta - kLow) / (parameters.alpha - kLow));
    if (has_season()) x[i++] = logit((parameters.gamma - kLow) / (1 - parameters.alpha - kLow));
    if (damped()) x[i++] = logit((parameters.phi - kLowPhi) / (kHighPhi - kLowPhi));
    return x;
  }

  bool has_trend() const { return form_.trend != EtsTrend::kNone; }
  bool damped() const { return form_.trend == EtsTrend::kDamped; }
  bool has_season() const { return form_.season != EtsSeason::kNone; }

  EtsForm form_;
  History history_;
  EtsRecursion recursion_;
  EtsParameters start_, at_, states_;
  Parameters centre_, weights_;
  double alpha_share_ = 0, beta_share_ = 0, gamma_share_ = 0, phi_share_ = 0;
  double level_unit_ = 1, slope_unit_ = 1, season_unit_ = 1;
};

void set_smoothing(EtsParameters& start, EtsForm form, const Smoothing& smoothing) {
  start.alpha = smoothing.alpha;
  if (form.trend != EtsTrend::kNone) start.beta = smoothing.beta_share * smoothing.alpha;
  if (form.season != EtsSeason::kNone) start.gamma = smoothing.gamma;
  if (form.trend == EtsTrend::kDamped) start.phi = smoothing.phi;
}

/// States to begin the search with: seasons of the classical decomposition, a line through the first
/// adjusted observations (as R ets).
EtsParameters starting_states(EtsForm form, const History& history) {
  EtsParameters start;
  const int period = form.season == EtsSeason::kNone ? 1 : history.period;
  SeasonalIndices season;
  if (form.season != EtsSeason::kNone) {
    season = classical_indices(history, form.season == EtsSeason::kMultiplicative);
    if (season.multiplicative) {
      for (double& index : season.values) index = std::fmax(index, 0.05);  // inside the valid region
    }
    start.season = season.values;
  }
  const int count = std::min(history.size(), std::max(10, 2 * period));
  double mean = 0, cross = 0;
  for (int t = 0; t < count; ++t) {
    const double value = season.remove(history[t], t);
    mean += value / count;
    cross += value * (t - (count - 1) / 2.0);
  }
  const double slope = 12 * cross / (static_cast<double>(count) * (count * count - 1.0));
  start.level = mean;
  if (form.trend != EtsTrend::kNone) {
    start.level = mean - slope * (count + 1) / 2.0;
    start.slope = slope;
    if (form.error == EtsError::kMultiplicative && std::fmin(start.level, start.level + slope * history.size()) <= 0) {
      start.level = mean;
      start.slope = 0;
    }
  }
  return start;
}

bool possible(EtsForm form, const History& history, int parameters) {
  if (form.season != EtsSeason::kNone &&
      (history.period <= 1 || history.period > kLongestEtsPeriod || history.size() < 2 * history.period))
    return false;
  const bool multiplicative = form.error == EtsError::kMultiplicative || form.season == EtsSeason::kMultiplicative;
  if (multiplicative && std::ranges::min(history.values) <= 0) return false;
  return history.size() > parameters + 1;
}

int parameter_count(EtsForm form, int period) {
  return 3 +
         (form.trend == EtsTrend::kNone       ? 0
          : form.trend == EtsTrend::kAdditive ? 2
                                              : 3) +
         (form.season == EtsSeason::kNone ? 0 : period);
}

}  // namespace

double ets_criterion(EtsForm form, const EtsParameters& parameters, const History& history) {
  EtsParameters states = parameters;
  return EtsRecursion(form, history).run(states).criterion(history.size());
}

std::optional<EtsFit> fit_ets(const History& history, EtsForm form, const EtsOptions& options) {
  const int parameters = parameter_count(form, history.period);
  const bool simplest = form == EtsForm{};
  if (!simplest && !possible(form, history, parameters)) return std::nullopt;
  double scale = 0;
  for (const double value : history.values) scale += std::abs(value);
  scale = scale > 0 ? scale / history.size() : 1.0;
  std::vector<double> scaled(history.values.begin(), history.values.end());
  for (double& value : scaled) value /= scale;
  const History unit{scaled, form.season == EtsSeason::kNone ? 1 : history.period};

  EtsFit fit;
  double criterion = std::numeric_limits<double>::infinity();
  EtsParameters start = starting_states(form, unit);
  const std::size_t starts = options.shrinkage > 0             ? 1
                             : form.trend == EtsTrend::kDamped ? kStarts.size()
                                                               : kUndampedStarts;
  for (const Smoothing& smoothing : std::span(kStarts).first(starts)) {
    set_smoothing(start, form, smoothing);
    EtsObjective objective(form, unit, start, options.shrinkage);
    Parameters x = objective.start();
    Parameters gradient = Parameters::Zero(x.size());
    if (!std::isfinite(objective.evaluate(x, gradient))) continue;
    // The shrunk criterion is what forecasts are chosen by, and flat around its minimum; a likelihood has to be at its
    // top.
    const double tolerance = options.shrinkage > 0 ? 1e-5 : 1e-8;
    const Minimum minimum = minimize(objective, x, {.value_tolerance = tolerance, .gradient_tolerance = 1e-4});
    if (minimum.value >= criterion) continue;
    criterion = minimum.value;
    fit.parameters = objective.unpack(x);
  }
  if (!std::isfinite(criterion)) return std::nullopt;
  fit.form = form;
  fit.period = unit.period;
  fit.observations = history.size();
  fit.last_states = fit.parameters;
  const EtsSums sums = EtsRecursion(form, unit).run(fit.last_states);
  if (form.season != EtsSeason::kNone && !ets_admissible(form, fit.parameters, unit.period)) return std::nullopt;
  criterion += 2 * history.size() * std::log(scale);
  fit.log_likelihood = -sums.criterion(history.size()) / 2 - history.size() * std::log(scale);
  const double spare = std::max(history.size() - parameters - 1, 1);
  fit.aicc = criterion + 2.0 * parameters + 2.0 * parameters * (parameters + 1) / spare;
  fit.sigma2 = sums.squared_error / std::max(history.size() - (parameters - 1), 1);
  if (form.error == EtsError::kAdditive) fit.sigma2 *= scale * scale;
  for (EtsParameters* states : {&fit.parameters, &fit.last_states}) {
    states->level *= scale;
    states->slope *= scale;
    if (form.season == EtsSeason::kAdditive)
      for (double& value : states->season) value *= scale;
  }
  return fit;
}

}  // namespace klytics::forecast
