// Queries by POST: metric aggregates and reports.
#include "api/field_rules.h"

namespace klaviyo_sim {

void add_report_endpoints(std::vector<Endpoint>& all) {
  using enum Answer;
  all.push_back(
      {"POST", "/api/metric-aggregates", kMetricAggregates, "metric-aggregate", "", Tier::kS, {"metrics:read"}});
  const auto add = [&all](std::string_view path, std::string_view type, std::string_view scope) {
    all.push_back({"POST", path, kReport, type, "", Tier::kReport, {scope}});
  };
  add("/api/campaign-values-reports", "campaign-values-report", "campaigns:read");
  add("/api/flow-values-reports", "flow-values-report", "flows:read");
  add("/api/flow-series-reports", "flow-series-report", "flows:read");
  add("/api/form-values-reports", "form-values-report", "forms:read");
  add("/api/form-series-reports", "form-series-report", "forms:read");
  add("/api/segment-values-reports", "segment-values-report", "segments:read");
  add("/api/segment-series-reports", "segment-series-report", "segments:read");
}

}  // namespace klaviyo_sim
