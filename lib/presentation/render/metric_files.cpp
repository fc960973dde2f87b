#include "presentation/render/metric_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>

#include "analytics/series/downsample.h"
#include "presentation/render/json_writer.h"

namespace klytics::presentation {
namespace {

constexpr std::size_t kMostPoints = 1000;
constexpr int kWindowDays = 7;
constexpr int kDerivedDigits = 4;  // of what is computed: finer than money

// A number with at most `digits` decimals, without zeros at its end.
std::string decimals(double value, int digits) {
  std::string text = fmt::format("{:.{}f}", value, digits);
  if (text.find('.') != std::string::npos) {
    while (text.ends_with('0')) text.pop_back();
    if (text.ends_with('.')) text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

int digits_of(MetricNature nature) {
  return nature == MetricNature::kMoney ? 2 : nature == MetricNature::kRatio ? kDerivedDigits : 0;
}

// What of a history lies in a range.
struct Cut {
  std::int64_t observed = 0;
  std::vector<std::size_t> positions;  // in the history, of the points that are shown
};

Cut cut(const MetricAnalysis& metric, const DateRange& range) {
  const auto size = static_cast<std::int64_t>(metric.values.size());
  const std::int64_t from = std::clamp<std::int64_t>((range.first - metric.first).count(), 0, size);
  const std::int64_t to = std::clamp<std::int64_t>((range.last - metric.first).count() + 1, from, size);
  std::vector<double> values(metric.values.begin() + from, metric.values.begin() + to);
  Cut part;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (metric.observed[static_cast<std::size_t>(from) + i])
      ++part.observed;
    else
      values[i] = std::numeric_limits<double>::quiet_NaN();  // left out
  }
  for (const series::Sample& sample : series::largest_triangles(values, kMostPoints))
    part.positions.push_back(static_cast<std::size_t>(from) + sample.position);
  return part;
}

void write_point(JsonWriter& json, Date day, double value, int digits) {
  json.begin_object();
  json.key("timestamp").text(to_string(day) + "T00:00:00Z");
  json.key("value").written_number(decimals(value, digits));
  json.end_object();
}

void write_points(JsonWriter& json, std::string_view name, Date first, const std::vector<std::size_t>& positions,
                  const std::vector<double>& values, int digits) {
  json.key(name).begin_array();
  for (const std::size_t position : positions)
    write_point(json, first + std::chrono::days{static_cast<int>(position)}, values[position], digits);
  json.end_array();
}

void begin(JsonWriter& json, const MetricAnalysis& metric, const DateRange& range) {
  json.begin_object();
  json.key("metricId").text(metric.id);
  json.key("dateRange").begin_object();
  json.key("start").text(to_string(range.first));
  json.key("end").text(to_string(range.last));
  json.end_object();
}

void end_with_counts(JsonWriter& json, const Cut& part) {
  const auto shown = static_cast<std::int64_t>(part.positions.size());
  json.key("totalPoints").number(part.observed);
  json.key("downsampledPoints").number(shown);
  json.key("wasDownsampled").boolean(shown < part.observed);
  json.end_object();
}

}  // namespace

std::string metric_timeseries(const MetricAnalysis& metric, const DateRange& range) {
  const Cut part = cut(metric, range);
  JsonWriter json;
  begin(json, metric, range);
  json.key("interval").text("1 day");
  write_points(json, "points", metric.first, part.positions, metric.values, digits_of(metric.nature));
  end_with_counts(json, part);
  return json.take();
}

std::string metric_decomposition(const MetricAnalysis& metric, const DateRange& range) {
  const Cut part = cut(metric, range);
  JsonWriter json;
  begin(json, metric, range);
  json.key("interval").text("1 day");
  json.key("windowSize").number(std::int64_t{kWindowDays});
  json.key("decomposition").begin_object();
  write_points(json, "original", metric.first, part.positions, metric.values, digits_of(metric.nature));
  write_points(json, "trend", metric.first, part.positions, metric.trend, kDerivedDigits);
  write_points(json, "seasonal", metric.first, part.positions, metric.seasonal, kDerivedDigits);
  write_points(json, "residual", metric.first, part.positions, metric.residual, kDerivedDigits);
  json.end_object();
  end_with_counts(json, part);
  return json.take();
}

}  // namespace klytics::presentation
