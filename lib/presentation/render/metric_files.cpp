#include "presentation/render/metric_files.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "analytics/series/downsample.h"
#include "analytics/series/sample_entropy.h"
#include "presentation/render/metric_body.h"

namespace klytics::presentation {
namespace {

constexpr std::size_t kMostPoints = 1000;
constexpr std::size_t kFewestForEntropy = 100;  // ten to the power of the dimension (Richman & Moorman 2000)

// The points of a range that are shown.
struct Shown {
  std::int64_t observed = 0;           // also those that are thinned out
  std::vector<std::size_t> positions;  // in the history
};

Shown shown_of(const MetricAnalysis& metric, const DateRange& range) {
  const Part part = part_of(metric, range);
  std::vector<double> values;
  for (std::size_t i = part.from; i < part.to; ++i)
    values.push_back(metric.observed[i] ? metric.values[i] : std::numeric_limits<double>::quiet_NaN());
  Shown shown{observed_in(metric, part), {}};
  for (const series::Sample& sample : series::largest_triangles(values, kMostPoints))
    shown.positions.push_back(part.from + sample.position);
  return shown;
}

void write_points(JsonWriter& json, std::string_view name, const MetricAnalysis& metric, const Shown& shown,
                  const std::vector<double>& values, int digits) {
  json.key(name).begin_array();
  for (const std::size_t position : shown.positions) {
    json.begin_object();
    json.key("timestamp").text(timestamp_of(metric.day(position)));
    write_decimals(json, "value", values[position], digits);
    json.end_object();
  }
  json.end_array();
}

void end_with_counts(JsonWriter& json, const Shown& shown) {
  const auto points = static_cast<std::int64_t>(shown.positions.size());
  json.key("totalPoints").number(shown.observed);
  json.key("downsampledPoints").number(points);
  json.key("wasDownsampled").boolean(points < shown.observed);
  json.end_object();
}

}  // namespace

std::string metric_timeseries(const MetricAnalysis& metric, const DateRange& range) {
  const Shown shown = shown_of(metric, range);
  JsonWriter json;
  begin_metric(json, metric, range);
  write_points(json, "points", metric, shown, metric.values, digits_of(metric.nature));
  end_with_counts(json, shown);
  return json.take();
}

std::string metric_decomposition(const MetricAnalysis& metric, const DateRange& range) {
  const Shown shown = shown_of(metric, range);
  JsonWriter json;
  begin_metric(json, metric, range);
  json.key("windowSize").number(std::int64_t{kAnalysisWeek});
  json.key("decomposition").begin_object();
  write_points(json, "original", metric, shown, metric.values, digits_of(metric.nature));
  write_points(json, "trend", metric, shown, metric.trend, kDerivedDigits);
  write_points(json, "seasonal", metric, shown, metric.seasonal, kDerivedDigits);
  write_points(json, "residual", metric, shown, metric.residual, kDerivedDigits);
  json.end_object();
  end_with_counts(json, shown);
  return json.take();
}

std::vector<const MetricAnomaly*> anomalies_in(const MetricAnalysis& metric, const DateRange& range) {
  std::vector<const MetricAnomaly*> found;
  for (const MetricAnomaly& anomaly : metric.anomalies)
    if (anomaly.day >= range.first && anomaly.day <= range.last && std::abs(anomaly.score) >= kAnomalyThreshold)
      found.push_back(&anomaly);
  return found;
}

std::string metric_anomalies(const MetricAnalysis& metric, const DateRange& range) {
  const int digits = digits_of(metric.nature);
  const std::int64_t observed = observed_in(metric, part_of(metric, range));
  const std::vector<const MetricAnomaly*> anomalies = anomalies_in(metric, range);
  const auto count = static_cast<std::int64_t>(anomalies.size());
  JsonWriter json;
  begin_metric(json, metric, range);
  write_decimals(json, "threshold", kAnomalyThreshold, kScoreDigits);
  json.key("lookbackWindow").number(std::int64_t{kAnalysisWeek});
  json.key("anomalies").begin_array();
  for (const MetricAnomaly* anomaly : anomalies) {
    json.begin_object();
    json.key("timestamp").text(timestamp_of(anomaly->day));
    write_decimals(json, "value", anomaly->value, digits);
    write_decimals(json, "zscore", anomaly->score, kScoreDigits);
    write_decimals(json, "expected", anomaly->expected, kDerivedDigits);
    json.key("kind").text(anomaly->kind);
    json.key("message").text(anomaly->message);
    json.end_object();
  }
  json.end_array();
  json.key("totalPoints").number(observed);
  json.key("anomalyCount").number(count);
  const double share = observed > 0 ? 100 * static_cast<double>(count) / static_cast<double>(observed) : 0;
  json.key("anomalyPercentage").text(fmt::format("{:.2f}%", share));
  json.end_object();
  return json.take();
}

std::string metric_entropy(const MetricAnalysis& metric, const DateRange& range) {
  Part part = part_of(metric, range);
  const bool of_range = part.size() >= kFewestForEntropy;
  if (!of_range) part.from = 0;
  const auto entropy = part.size() == metric.values.size()
                           ? metric.entropy
                           : daily_entropy(std::span(metric.values).subspan(part.from, part.size()));
  JsonWriter json;
  begin_metric(json, metric, range);
  json.key("embeddingDimension").number(std::int64_t{kEmbeddingDimension});
  write_decimals(json, "entropy", entropy.value_or(0), kDerivedDigits);
  json.key("interpretation").text(entropy ? series::entropy_text(*entropy) : "not enough data");
  json.key("basis").text(of_range ? "range" : "history");
  json.key("points").number(static_cast<std::int64_t>(part.size()));
  json.end_object();
  return json.take();
}

}  // namespace klytics::presentation
