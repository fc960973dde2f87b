#include "presentation/render/forecast_document.h"

#include <algorithm>

#include "presentation/render/json_writer.h"
#include "presentation/render/result_table.h"

namespace klytics::presentation {
namespace {

void write_number(JsonWriter& json, std::string_view name, double value) {
  json.key(name).written_number(number_text(value));
}

void write_points(JsonWriter& json, std::string_view name, const std::vector<ForecastPoint>& points,
                  double ForecastPoint::*value) {
  json.key(name).begin_array();
  for (const ForecastPoint& point : points) {
    json.begin_object();
    json.key("timestamp").text(to_string(point.day) + "T00:00:00Z");  // names the local day
    write_number(json, "value", point.*value);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string forecast_document(const ActiveForecast& forecast, const DateRange& range) {
  const double accuracy = 1 - std::min(1.0, forecast.mape);
  JsonWriter json;
  json.begin_object();
  json.key("metricId").text(forecast.metric);
  json.key("dateRange").begin_object();
  json.key("start").text(to_string(range.first));
  json.key("end").text(to_string(range.last));
  json.end_object();
  json.key("forecastHorizon").number(static_cast<std::int64_t>(forecast.points.size()));
  json.key("interval").text("1 day");
  json.key("method").text(forecast.method);
  write_number(json, "accuracy", accuracy);
  json.key("forecast").begin_object();
  write_points(json, "forecast", forecast.points, &ForecastPoint::mean);
  json.key("confidence").begin_object();
  write_points(json, "upper", forecast.points, &ForecastPoint::upper);
  write_points(json, "lower", forecast.points, &ForecastPoint::lower);
  json.end_object();
  write_number(json, "accuracy", accuracy);
  json.key("method").text(forecast.method);
  json.key("metadata").begin_object();
  json.key("validationMetrics").begin_object();
  write_number(json, "mape", 100 * forecast.mape);
  write_number(json, "rmse", forecast.rmse);
  write_number(json, "mae", forecast.mae);
  write_number(json, "r2", forecast.r2);
  json.end_object();
  json.key("modelParams").begin_object();
  json.key("settings").text(forecast.settings);
  json.key("version").number(forecast.version);
  json.key("dataThrough").text(to_string(forecast.data_through));
  json.end_object();
  json.end_object();
  json.end_object();
  json.end_object();
  return json.take();
}

}  // namespace klytics::presentation
