// The values of a metric over time, from the facts: what forecasts and the analysis of series read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/account.h"
#include "core/base_metrics.h"
#include "core/custom_metrics.h"
#include "core/metric_interval.h"
#include "core/time.h"
#include "storage/postgres/connection.h"

namespace klytics::processing {

struct MetricPoint {
  Instant start;                // of the interval
  Date day;                     // local day of the account on which it begins
  std::optional<double> value;  // missing where there is none
};

struct MetricSeries {
  std::string metric;  // the name of a base or custom metric; of Klaviyo's the id
  std::string title;   // for people
  MetricNature nature = MetricNature::kCount;
  MetricInterval interval = MetricInterval::kDay;
  std::vector<MetricPoint> points;  // one an interval, oldest first, no interval left out
};

struct SeriesRequest {
  std::string metric;  // see below
  MetricInterval interval = MetricInterval::kDay;
  std::optional<Date> from;  // local days, both included
  std::optional<Date> to;
};

/// Reads the series of a metric of `account`, which may be
///   a base metric or a part of one, see base_metrics(), or of one flow or campaign: "revenue:flow=Welcome series";
///   one of `custom`, computed from the values of its inputs over the same interval (a ratio of sums, not a mean of
///   ratios);
///   a metric of Klaviyo by id or name (any case; "[...]" around it says that nothing else is meant), counted as
///   events; with ":value" behind it as the sum of their values.
/// An interval without data has 0 events and 0 money; levels and ratios are missing there. Intervals that do not lie
/// wholly between `from` and `to` are left out; hours are 3600 seconds from the first instant of `from` on, whatever
/// the clock does. Without `from` the series begins with the first interval that has data, without `to` it ends with
/// the last complete local day of the facts. Throws Error(kUsage) for a metric that is unknown (with the nearest name)
/// or ambiguous, and for an interval that it does not have: only revenue, orders, customers and Klaviyo's metrics are
/// known by the hour. Throws Error(kBadData) when facts were never built. Reads facts, and events only for hours of
/// Klaviyo's metrics.
MetricSeries read_metric_series(storage::Connection& connection, const Account& account, const CustomMetrics& custom,
                                const SeriesRequest& request);

/// A statement and the values of its parameters.
struct MetricStatement {
  std::string_view name;  // "queries/metrics/revenue"
  std::vector<std::string> parameters;
};

/// What read_metric_series() sends for the values of a metric that is not a custom one, by day. Throws Error(kUsage)
/// for a metric that is unknown or ambiguous.
MetricStatement metric_statement(storage::Connection& connection, const Account& account, const std::string& metric,
                                 const DateRange& days);

/// Whether the interval that begins with the point had ended at `now`: whether it can be an observation.
bool has_ended(const MetricPoint& point, MetricInterval interval, const TimeZone& zone, Instant now);

/// A metric that can be asked for.
struct MetricListing {
  enum class Kind { kBase, kCustom, kKlaviyo };
  std::string metric;  // as in MetricSeries
  std::string title;
  Kind kind;
  bool has_data;  // for Klaviyo's: whether there is an event and Klaviyo still lists it; else true
};

/// Every metric: base metrics, then those of `custom`, then Klaviyo's by name.
std::vector<MetricListing> list_metrics(storage::Connection& connection, const Account& account,
                                        const CustomMetrics& custom);

}  // namespace klytics::processing
