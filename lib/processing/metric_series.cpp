#include "processing/metric_series.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/error.h"
#include "core/nearest_match.h"
#include "processing/metric_source.h"

namespace klytics::processing {
namespace {

using storage::Rows;
using Values = std::vector<std::optional<double>>;

[[noreturn]] void unknown(storage::Connection& connection, const Account& account, const CustomMetrics& custom,
                          const std::string& text) {
  std::vector<std::string> known;
  for (const MetricListing& metric : list_metrics(connection, account, custom)) {
    known.push_back(metric.metric);
    if (metric.kind == MetricListing::Kind::kKlaviyo) known.push_back(metric.title);
  }
  const std::string nearest = nearest_match(text, known);
  throw Error(ErrorKind::kUsage, fmt::format("unknown metric: {}", text),
              nearest.empty() ? "see METRICS in klytics.toml(5)" : fmt::format("did you mean {}?", nearest));
}

// A metric that is read as it is; nullopt for other names.
std::optional<MetricInput> find_input(storage::Connection& connection, const Account& account,
                                      const std::string& text) {
  if (text.size() > 2 && text.front() == '[' && text.back() == ']')
    return find_klaviyo_metric(connection, account.id, text.substr(1, text.size() - 2));
  if (const BaseMetric* base = find_base_metric(text))
    return MetricInput{base, {}, false, {}, {}, base->title, base->nature};
  if (auto owned = find_owned_metric(connection, account.id, text)) return owned;
  return find_klaviyo_metric(connection, account.id, text);
}

// nullopt when there is nothing to read.
std::optional<DateRange> requested_range(storage::Connection& connection, const Account& account,
                                         const SeriesRequest& request) {
  const Rows span = connection.query("queries/metrics/span", {account.id});
  if (span.empty() || !span.boolean(0, 0))
    throw Error(ErrorKind::kBadData, "there are no facts of this account", "run klytics sync and klytics aggregate");
  if ((!request.from && span.is_null(0, 1)) || (!request.to && span.is_null(0, 2))) return std::nullopt;
  return DateRange{request.from ? *request.from : parse_date(span.text(0, 1)).value(),
                   request.to ? *request.to : parse_date(span.text(0, 2)).value()};
}

Intervals make_intervals(const Account& account, const DateRange& range, MetricInterval interval) {
  Intervals intervals{interval, whole_intervals(range, interval), {}, {}};
  if (intervals.days.empty()) return intervals;
  const TimeZone zone(account.timezone);
  intervals.end = zone.start_of(intervals.days.back());
  if (interval == MetricInterval::kHour) {
    for (Instant hour = zone.start_of(intervals.days.front()); hour + std::chrono::hours(1) <= intervals.end;
         hour += std::chrono::hours(1))
      intervals.starts.push_back(hour);
    intervals.end = intervals.starts.back() + std::chrono::hours(1);
  } else {
    for (std::size_t i = 0; i + 1 < intervals.days.size(); ++i)
      intervals.starts.push_back(zone.start_of(intervals.days[i]));
  }
  return intervals;
}

Values read_custom(storage::Connection& connection, const Account& account, const CustomMetrics& custom,
                   const std::string& name, const Intervals& intervals) {
  std::map<std::string, Values> inputs;
  for (const std::string& text : custom.inputs_of(name)) {
    const std::optional<MetricInput> input = find_input(connection, account, text);
    if (!input) unknown(connection, account, custom, text.substr(1, text.size() - 2));
    inputs[text] = read_input(connection, account.id, *input, intervals);
  }
  Values values;
  for (std::size_t i = 0; i < intervals.starts.size(); ++i)
    values.push_back(custom.evaluate(name, [&](const std::string& input) { return inputs.at(input)[i]; }));
  return values;
}

// Before a flow's first event there is nothing to learn, and before a level's or a ratio's first value neither.
std::size_t first_with_data(const Values& values, MetricNature nature) {
  const bool is_flow = nature == MetricNature::kCount || nature == MetricNature::kMoney;
  const auto has_data = [&](const std::optional<double>& value) { return value && (!is_flow || *value != 0); };
  return static_cast<std::size_t>(std::ranges::find_if(values, has_data) - values.begin());
}

}  // namespace

MetricSeries read_metric_series(storage::Connection& connection, const Account& account, const CustomMetrics& custom,
                                const SeriesRequest& request) {
  MetricSeries series;
  series.interval = request.interval;
  const std::optional<DateRange> range = requested_range(connection, account, request);
  const Intervals intervals =
      range ? make_intervals(account, *range, request.interval) : Intervals{request.interval, {}, {}, {}};
  Values values;
  if (custom.find(request.metric) != nullptr) {
    series.metric = series.title = request.metric;
    series.nature = MetricNature::kRatio;
    values = read_custom(connection, account, custom, request.metric, intervals);
  } else {
    const std::optional<MetricInput> input = find_input(connection, account, request.metric);
    if (!input) unknown(connection, account, custom, request.metric);
    series.metric = input->base != nullptr ? input->base->name : input->klaviyo_id + (input->by_value ? ":value" : "");
    if (!input->owner_kind.empty()) series.metric += ":" + input->owner_kind + "=" + input->owner_id;
    series.title = input->title;
    series.nature = input->nature;
    values = read_input(connection, account.id, *input, intervals);
  }
  const TimeZone zone(account.timezone);
  for (std::size_t i = request.from ? 0 : first_with_data(values, series.nature); i < values.size(); ++i)
    series.points.push_back({intervals.starts[i], zone.local_date(intervals.starts[i]), values[i]});
  return series;
}

MetricStatement metric_statement(storage::Connection& connection, const Account& account, const std::string& metric,
                                 const DateRange& days) {
  const std::optional<MetricInput> input = find_input(connection, account, metric);
  if (!input) unknown(connection, account, CustomMetrics{}, metric);
  return daily_statement(account.id, *input, whole_intervals(days, MetricInterval::kDay));
}

bool has_ended(const MetricPoint& point, MetricInterval interval, const TimeZone& zone, Instant now) {
  if (interval == MetricInterval::kHour) return point.start + std::chrono::hours(1) <= now;
  return next_start(point.day, interval) <= zone.local_date(now);
}

std::vector<MetricListing> list_metrics(storage::Connection& connection, const Account& account,
                                        const CustomMetrics& custom) {
  std::vector<MetricListing> all;
  for (const BaseMetric& metric : base_metrics())
    all.push_back({metric.name, metric.title, MetricListing::Kind::kBase, true});
  for (const MetricDefinition& metric : custom.definitions())
    all.push_back({metric.name, metric.expression, MetricListing::Kind::kCustom, true});
  const Rows rows = connection.query("queries/metrics/list", {account.id});
  for (std::size_t row = 0; row < rows.size(); ++row)
    all.push_back({std::string(rows.text(row, 0)), std::string(rows.text(row, 1)), MetricListing::Kind::kKlaviyo,
                   !rows.boolean(row, 2)});
  return all;
}

}  // namespace klytics::processing
