#include "presentation/render/naive_forecast.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include "analytics/forecast/models/naive.h"

namespace klytics::presentation {
namespace {

constexpr std::size_t kDays = 30;  // as the dashboard's contract says
constexpr int kWeek = 7;

forecast::Prediction go_on(std::span<const double> values, std::size_t days) {
  const bool has_weeks = values.size() >= std::size_t{2} * kWeek;
  return forecast::seasonal_naive({values, has_weeks ? kWeek : 1, nullptr}, static_cast<int>(days));
}

void measure(ActiveForecast& forecast, std::span<const double> values) {
  const std::size_t days = std::min(kDays, values.size() / 2);
  if (days == 0) return;
  const std::span<const double> actual = values.last(days);
  const forecast::Prediction said = go_on(values.first(values.size() - days), days);
  const auto count = static_cast<double>(days);
  const double mean = std::accumulate(actual.begin(), actual.end(), 0.0) / count;
  double squares = 0, spread = 0, shares = 0;
  int not_zero = 0;
  for (std::size_t i = 0; i < days; ++i) {
    const double error = said.mean[i] - actual[i];
    forecast.mae += std::abs(error) / count;
    squares += error * error;
    spread += (actual[i] - mean) * (actual[i] - mean);
    if (actual[i] == 0) continue;
    shares += std::abs(error / actual[i]);
    ++not_zero;
  }
  forecast.rmse = std::sqrt(squares / count);
  if (not_zero > 0) forecast.mape = shares / not_zero;
  if (spread > 0) forecast.r2 = 1 - squares / spread;
}

}  // namespace

ActiveForecast naive_forecast(const MetricAnalysis& metric, Date as_of) {
  constexpr double kNormal95 = 1.959963984540054;  // standard deviations to both sides that hold 95 of 100
  const std::vector<double>& values = metric.values;
  ActiveForecast forecast;
  forecast.metric = metric.id;
  forecast.method = "naive";
  const Date next = values.empty() ? as_of : metric.first + std::chrono::days{static_cast<int>(values.size())};
  forecast.data_through = next - std::chrono::days{1};
  measure(forecast, values);
  // Counts, levels and most money have nothing below 0.
  const bool is_signed = std::any_of(values.begin(), values.end(), [](double value) { return value < 0; });
  const forecast::Prediction said = values.empty() ? forecast::empty_prediction(kDays) : go_on(values, kDays);
  for (std::size_t i = 0; i < kDays; ++i) {
    const double low = said.mean[i] - kNormal95 * said.deviation[i];
    forecast.points.push_back({next + std::chrono::days{static_cast<int>(i)}, said.mean[i],
                               is_signed ? low : std::max(low, 0.0), said.mean[i] + kNormal95 * said.deviation[i]});
  }
  return forecast;
}

std::vector<const MetricAnalysis*> without_model(const Dashboard& dashboard) {
  std::vector<const MetricAnalysis*> metrics;
  for (const MetricAnalysis& metric : dashboard.metrics())
    if (std::none_of(dashboard.forecasts.begin(), dashboard.forecasts.end(),
                     [&](const ActiveForecast& forecast) { return forecast.metric == metric.id; }))
      metrics.push_back(&metric);
  return metrics;
}

}  // namespace klytics::presentation
