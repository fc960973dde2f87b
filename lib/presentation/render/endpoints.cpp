#include "presentation/render/endpoints.h"

#include <fmt/format.h>

#include <algorithm>

#include "presentation/render/charts.h"
#include "presentation/render/forecast_document.h"
#include "presentation/render/freshness.h"
#include "presentation/render/metric_contract.h"
#include "presentation/render/metric_correlations.h"
#include "presentation/render/metric_files.h"
#include "presentation/render/naive_forecast.h"
#include "presentation/render/overview.h"
#include "presentation/render/tables.h"

namespace klytics::presentation {
namespace {

using Body = std::optional<std::string>;

std::vector<std::string> metric_ids(const Dashboard& dashboard) {
  std::vector<std::string> ids;
  for (const MetricAnalysis& metric : dashboard.metrics()) ids.push_back(metric.id);
  return ids;
}

template <std::string (*render)(const MetricAnalysis& metric, const DateRange& range)>
Body of_metric(const Dashboard& dashboard, const RangeValues& values, std::string_view id) {
  const MetricAnalysis* metric = dashboard.find_metric(id);
  return metric == nullptr ? Body{} : render(*metric, values.range.range);
}

std::vector<std::string> forecast_metrics(const Dashboard& dashboard) {
  std::vector<std::string> ids;
  for (const ActiveForecast& forecast : dashboard.forecasts) ids.push_back(forecast.metric);
  for (const MetricAnalysis* metric : without_model(dashboard)) ids.push_back(metric->id);
  return ids;
}

Body forecast(const Dashboard& dashboard, const RangeValues& values, std::string_view id) {
  const auto found = std::ranges::find(dashboard.forecasts, id, &ActiveForecast::metric);
  if (found != dashboard.forecasts.end()) return forecast_document(*found, values.range.range);
  const MetricAnalysis* metric = dashboard.find_metric(id);
  return metric == nullptr ? Body{} : forecast_document(naive_forecast(*metric, dashboard.as_of), values.range.range);
}

std::vector<std::string> pairs(const Dashboard& dashboard) { return paired_ids(dashboard.metrics()); }

Body correlation(const Dashboard& dashboard, const RangeValues& values, std::string_view member) {
  const std::size_t slash = std::min(member.find('/'), member.size());
  const MetricAnalysis* first = dashboard.find_metric(member.substr(0, slash));
  const MetricAnalysis* second = dashboard.find_metric(member.substr(std::min(slash + 1, member.size())));
  if (first == nullptr || second == nullptr) return {};
  return metric_correlation(*first, *second, values.range.range);
}

std::vector<std::string> one_matrix(const Dashboard& dashboard) {
  return dashboard.metrics().empty() ? std::vector<std::string>{} : std::vector<std::string>{""};
}

Body whole_matrix(const Dashboard& dashboard, const RangeValues& values, std::string_view member) {
  if (!member.empty()) return {};
  return correlation_matrix(dashboard.metrics(), values.range.range);
}

// Written out in a function: an array at namespace scope could be made before the figures that it names.
std::vector<Endpoint> all_endpoints() {
  using D = const Dashboard&;
  using V = const RangeValues&;
  using M = std::string_view;
  return {
      {"overview", nullptr, [](D, V v, M) -> Body { return overview(v); }, contract::overview, figures::kOverview},
      {"campaigns", nullptr, [](D, V v, M) -> Body { return campaigns(v.campaigns); }, contract::campaigns,
       figures::kCampaigns},
      {"flows", nullptr, [](D, V v, M) -> Body { return flows(v.flows); }, contract::flows, figures::kFlows},
      {"forms", nullptr, [](D, V v, M) -> Body { return forms(v.forms); }, contract::forms, figures::kForms},
      {"segments", nullptr, [](D, V v, M) -> Body { return segments(v.segments); }, contract::segments,
       figures::kSegments},
      {"charts/revenue", nullptr, [](D, V v, M) -> Body { return revenue_chart(v.range.range, v.days); },
       contract::revenue_chart, figures::kRevenueChart},
      {"charts/distribution", nullptr,
       [](D, V v, M) -> Body { return distribution_chart(v.current.revenue_by_source); }, contract::distribution,
       figures::kDistribution},
      {"charts/top-segments", nullptr, [](D, V v, M) -> Body { return top_segments(v.segments); },
       contract::top_segments, figures::kTopSegments},
      {"charts/top-flows", nullptr, [](D, V v, M) -> Body { return top_flows(v.flows); }, contract::top_flows,
       figures::kTopFlows},
      {"charts/top-forms", nullptr, [](D, V v, M) -> Body { return top_forms(v.forms); }, contract::top_forms,
       figures::kTopForms},
      {"health", nullptr, [](D d, V, M) -> Body { return health(d.freshness); }, contract::health, figures::kHealth},
  };
}

std::vector<Endpoint> all_families() {
  return {
      {"analytics/timeseries", metric_ids, of_metric<metric_timeseries>, contract::timeseries, figures::kTimeseries},
      {"analytics/decomposition", metric_ids, of_metric<metric_decomposition>, contract::decomposition,
       figures::kDecomposition},
      {"analytics/anomalies", metric_ids, of_metric<metric_anomalies>, contract::anomalies, figures::kAnomalies},
      {"analytics/forecast", forecast_metrics, forecast, contract::forecast, figures::kForecast},
      {"analytics/correlation", pairs, correlation, contract::correlation, figures::kCorrelation},
      {"analytics/correlations", one_matrix, whole_matrix, contract::correlations, {}},
      {"analytics/entropy", metric_ids, of_metric<metric_entropy>, contract::entropy, figures::kEntropy},
  };
}

std::string path_of(const Endpoint& endpoint, std::string_view member) {
  return member.empty() ? std::string(endpoint.name) : fmt::format("{}/{}", endpoint.name, member);
}

}  // namespace

std::span<const Endpoint> endpoints() {
  static const std::vector<Endpoint> kEndpoints = all_endpoints();
  return kEndpoints;
}

std::span<const Endpoint> families() {
  static const std::vector<Endpoint> kFamilies = all_families();
  return kFamilies;
}

const Endpoint* find_endpoint(std::string_view document) {
  for (const auto list : {endpoints(), families()})
    for (const Endpoint& endpoint : list) {
      if (document == endpoint.name) return &endpoint;
      if (document.starts_with(endpoint.name) && document[endpoint.name.size()] == '/') return &endpoint;
    }
  return nullptr;
}

std::string_view member_of(const Endpoint& endpoint, std::string_view document) {
  document.remove_prefix(std::min(endpoint.name.size() + 1, document.size()));
  return document;
}

std::optional<std::string> render_document(const Dashboard& dashboard, const RangeValues& values,
                                           std::string_view document) {
  const Endpoint* endpoint = find_endpoint(document);
  if (endpoint == nullptr) return std::nullopt;
  const std::string_view member = member_of(*endpoint, document);
  if (endpoint->members == nullptr && !member.empty()) return std::nullopt;
  return endpoint->body(dashboard, values, member);
}

std::vector<Document> render_range(const Dashboard& dashboard, const RangeValues& values) {
  std::vector<Document> documents;
  for (const auto list : {endpoints(), families()})
    for (const Endpoint& endpoint : list)
      for (const std::string& member : endpoint.members ? endpoint.members(dashboard) : std::vector<std::string>{""})
        documents.push_back({path_of(endpoint, member), endpoint.body(dashboard, values, member).value()});
  return documents;
}

}  // namespace klytics::presentation
