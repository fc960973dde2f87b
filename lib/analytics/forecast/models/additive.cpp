#include "analytics/forecast/models/additive.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analytics/forecast/calendar/calendar.h"
#include "analytics/forecast/calendar/recurring_days.h"
#include "analytics/forecast/intervals/conformal.h"
#include "analytics/forecast/intervals/unseen_season.h"
#include "analytics/forecast/models/error_shares.h"
#include "analytics/forecast/models/followed_level.h"

namespace klytics::forecast {
namespace {

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

/// The coefficients of each prefix and of the whole history, the mean over all penalties that were tried: few origins
/// decide, so that those which were nearly as good as the best may well be as good. The mean errs less than the best.
Eigen::MatrixXd mean_coefficients(const std::vector<AdditiveRegression::Tried>& tried) {
  std::vector<double> errors;
  for (const AdditiveRegression::Tried& one : tried) errors.push_back(one.error);
  const std::vector<double> shares = shares_by_error(errors);
  Eigen::MatrixXd mean = shares[0] * tried[0].coefficients;
  for (std::size_t i = 1; i < tried.size(); ++i) mean += shares[i] * tried[i].coefficients;
  return mean;
}

/// Weights down outliers and gives days that recur a term of their own.
void weigh_and_find_days(const History& history, int horizon, const AdditivePenalties& penalties,
                         AdditiveRegression& regression) {
  constexpr int kReweightings = 2;
  constexpr double kNearlyFree = 0.01;
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
}

/// The fitted values and the forecast with its widths; as many steps as `correction` has.
void add_values(const AdditiveRegression& regression, const History& history, const Eigen::VectorXd& coefficients,
                const Eigen::VectorXd& correction, AdditiveFit& fit) {
  const int horizon = static_cast<int>(correction.size());
  const bool never_negative = std::ranges::min(history.values) >= 0;
  std::vector<double> residuals;
  Eigen::VectorXd values = regression.design().values(0, history.size() + horizon, coefficients);
  values.tail(horizon) += correction;
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
  widen_unseen_seasons(fit.prediction, history);
}

/// `correction` of the horizon, which is part of the trend.
void add_components(const AdditiveRegression& regression, const Eigen::VectorXd& coefficients,
                    const Eigen::VectorXd& correction, AdditiveFit& fit) {
  for (std::size_t g = 0; g < kTermGroups; ++g) {
    const auto group = static_cast<TermGroup>(g);
    if (!regression.design().has(group)) continue;
    Eigen::VectorXd values = regression.design().group_values(group, coefficients);
    if (group == TermGroup::kLine) values.tail(correction.size()) += correction;
    AdditiveComponent component{group, {}};
    for (const double value : values)
      component.values.push_back(regression.scale().component(value, group == TermGroup::kLine));
    fit.components.push_back(std::move(component));
  }
}

}  // namespace

std::string AdditiveFit::name() const { return options.logarithm ? "additive(log)" : "additive"; }

AdditiveFit fit_additive(const History& history, int horizon, const AdditiveOptions& options) {
  AdditiveRegression regression(history, horizon, options.logarithm);
  AdditiveFit fit;
  fit.options = options;
  fit.rolling_error = std::numeric_limits<double>::quiet_NaN();
  fit.closed_weekdays = regression.closed_weekdays();
  AdditivePenalties penalties = options.penalties.value_or(kUsualPenalties);
  weigh_and_find_days(history, horizon, penalties, regression);
  if (penalties[static_cast<std::size_t>(TermGroup::kSeasonalWeekday)] < kNoTerm || !options.penalties)
    regression.add_seasonal_weekdays();
  Eigen::VectorXd coefficients, correction = Eigen::VectorXd::Zero(horizon);
  int steps = 0;
  auto origins = options.penalties ? std::vector<int>{} : rolling_origins(history, horizon, steps);
  if (origins.empty()) {
    coefficients = regression.solve(penalties);
  } else {
    regression.prepare_origins(std::move(origins), steps);
    const auto tried = regression.choose(penalties);
    const Eigen::MatrixXd mean = mean_coefficients(tried);
    FollowedLevel level = follow_level(regression, mean, history.size(), horizon);
    coefficients = mean.rightCols<1>();
    correction = std::move(level.correction);
    penalties = tried.front().penalties;
    fit.rolling = regression.origin_errors(level.forecasts);
    fit.rolling_error = fit.rolling.errors.cwiseAbs().mean();
  }
  fit.options.penalties = penalties;
  add_values(regression, history, coefficients, correction, fit);
  add_components(regression, coefficients, correction, fit);
  return fit;
}

AdditiveFit fit_additive(const History& history, int horizon) {
  AdditiveFit plain = fit_additive(history, horizon, {.logarithm = false});
  if (!ValueScale::has_logarithm(history)) return plain;
  AdditiveFit factors = fit_additive(history, horizon, {.logarithm = true});
  return factors.rolling_error < plain.rolling_error ? factors : plain;
}

}  // namespace klytics::forecast
