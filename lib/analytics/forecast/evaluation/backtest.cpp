#include "analytics/forecast/evaluation/backtest.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"

namespace klytics::forecast {

int fewest_before_origin(const ObservedSeries& series, const ForecastPlan& plan) {
  const int period = plan.period > 0 ? plan.period : series.axis.usual_period();
  return std::max({plan.model->fewest, std::min(2 * period, series.size() / 2), 4});
}

RollingEvaluation backtest(const ObservedSeries& series, const ForecastPlan& plan, int most, int stride) {
  ForecastPlan alone = plan;
  alone.components = false;
  const int size = series.size();
  std::vector<int> origins = rolling_origins(size, plan.horizon, fewest_before_origin(series, plan), most, stride);
  std::erase_if(origins,
                [&](int origin) { return !std::isfinite(series.values[static_cast<std::size_t>(origin - 1)]); });
  std::vector<OriginForecast> said;
  std::vector<int> judged;
  for (const int origin : origins) {
    const ObservedSeries before = series.before(origin);
    try {
      SeriesForecast forecast = forecast_series(before, alone);
      said.push_back({std::move(forecast.mean), std::move(forecast.intervals), forecast.scale, forecast.squared_scale});
      judged.push_back(origin);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kBadData) throw;  // too few observations there
    }
  }
  std::size_t next = 0;
  const std::span<const double> actual(series.values.data(), static_cast<std::size_t>(size));
  return evaluate([&](int) { return std::move(said[next++]); }, actual, plan.horizon, judged);
}

}  // namespace klytics::forecast
