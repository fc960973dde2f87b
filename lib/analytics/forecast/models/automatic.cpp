#include "analytics/forecast/models/automatic.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "analytics/decomposition/periods.h"
#include "analytics/forecast/calendar/calendar.h"
#include "analytics/forecast/intervals/conformal.h"
#include "analytics/forecast/intervals/unseen_season.h"
#include "analytics/forecast/models/additive.h"
#include "analytics/forecast/models/combination.h"
#include "analytics/forecast/models/decomposed.h"
#include "analytics/forecast/models/demand_profile.h"
#include "analytics/forecast/models/ets.h"
#include "analytics/forecast/models/intermittent.h"
#include "analytics/forecast/models/theta.h"

namespace klytics::forecast {
namespace {

/// What knows the season's period but no calendar: follows a level that moves quickly.
struct Smoothed {
  Prediction prediction;
  std::string name;
  FittedParameters parameters;
};

Smoothed smoothed(const History& history, int horizon) {
  if (history.period > kLongestEtsPeriod) {
    const SeasonalIndices season = detect_season(history);
    const auto adjusted = remove_season(history, season);
    Smoothed result = smoothed({adjusted, 1}, horizon);
    restore_season(result.prediction, season, history.size());
    return result;
  }
  const EtsFit ets = fit_ets(history, kShrunkEts);
  const ThetaFit dynamic = fit_theta(history, kDynamicOptimisedTheta);
  const std::array members{predict(dynamic, history, horizon), predict(ets, horizon)};
  FittedParameters parameters = member("dotm", 0.5, parameters_of(dynamic));
  append(parameters, member(ets.name(), 0.5, parameters_of(ets)));
  return {median_prediction(members), "dotm and " + ets.name(), std::move(parameters)};
}

/// The share of the regression with the smallest error in a mixture from past origins. All of it unless the mixture was
/// clearly better: few origins decide, and the regression's penalties were chosen on them.
double best_share(const Eigen::MatrixXd& ours, const Eigen::MatrixXd& theirs) {
  constexpr double kClearly = 0.95;
  constexpr int kTenths = 10, kFewestTenths = 7;
  double best = 1, smallest = kClearly * ours.cwiseAbs().mean();
  for (int tenths = kTenths - 1; tenths >= kFewestTenths; --tenths) {
    const double share = static_cast<double>(tenths) / kTenths;
    const double error = (share * ours + (1 - share) * theirs).cwiseAbs().mean();
    if (error < smallest) best = share, smallest = error;
  }
  return best;
}

/// The regression, mixed with smoothing where that was better from the same origins. All of them, as the last few may
/// be of one season or one sale; for days alone, as the origins of weeks are too few and their season, a year, is
/// better known to the regression. Closed days stay closed.
AutomaticForecast mix(const History& history, int horizon, AdditiveFit additive) {
  AutomaticForecast result{std::move(additive.prediction), additive.name(), parameters_of(additive, history)};
  const OriginErrors& rolling = additive.rolling;
  const Eigen::Index steps = rolling.errors.cols(), count = rolling.errors.rows();
  if (count == 0 || history.calendar->days_per_step > 1) return result;
  const auto closed = [&](int t) {
    const int weekday = weekday_of(history.calendar->day(t));
    return std::ranges::find(additive.closed_weekdays, weekday) != additive.closed_weekdays.end();
  };
  const Eigen::MatrixXd& ours = rolling.errors;
  Eigen::MatrixXd theirs = ours;
  for (Eigen::Index i = 0; i < count; ++i) {
    const int origin = rolling.origins[static_cast<std::size_t>(i)];
    const History before{history.values.first(static_cast<std::size_t>(origin)), history.period};
    const Prediction prediction = smoothed(before, static_cast<int>(steps)).prediction;
    for (int step = 0; step < steps; ++step)
      if (!closed(origin + step))
        theirs(i, step) = history[origin + step] - prediction.mean[static_cast<std::size_t>(step)];
  }
  const double share = best_share(ours, theirs);
  if (share == 1) return result;
  Smoothed other = smoothed(history, horizon);
  for (int step = 0; step < horizon; ++step) {
    double& mean = result.prediction.mean[static_cast<std::size_t>(step)];
    if (!closed(history.size() + step))
      mean = share * mean + (1 - share) * other.prediction.mean[static_cast<std::size_t>(step)];
  }
  std::vector<double> residuals;
  for (std::size_t t = 0; t < additive.fitted.size(); ++t) residuals.push_back(history.values[t] - additive.fitted[t]);
  set_conformal_widths(result.prediction, share * ours + (1 - share) * theirs, residuals);
  widen_unseen_seasons(result.prediction, history);
  result.parameters = member(result.model, share, std::move(result.parameters));
  for (FittedParameter& parameter : other.parameters) {
    if (parameter.name == "weight") parameter.value *= 1 - share;
    result.parameters.push_back(std::move(parameter));
  }
  result.model = fmt::format("{:.1f} {} + {:.1f} {}", share, result.model, 1 - share, other.name);
  return result;
}

/// The sum of the absolute errors of theta on what the seasons leave, from up to eight origins in the second half of
/// the history.
double seasonal_error(const History& history, std::span<const int> longer_periods, int steps) {
  constexpr int kOrigins = 8;
  double sum = 0;
  for (int i = 1; i <= kOrigins && history.size() - i * steps >= history.size() / 2; ++i) {
    const int origin = history.size() - i * steps;
    const History before{history.values.first(static_cast<std::size_t>(origin)), history.period, nullptr, nullptr,
                         longer_periods};
    const Prediction prediction = decomposed_theta(before, steps);
    for (int step = 0; step < steps; ++step)
      sum += std::abs(history[origin + step] - prediction.mean[static_cast<std::size_t>(step)]);
  }
  return sum;
}

/// The history's own period and those longer ones that it has: few weeks of noisy hours may have a season of the week
/// that no test can tell from chance, but that makes forecasts better.
std::vector<int> seasons_of(const History& history, int horizon) {
  const std::vector<int> periods = all_periods(history);
  const std::vector<int> confirmed = decomposition::confirmed_periods(history.values, periods);
  if (!confirmed.empty() && confirmed.back() != history.period) return confirmed;
  const int steps = std::min(horizon, history.period);
  const bool better = seasonal_error(history, history.longer_periods, steps) < seasonal_error(history, {}, steps);
  return better ? periods : std::vector<int>{history.period};
}

/// Several seasons that the history has, as hours have those of the day and of the week, are taken away first.
std::optional<AutomaticForecast> without_seasons(const History& history, int horizon) {
  if (history.longer_periods.empty()) return std::nullopt;
  const std::vector<int> periods = seasons_of(history, horizon);
  if (periods.back() == history.period) return std::nullopt;
  Combination rest;
  const History seasonal{history.values, periods.front(), nullptr, nullptr, std::span(periods).subspan(1)};
  DecomposedForecast whole = predict_decomposed(seasonal, horizon, [&](const History& left, int steps) {
    rest = combine(left, steps);
    return rest.prediction;
  });
  return AutomaticForecast{std::move(whole.prediction), "MSTL + " + rest.members, std::move(rest.parameters)};
}

AutomaticForecast choose(const History& history, int horizon);

/// Rare demand, at any step as likely as at another.
AutomaticForecast rare(const History& history, int horizon) {
  std::vector<Prediction> members;
  FittedParameters parameters;
  for (const IntermittentMethod method :
       {IntermittentMethod::kSba, IntermittentMethod::kTsb, IntermittentMethod::kAdida, IntermittentMethod::kImapa}) {
    const IntermittentFit fit = fit_intermittent(history.values, method);
    members.push_back(predict(fit, history, horizon));
    append(parameters, member(std::string(to_string(method)), parameters_of(fit)));
  }
  return {median_prediction(members), "median of sba, tsb, adida and imapa", std::move(parameters)};
}

/// Rare demand that keeps to certain hours or days: whole seasons, which are less rare, and have those longer seasons
/// that the history has, are forecast and split by the profile.
std::optional<AutomaticForecast> with_profile(const History& history, int horizon) {
  const auto profile = demand_profile(history);
  if (!profile) return std::nullopt;
  const std::vector<double> sums = aggregated(history.values, history.period);
  int longer = 1;
  for (const int period : history.longer_periods)
    if (longer == 1 && period % history.period == 0) longer = period / history.period;
  AutomaticForecast totals = choose({sums, longer}, (horizon - 1) / history.period + 1);
  AutomaticForecast result{split_totals(totals.prediction, *profile, history, horizon),
                           fmt::format("profile[{}] of {}", history.period, totals.model),
                           std::move(totals.parameters)};
  for (std::size_t phase = 0; phase < profile->shares.size(); ++phase)
    result.parameters.push_back({"profile", fmt::format("share {}", phase + 1), profile->shares[phase]});
  return result;
}

/// Whether the history has a calendar, and enough of it for a regression.
bool has_days(const History& history) {
  constexpr int kEightWeeks = 56, kYearAndAHalf = 78;
  if (!history.calendar) return false;
  return history.size() >= (history.calendar->days_per_step == 1 ? kEightWeeks : kYearAndAHalf);
}

/// Whether more than half of the days have none, those of weekdays that never have any left aside: a regression weighs
/// down what is unusual, and would forecast next to nothing.
bool is_rare_by_day(const History& history) {
  constexpr std::size_t kDaysAWeek = 7;
  if (!is_intermittent(history)) return false;
  std::array<int, kDaysAWeek> days{}, with_demand{};
  for (int t = 0; t < history.size(); ++t) {
    const auto weekday = static_cast<std::size_t>(weekday_of(history.calendar->day(t)));
    days[weekday] += 1;
    with_demand[weekday] += history[t] > 0 ? 1 : 0;
  }
  int open = 0, sold = 0;
  for (std::size_t weekday = 0; weekday < kDaysAWeek; ++weekday)
    if (with_demand[weekday] > 0) open += days[weekday], sold += with_demand[weekday];
  return 2 * sold < open;
}

AutomaticForecast choose(const History& history, int horizon) {
  if (takes_regression(history)) return mix(history, horizon, fit_additive(history, horizon));
  if (history.size() >= 8 && is_intermittent(history)) {
    if (auto result = with_profile(history, horizon)) return *std::move(result);
    return rare(history, horizon);
  }
  if (auto result = without_seasons(history, horizon)) return *std::move(result);
  Combination combination = combine(history, horizon);
  return {std::move(combination.prediction), std::move(combination.members), std::move(combination.parameters)};
}

}  // namespace

bool takes_regression(const History& history) { return has_days(history) && !is_rare_by_day(history); }

AutomaticForecast automatic(const History& history, int horizon) {
  AutomaticForecast result = choose(history, horizon);
  if (std::ranges::min(history.values) >= 0)
    for (double& mean : result.prediction.mean) mean = std::fmax(mean, 0.0);
  return result;
}

}  // namespace klytics::forecast
