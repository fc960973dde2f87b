#include "presentation/render/metric_correlations.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "analytics/series/correlation.h"
#include "presentation/render/metric_body.h"

namespace klytics::presentation {
namespace {

using series::Correlation;

// The days of the range that a metric has a history of; nullopt for none.
std::optional<DateRange> days_in(const MetricAnalysis& metric, const DateRange& range) {
  const Part part = part_of(metric, range);
  if (part.size() == 0) return std::nullopt;
  return DateRange{metric.day(part.from), metric.day(part.to - 1)};
}

// One value a day, NaN where none is known.
std::vector<double> values_on(const MetricAnalysis& metric, const DateRange& days) {
  std::vector<double> values(static_cast<std::size_t>(days.days()), std::numeric_limits<double>::quiet_NaN());
  const Part part = part_of(metric, days);
  for (std::size_t i = part.from; i < part.to; ++i)
    if (metric.observed[i]) values[static_cast<std::size_t>((metric.day(i) - days.first).count())] = metric.values[i];
  return values;
}

std::int64_t in_common(const std::vector<double>& first, const std::vector<double>& second) {
  std::int64_t count = 0;
  for (std::size_t i = 0; i < first.size(); ++i)
    if (std::isfinite(first[i]) && std::isfinite(second[i])) ++count;
  return count;
}

std::string interpretation(const std::optional<Correlation>& correlation, std::int64_t days) {
  constexpr std::int64_t kFewest = 4;  // of pearson()
  if (days < kFewest) return "not enough data";
  if (!correlation) return "one of the metrics is constant";
  const std::string relation = series::correlation_text(correlation->coefficient, correlation->p_value);
  return relation == "none" ? "no significant correlation" : relation + " correlation";
}

void write_basis(JsonWriter& json, const DateRange& range) {
  write_days(json, range);
  json.key("interval").text("1 day");
  json.key("alignTimestamps").boolean(true);
}

std::size_t days_with_something(const MetricAnalysis& metric) {
  return static_cast<std::size_t>(std::ranges::count_if(metric.values, [](double value) { return value != 0; }));
}

}  // namespace

std::vector<bool> paired_metrics(const std::vector<MetricAnalysis>& metrics) {
  std::vector<bool> paired(metrics.size(), false);
  std::vector<std::size_t> order(metrics.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return days_with_something(metrics[i]); });
  std::size_t taken = 0;
  for (const std::size_t i : order)
    if (metrics[i].is_base || taken < kMostPaired) {
      paired[i] = true;
      if (!metrics[i].is_base) ++taken;
    }
  return paired;
}

std::vector<std::string> paired_ids(const std::vector<MetricAnalysis>& metrics) {
  const std::vector<bool> paired = paired_metrics(metrics);
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < metrics.size(); ++i)
    for (std::size_t j = 0; j < metrics.size(); ++j)
      if (i == j || metrics[i].is_base || metrics[j].is_base || (paired[i] && paired[j]))
        ids.push_back(metrics[i].id + "/" + metrics[j].id);
  return ids;
}

std::string metric_correlation(const MetricAnalysis& first, const MetricAnalysis& second, const DateRange& range) {
  std::optional<Correlation> correlation;
  std::int64_t days = 0;
  if (const std::optional<DateRange> shown = days_in(first, range)) {
    const std::vector<double> a = values_on(first, *shown), b = values_on(second, *shown);
    correlation = series::pearson(a, b);
    days = in_common(a, b);
  }
  JsonWriter json;
  json.begin_object();
  json.key("metric1Id").text(first.id);
  json.key("metric2Id").text(second.id);
  write_basis(json, range);
  write_decimals(json, "correlation", correlation ? correlation->coefficient : 0, kDerivedDigits);
  json.key("interpretation").text(&first == &second ? "the same metric" : interpretation(correlation, days));
  json.key("series1Points").number(observed_in(first, part_of(first, range)));
  json.key("series2Points").number(observed_in(second, part_of(second, range)));
  json.key("alignedPoints").number(days);
  write_decimals(json, "pValue", correlation ? correlation->p_value : 1, kDerivedDigits);
  json.end_object();
  return json.take();
}

std::string MetricPair::interpretation() const {
  Correlation adjusted = correlation;
  adjusted.p_value = adjusted_p_value;
  return presentation::interpretation(adjusted, static_cast<std::int64_t>(correlation.count));
}

std::vector<MetricPair> metric_pairs(const std::vector<MetricAnalysis>& metrics, const DateRange& range) {
  std::optional<DateRange> days;
  for (const MetricAnalysis& metric : metrics)
    if (const std::optional<DateRange> own = days_in(metric, range))
      days = days ? DateRange{std::min(days->first, own->first), std::max(days->last, own->last)} : *own;
  std::vector<std::vector<double>> values(metrics.size());
  for (std::size_t i = 0; days && i < metrics.size(); ++i) values[i] = values_on(metrics[i], *days);
  std::vector<MetricPair> pairs;
  std::vector<double> p_values;
  for (std::size_t i = 0; i < metrics.size(); ++i)
    for (std::size_t j = i + 1; j < metrics.size(); ++j)
      if (const std::optional<Correlation> correlation = series::pearson(values[i], values[j])) {
        pairs.push_back({i, j, *correlation, 1});
        p_values.push_back(correlation->p_value);
      }
  const std::vector<double> adjusted = series::adjusted_p_values(p_values);
  for (std::size_t k = 0; k < pairs.size(); ++k) pairs[k].adjusted_p_value = adjusted[k];
  return pairs;
}

std::string correlation_matrix(const std::vector<MetricAnalysis>& metrics, const DateRange& range) {
  constexpr double kSignificant = 0.05;
  std::vector<MetricPair> pairs = metric_pairs(metrics, range);
  std::vector<std::vector<double>> matrix(metrics.size(), std::vector<double>(metrics.size(), 0));
  for (std::size_t i = 0; i < metrics.size(); ++i) matrix[i][i] = 1;
  for (const MetricPair& pair : pairs)
    matrix[pair.first][pair.second] = matrix[pair.second][pair.first] = pair.correlation.coefficient;
  std::erase_if(pairs, [](const MetricPair& pair) { return pair.adjusted_p_value >= kSignificant; });
  std::ranges::stable_sort(pairs, std::greater{},
                           [](const MetricPair& pair) { return std::abs(pair.correlation.coefficient); });

  JsonWriter json;
  json.begin_object();
  write_basis(json, range);
  json.key("metrics").begin_array();
  for (const MetricAnalysis& metric : metrics) {
    json.begin_object();
    json.key("metricId").text(metric.id);
    json.key("name").text(metric.title);
    json.end_object();
  }
  json.end_array();
  json.key("matrix").begin_array();
  for (const std::vector<double>& row : matrix) {
    json.begin_array();
    for (const double value : row) json.written_number(decimals(value, kDerivedDigits));
    json.end_array();
  }
  json.end_array();
  json.key("significant").begin_array();
  for (const MetricPair& pair : pairs) {
    json.begin_object();
    json.key("metric1Id").text(metrics[pair.first].id);
    json.key("metric2Id").text(metrics[pair.second].id);
    write_decimals(json, "correlation", pair.correlation.coefficient, kDerivedDigits);
    write_decimals(json, "adjustedPValue", pair.adjusted_p_value, kDerivedDigits);
    json.key("interpretation").text(pair.interpretation());
    json.key("alignedPoints").number(static_cast<std::int64_t>(pair.correlation.count));
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

}  // namespace klytics::presentation
