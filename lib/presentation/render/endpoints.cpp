#include "presentation/render/endpoints.h"

#include "presentation/render/charts.h"
#include "presentation/render/forecast_document.h"
#include "presentation/render/freshness.h"
#include "presentation/render/metric_contract.h"
#include "presentation/render/metric_files.h"
#include "presentation/render/naive_forecast.h"
#include "presentation/render/overview.h"
#include "presentation/render/tables.h"

namespace klytics::presentation {
namespace {

std::vector<Document> one(std::string_view path, std::string body) { return {{std::string(path), std::move(body)}}; }

std::vector<Document> each_metric(const Dashboard& dashboard, const RangeValues& values, const std::string& folder,
                                  std::string (*render)(const MetricAnalysis& metric, const DateRange& range)) {
  std::vector<Document> documents;
  for (const MetricAnalysis& metric : dashboard.metrics)
    documents.push_back({folder + metric.id, render(metric, values.range.range)});
  return documents;
}

// Written out in a function: an array at namespace scope could be made before the figures that it names.
std::vector<Endpoint> all_endpoints() {
  return {
      {"overview", [](const Dashboard&, const RangeValues& v) { return one("overview", overview(v)); },
       contract::overview, figures::kOverview},
      {"campaigns", [](const Dashboard&, const RangeValues& v) { return one("campaigns", campaigns(v.campaigns)); },
       contract::campaigns, figures::kCampaigns},
      {"flows", [](const Dashboard&, const RangeValues& v) { return one("flows", flows(v.flows)); }, contract::flows,
       figures::kFlows},
      {"forms", [](const Dashboard&, const RangeValues& v) { return one("forms", forms(v.forms)); }, contract::forms,
       figures::kForms},
      {"segments", [](const Dashboard&, const RangeValues& v) { return one("segments", segments(v.segments)); },
       contract::segments, figures::kSegments},
      {"charts/revenue",
       [](const Dashboard&, const RangeValues& v) {
         return one("charts/revenue", revenue_chart(v.range.range, v.days));
       },
       contract::revenue_chart, figures::kRevenueChart},
      {"charts/distribution",
       [](const Dashboard&, const RangeValues& v) {
         return one("charts/distribution", distribution_chart(v.current.revenue_by_source));
       },
       contract::distribution, figures::kDistribution},
      {"charts/top-segments",
       [](const Dashboard&, const RangeValues& v) { return one("charts/top-segments", top_segments(v.segments)); },
       contract::top_segments, figures::kTopSegments},
      {"charts/top-flows",
       [](const Dashboard&, const RangeValues& v) { return one("charts/top-flows", top_flows(v.flows)); },
       contract::top_flows, figures::kTopFlows},
      {"charts/top-forms",
       [](const Dashboard&, const RangeValues& v) { return one("charts/top-forms", top_forms(v.forms)); },
       contract::top_forms, figures::kTopForms},
      {"health", [](const Dashboard& d, const RangeValues&) { return one("health", health(d.freshness)); },
       contract::health, figures::kHealth},
  };
}

std::vector<Endpoint> all_families() {
  return {
      {"analytics/timeseries",
       [](const Dashboard& d, const RangeValues& v) {
         return each_metric(d, v, "analytics/timeseries/", metric_timeseries);
       },
       contract::timeseries,
       {}},
      {"analytics/decomposition",
       [](const Dashboard& d, const RangeValues& v) {
         return each_metric(d, v, "analytics/decomposition/", metric_decomposition);
       },
       contract::decomposition,
       {}},
      {"analytics/forecast",
       [](const Dashboard& dashboard, const RangeValues& values) {
         std::vector<Document> documents;
         const auto add = [&](const ActiveForecast& forecast) {
           documents.push_back(
               {"analytics/forecast/" + forecast.metric, forecast_document(forecast, values.range.range)});
         };
         for (const ActiveForecast& forecast : dashboard.forecasts) add(forecast);
         for (const MetricAnalysis* metric : without_model(dashboard)) add(naive_forecast(*metric, dashboard.as_of));
         return documents;
       },
       contract::forecast,
       {}},
  };
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

std::vector<Document> render_range(const Dashboard& dashboard, const RangeValues& values) {
  std::vector<Document> documents;
  for (const auto list : {endpoints(), families()})
    for (const Endpoint& endpoint : list)
      for (Document& document : endpoint.documents(dashboard, values)) documents.push_back(std::move(document));
  return documents;
}

}  // namespace klytics::presentation
