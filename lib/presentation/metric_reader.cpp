#include "presentation/metric_reader.h"

#include <algorithm>
#include <cctype>
#include <limits>

#include "core/at_once.h"
#include "core/custom_metrics.h"
#include "processing/metric_series.h"

namespace klytics::presentation {
namespace {

using processing::MetricListing;

constexpr const char* kCounted[] = {"revenue", "orders", "customers", "subscribers"};

// A part of a path, whatever the vendor's ids may come to be.
bool is_plain(std::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
  });
}

MetricHistory read_history(storage::Connection& connection, const Account& account, const std::string& metric,
                           Date as_of) {
  processing::MetricSeries series =
      processing::read_metric_series(connection, account, CustomMetrics{}, {metric, MetricInterval::kDay, {}, {}});
  MetricHistory history{.id = std::move(series.metric), .title = std::move(series.title), .nature = series.nature};
  history.first = series.points.empty() ? as_of : series.points.front().day;
  for (const processing::MetricPoint& point : series.points)
    if (point.day < as_of) history.values.push_back(point.value.value_or(std::numeric_limits<double>::quiet_NaN()));
  return history;
}

}  // namespace

std::shared_ptr<const std::vector<MetricAnalysis>> read_metrics(storage::Connection& connection, const Account& account,
                                                                bool has_facts, Date as_of) {
  struct Work {
    MetricHistory history;
    MetricAnalysis analysis;
  };
  std::vector<Work> all;
  const auto add = [&](const std::string& name, MetricHistory unknown) {
    const bool is_base = unknown.is_base;
    all.push_back({has_facts ? read_history(connection, account, name, as_of) : std::move(unknown), {}});
    all.back().history.is_base = is_base;
  };
  for (const std::string name : kCounted) {
    const BaseMetric& base = *find_base_metric(name);
    add(name, {.id = name, .title = base.title, .nature = base.nature, .is_base = true, .first = as_of});
  }
  for (const MetricListing& metric : processing::list_metrics(connection, account, CustomMetrics{}))
    if (metric.kind == MetricListing::Kind::kKlaviyo && is_plain(metric.metric))
      add("[" + metric.metric + "]", {.id = metric.metric, .title = metric.title, .first = as_of});
  at_once(all.size(), [&](std::size_t i) { all[i].analysis = analyse_metric(std::move(all[i].history)); });
  std::vector<MetricAnalysis> metrics;
  for (Work& work : all) metrics.push_back(std::move(work.analysis));
  return std::make_shared<const std::vector<MetricAnalysis>>(std::move(metrics));
}

}  // namespace klytics::presentation
