#include "presentation/metric_reader.h"

#include <algorithm>
#include <cctype>
#include <limits>

#include "core/custom_metrics.h"
#include "processing/metric_series.h"

namespace klytics::presentation {
namespace {

using processing::MetricListing;

constexpr std::string_view kCounted[] = {"revenue", "orders", "customers", "subscribers"};

// A part of a path, whatever the vendor's ids may come to be.
bool is_plain(std::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
  });
}

MetricAnalysis read_metric(storage::Connection& connection, const Account& account, const std::string& metric,
                           Date as_of) {
  const processing::MetricSeries series =
      processing::read_metric_series(connection, account, CustomMetrics{}, {metric, MetricInterval::kDay, {}, {}});
  std::vector<double> values;
  for (const processing::MetricPoint& point : series.points)
    if (point.day < as_of) values.push_back(point.value.value_or(std::numeric_limits<double>::quiet_NaN()));
  return analyse_metric(series.metric, series.nature, series.points.empty() ? as_of : series.points.front().day,
                        std::move(values));
}

}  // namespace

std::vector<MetricAnalysis> read_metrics(storage::Connection& connection, const Account& account, bool has_facts,
                                         Date as_of) {
  std::vector<MetricAnalysis> metrics;
  const auto add = [&](const std::string& name, const std::string& id, MetricNature nature) {
    metrics.push_back(has_facts ? read_metric(connection, account, name, as_of)
                                : analyse_metric(id, nature, as_of, {}));
  };
  for (const std::string_view name : kCounted)
    add(std::string(name), std::string(name), find_base_metric(name)->nature);
  for (const MetricListing& metric : processing::list_metrics(connection, account, CustomMetrics{}))
    if (metric.kind == MetricListing::Kind::kKlaviyo && is_plain(metric.metric))
      add("[" + metric.metric + "]", metric.metric, MetricNature::kCount);
  return metrics;
}

}  // namespace klytics::presentation
