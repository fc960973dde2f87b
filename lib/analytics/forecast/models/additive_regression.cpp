#include "analytics/forecast/models/additive_regression.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <limits>

#include "analytics/forecast/calendar/calendar.h"

namespace klytics::forecast {
namespace {

constexpr double kHuber = 2.0;  // residuals beyond two noise deviations count by their size, not its square

/// What the choice tries for each group, in this order: none, little, usual, much.
struct Trial {
  TermGroup group;
  std::array<double, 4> penalties;
};
constexpr std::array kTrials{
    Trial{TermGroup::kLevels, {kNoTerm, 400, 40, 5}},   Trial{TermGroup::kSlopes, {kNoTerm, 40, 4, 0.4}},
    Trial{TermGroup::kYearly, {kNoTerm, 10, 1, 0.1}},   Trial{TermGroup::kHolidays, {kNoTerm, 5, 0.5, 0.05}},
    Trial{TermGroup::kMonthDay, {kNoTerm, 200, 30, 5}}, Trial{TermGroup::kSeasonalWeekday, {kNoTerm, 100, 20, 4}}};
/// Groups tried on one factorisation: two are hardly dearer than one, three are dearer than a factorisation.
constexpr std::size_t kAtOnce = 2;

}  // namespace

AdditiveRegression::AdditiveRegression(const History& history, int horizon, bool logarithm)
    : history_(history),
      design_(history, horizon),
      scale_(history, logarithm),
      closed_(closed_phases()),
      values_(history.size()),
      weights_(Eigen::VectorXd::Ones(history.size())) {
  for (int t = 0; t < history.size(); ++t) {
    values_[t] = scale_.forward(history[t]);
    if (closed(t)) weights_[t] = 0;
  }
  equations_ = design_.no_equations();
  design_.accumulate(0, history.size(), weights_, values_, equations_);
}

void AdditiveRegression::add_recurring(const std::vector<std::vector<int>>& recurring) {
  design_.add_recurring(recurring);
  design_.accumulate_new(history_.size(), weights_, values_, equations_);
}

void AdditiveRegression::add_seasonal_weekdays() {
  design_.add_seasonal_weekdays(history_);
  design_.accumulate_new(history_.size(), weights_, values_, equations_);
}

int AdditiveRegression::phase(int row) const {
  if (!history_.calendar) return row % history_.period;
  return weekday_of(history_.calendar->day(row));
}

bool AdditiveRegression::closed(int row) const {
  return !closed_.empty() && closed_[static_cast<std::size_t>(phase(row))];
}

std::vector<bool> AdditiveRegression::closed_phases() const {
  if (!history_.calendar || history_.calendar->days_per_step != 1) return {};
  constexpr int kHalfYear = 182, kFewest = 56;
  const int from = std::max(0, history_.size() - kHalfYear);
  if (history_.size() < kFewest) return {};
  std::vector<bool> closed(7, true);
  for (int t = from; t < history_.size(); ++t)
    if (history_[t] != 0) closed[static_cast<std::size_t>(phase(t))] = false;
  const bool any_open = std::ranges::find(closed, false) != closed.end();
  return any_open ? closed : std::vector<bool>{};
}

std::vector<int> AdditiveRegression::closed_weekdays() const {
  std::vector<int> result;
  for (std::size_t i = 0; i < closed_.size(); ++i)
    if (closed_[i]) result.push_back(static_cast<int>(i));
  return result;
}

Eigen::VectorXd AdditiveRegression::solve(const AdditivePenalties& penalties) const {
  Eigen::MatrixXd system = equations_.normal;
  system.diagonal() += term_penalties(penalties);
  return system.selfadjointView<Eigen::Upper>().llt().solve(equations_.right);
}

std::vector<double> AdditiveRegression::residuals(const AdditivePenalties& penalties) const {
  const Eigen::VectorXd rest = values_ - design_.values(0, history_.size(), solve(penalties));
  std::vector<double> result(rest.begin(), rest.end());
  for (int t = 0; t < history_.size(); ++t)
    if (closed(t)) result[static_cast<std::size_t>(t)] = std::numeric_limits<double>::quiet_NaN();
  return result;
}

void AdditiveRegression::reweight(const AdditivePenalties& penalties, int times) {
  // Where nothing but known days differs, what their penalty leaves of them would be the largest residual by far.
  constexpr double kLeastOfDeviation = 0.05;
  const double least = kLeastOfDeviation * std::sqrt((values_.array() - values_.mean()).square().mean());
  for (int i = 0; i < times; ++i) {
    const std::vector<double> rest = residuals(penalties);
    std::vector<double> sizes;
    for (const double residual : rest)
      if (std::isfinite(residual)) sizes.push_back(std::abs(residual));
    if (sizes.empty()) return;
    std::ranges::nth_element(sizes, sizes.begin() + std::ssize(sizes) / 2);
    const double reach = std::fmax(kHuber * 1.4826 * sizes[sizes.size() / 2], least);
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

void AdditiveRegression::prepare_origins(std::vector<int> origins, int steps) {
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

Eigen::MatrixXd AdditiveRegression::origin_forecasts(const Eigen::MatrixXd& coefficients) const {
  Eigen::MatrixXd scaled(std::ssize(origins_), steps_);
  for (Eigen::Index i = 0; i < scaled.rows(); ++i) {
    const int origin = origins_[static_cast<std::size_t>(i)];
    scaled.row(i) = design_.values(origin, origin + steps_, coefficients.col(i)).transpose();
  }
  return scaled;
}

OriginErrors AdditiveRegression::origin_errors(const Eigen::MatrixXd& scaled) const {
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

std::vector<AdditiveRegression::Tried> AdditiveRegression::choose(const AdditivePenalties& usual) const {
  std::vector<Tried> all;
  AdditivePenalties best = usual;
  double smallest = std::numeric_limits<double>::infinity();
  const auto take = [&](Tried tried) {
    if (tried.error < smallest) smallest = tried.error, best = tried.penalties;
    all.push_back(std::move(tried));
  };
  for (std::size_t first = 0; first < kTrials.size(); first += kAtOnce) {
    const auto trials = std::span(kTrials).subspan(first, std::min(kAtOnce, kTrials.size() - first));
    std::vector<TermGroup> groups;
    for (const Trial& trial : trials) groups.push_back(trial.group);
    const Factored factored = factor(best, groups);
    if (all.empty()) take(try_out(usual, factored));
    for (const Trial& trial : trials) {
      if (!design_.has(trial.group)) continue;
      const auto group = static_cast<std::size_t>(trial.group);
      AdditivePenalties other = best;
      for (const double penalty : trial.penalties) {
        if (penalty == usual[group]) continue;
        other[group] = penalty;
        take(try_out(other, factored));
      }
    }
  }
  std::ranges::stable_sort(all, {}, &Tried::error);
  return all;
}

AdditiveRegression::Factored AdditiveRegression::factor(const AdditivePenalties& penalties,
                                                        std::span<const TermGroup> groups) const {
  Factored factored;
  for (int term = 0; term < design_.terms(); ++term)
    if (std::ranges::find(groups, design_.group(term)) != groups.end()) factored.varied.push_back(term);
  const Eigen::VectorXd fixed = term_penalties(penalties);
  for (const NormalEquations& prefix : prefixes_) factored.equations.emplace_back(prefix, fixed, factored.varied);
  return factored;
}

AdditiveRegression::Tried AdditiveRegression::try_out(const AdditivePenalties& penalties,
                                                      const Factored& factored) const {
  Tried tried{penalties, Eigen::MatrixXd(design_.terms(), std::ssize(prefixes_))};
  const Eigen::VectorXd varied = term_penalties(penalties)(factored.varied);
  for (std::size_t i = 0; i < prefixes_.size(); ++i)
    tried.coefficients.col(static_cast<Eigen::Index>(i)) = factored.equations[i].solve(varied);
  tried.error = origin_errors(origin_forecasts(tried.coefficients)).errors.cwiseAbs().mean();
  return tried;
}

Eigen::VectorXd AdditiveRegression::term_penalties(const AdditivePenalties& penalties) const {
  Eigen::VectorXd result(design_.terms());
  for (Eigen::Index term = 0; term < result.size(); ++term)
    result[term] = penalties[static_cast<std::size_t>(design_.group(term))] * design_.penalty_weight(term);
  return result;
}

}  // namespace klytics::forecast
