#include "analytics/forecast/models/ets_recursion.h"

#include <cmath>
#include <type_traits>

namespace klytics::forecast {

double EtsSums::criterion(int observations) const {
  if (!valid || !std::isfinite(squared_error)) return std::numeric_limits<double>::infinity();
  constexpr double kSmallest = 1e-30;  // a perfect fit: keep the logarithm finite
  return observations * std::log(std::fmax(squared_error, kSmallest)) + 2 * log_forecast;
}

EtsRecursion::EtsRecursion(EtsForm form, const History& history)
    : form_(form), history_(history), steps_(history.values.size()) {}

template <bool kMultiplicativeError, EtsTrend kTrend, EtsSeason kSeason>
EtsSums EtsRecursion::run_form(EtsParameters& states) {
  const double alpha = states.alpha, beta = states.beta, gamma = states.gamma;
  const double phi = kTrend == EtsTrend::kDamped ? states.phi : 1.0;
  double level = states.level, slope = states.slope;
  EtsSums sums;
  double product = 1;  // of forecasts, so that one logarithm serves several
  std::size_t phase = 0;
  const auto period = static_cast<std::size_t>(history_.period);
  for (std::size_t t = 0; t < steps_.size(); ++t) {
    const double value = history_.values[t];
    double trended = level;
    if constexpr (kTrend != EtsTrend::kNone) trended += phi * slope;
    double forecast = trended, adjusted = value, season = 0;
    if constexpr (kSeason == EtsSeason::kAdditive) {
      season = states.season[phase];
      forecast = trended + season;
      adjusted = value - season;
    } else if constexpr (kSeason == EtsSeason::kMultiplicative) {
      season = states.season[phase];
      forecast = trended * season;
      adjusted = value / season;
      if (!(trended > 0 && season > 0)) return {0, 0, false};
    }
    double error = value - forecast;
    if constexpr (kMultiplicativeError) {
      if (!(forecast > 0)) return {0, 0, false};
      error /= forecast;
      product *= forecast;
      if (product > 1e100 || product < 1e-100) sums.log_forecast += std::log(product), product = 1;
    }
    sums.squared_error += error * error;
    const double surprise = adjusted - trended;
    steps_[t] = {trended, surprise, slope, season, forecast};
    level = trended + alpha * surprise;
    if constexpr (kTrend != EtsTrend::kNone) slope = phi * slope + beta * surprise;
    if constexpr (kSeason == EtsSeason::kAdditive) states.season[phase] = season + gamma * surprise;
    if constexpr (kSeason == EtsSeason::kMultiplicative)
      states.season[phase] = season + gamma * (value / trended - season);
    if constexpr (kSeason != EtsSeason::kNone)
      if (++phase == period) phase = 0;
  }
  if constexpr (kMultiplicativeError) sums.log_forecast += std::log(product);
  states.level = level;
  states.slope = slope;
  return sums;
}

template <bool kMultiplicativeError, EtsTrend kTrend, EtsSeason kSeason>
void EtsRecursion::accumulate_gradient(const EtsParameters& start, const EtsSums& sums) {
  const double alpha = start.alpha, beta = start.beta, gamma = start.gamma;
  const double phi = kTrend == EtsTrend::kDamped ? start.phi : 1.0;
  const auto period = static_cast<std::size_t>(history_.period);
  EtsParameters& result = gradient_;
  result.alpha = result.beta = result.gamma = result.phi = 0;
  if constexpr (kSeason != EtsSeason::kNone) result.season.assign(period, 0.0);
  const double scale = 2.0 * static_cast<double>(steps_.size()) / sums.squared_error;
  double level = 0, slope = 0;  // adjoints of the states after the step
  std::size_t phase = steps_.size() % period;
  for (std::size_t t = steps_.size(); t-- > 0;) {
    const Step& step = steps_[t];
    const double value = history_.values[t];
    if constexpr (kSeason != EtsSeason::kNone) phase = (phase == 0 ? period : phase) - 1;
    result.alpha += level * step.surprise;
    double surprise = level * alpha;
    double trended = level;
    if constexpr (kTrend != EtsTrend::kNone) {
      result.beta += slope * step.surprise;
      surprise += slope * beta;
    }
    double season = 0;
    if constexpr (kSeason == EtsSeason::kAdditive) {
      season = result.season[phase];
      result.gamma += season * step.surprise;
      surprise += season * gamma;
      season -= surprise;
    } else if constexpr (kSeason == EtsSeason::kMultiplicative) {
      season = result.season[phase];
      const double ratio = value / step.trended;
      result.gamma += season * (ratio - step.season);
      trended -= season * gamma * ratio / step.trended;
      season *= 1 - gamma;
      season -= surprise * value / (step.season * step.season);
    }
    trended -= surprise;
    double forecast;  // adjoint of the forecast, through the error of this step
    if constexpr (kMultiplicativeError) {
      const double ratio = value / step.forecast;
      forecast = (2.0 - scale * (ratio - 1) * ratio) / step.forecast;
    } else {
      forecast = -scale * (value - step.forecast);
    }
    if constexpr (kSeason == EtsSeason::kMultiplicative) {
      trended += forecast * step.season;
      season += forecast * step.trended;
    } else {
      trended += forecast;
      if constexpr (kSeason == EtsSeason::kAdditive) season += forecast;
    }
    if constexpr (kSeason != EtsSeason::kNone) result.season[phase] = season;
    level = trended;
    if constexpr (kTrend != EtsTrend::kNone) {
      slope += trended;
      result.phi += slope * step.slope;
      slope *= phi;
    }
  }
  result.level = level;
  result.slope = slope;
}

template <typename Visitor>
decltype(auto) EtsRecursion::dispatch(Visitor&& visitor) {
  const auto with_season = [&]<bool kError, EtsTrend kTrend>() {
    switch (form_.season) {
      case EtsSeason::kAdditive:
        return visitor.template operator()<kError, kTrend, EtsSeason::kAdditive>();
      case EtsSeason::kMultiplicative:
        return visitor.template operator()<kError, kTrend, EtsSeason::kMultiplicative>();
      case EtsSeason::kNone:
        break;
    }
    return visitor.template operator()<kError, kTrend, EtsSeason::kNone>();
  };
  const auto with_trend = [&]<bool kError>() {
    switch (form_.trend) {
      case EtsTrend::kAdditive:
        return with_season.template operator()<kError, EtsTrend::kAdditive>();
      case EtsTrend::kDamped:
        return with_season.template operator()<kError, EtsTrend::kDamped>();
      case EtsTrend::kNone:
        break;
    }
    return with_season.template operator()<kError, EtsTrend::kNone>();
  };
  return form_.error == EtsError::kMultiplicative ? with_trend.template operator()<true>()
                                                  : with_trend.template operator()<false>();
}

EtsSums EtsRecursion::run(EtsParameters& states) {
  return dispatch(
      [&]<bool kError, EtsTrend kTrend, EtsSeason kSeason>() { return run_form<kError, kTrend, kSeason>(states); });
}

const EtsParameters& EtsRecursion::gradient(const EtsParameters& start, const EtsSums& sums) {
  dispatch([&]<bool kError, EtsTrend kTrend, EtsSeason kSeason>() {
    accumulate_gradient<kError, kTrend, kSeason>(start, sums);
  });
  return gradient_;
}

}  // namespace klytics::forecast
