#include "presentation/dashboard_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/error.h"
#include "presentation/metric_reader.h"

namespace klytics::presentation {
namespace {

using storage::Connection;
using storage::Parameter;
using storage::Rows;

std::string array_text(const std::vector<DateRange>& ranges, Date DateRange::*day) {
  std::vector<std::string> days;
  for (const DateRange& range : ranges) days.push_back(to_string(range.*day));
  return fmt::format("{{{}}}", fmt::join(days, ","));
}

std::vector<Parameter> parameters(const Account& account, const std::vector<DateRange>& ranges) {
  return {account.id, array_text(ranges, &DateRange::first), array_text(ranges, &DateRange::last)};
}

Decimal money(const Rows& rows, std::size_t row, std::size_t column) {
  const std::optional<Decimal> value = parse_decimal(rows.text(row, column), kMoneyDigits);
  if (!value) throw Error(ErrorKind::kBadData, fmt::format("not an amount of money: {}", rows.text(row, column)));
  return *value;
}

RevenueBySource revenue_by_source(const Rows& rows, std::size_t row, std::size_t first_column) {
  RevenueBySource revenue;
  for (std::size_t i = 0; i < revenue.size(); ++i) revenue[i] = money(rows, row, first_column + i);
  return revenue;
}

MessageCounts message_counts(const Rows& rows, std::size_t row, std::size_t first_column) {
  return {rows.integer(row, first_column),     rows.integer(row, first_column + 1),
          rows.integer(row, first_column + 2), rows.integer(row, first_column + 3),
          rows.integer(row, first_column + 4), rows.integer(row, first_column + 5)};
}

// The range that a row belongs to; SQL numbers them from 1.
std::size_t range_index(const Rows& rows, std::size_t row) {
  return static_cast<std::size_t>(rows.integer(row, 0) - 1);
}

// One Totals per range.
std::vector<Totals> read_totals(Connection& connection, const Account& account, const std::vector<DateRange>& ranges) {
  std::vector<Totals> totals(ranges.size());
  const Rows revenue = connection.query("queries/export/revenue", parameters(account, ranges));
  for (std::size_t row = 0; row < revenue.size(); ++row) {
    totals.at(row).revenue = money(revenue, row, 0);
    totals[row].revenue_by_source = revenue_by_source(revenue, row, 1);
  }
  const Rows audience = connection.query("queries/export/audience", parameters(account, ranges));
  for (std::size_t row = 0; row < audience.size(); ++row) {
    totals.at(row).subscribers = audience.integer(row, 0);
    totals[row].subscribers_basis = audience.optional_text(row, 1).value_or("");
    totals[row].form_submissions = audience.integer(row, 2);
  }
  const Rows engagement = connection.query("queries/export/engagement", parameters(account, ranges));
  for (std::size_t row = 0; row < engagement.size(); ++row)
    totals.at(range_index(engagement, row))
        .channels.push_back({std::string(engagement.text(row, 1)), message_counts(engagement, row, 2)});
  return totals;
}

void read_mailings(Connection& connection, std::string_view query, const std::vector<Parameter>& parameters,
                   std::vector<RangeValues>& values, std::vector<Mailing> RangeValues::*list) {
  const Rows rows = connection.query(query, parameters);
  for (std::size_t row = 0; row < rows.size(); ++row)
    (values.at(range_index(rows, row)).*list)
        .push_back({rows.integer(row, 1), std::string(rows.text(row, 2)), std::string(rows.text(row, 3)),
                    message_counts(rows, row, 4), money(rows, row, 10)});
}

void read_forms(Connection& connection, const std::vector<Parameter>& parameters, std::vector<RangeValues>& values) {
  const Rows rows = connection.query("queries/export/forms", parameters);
  for (std::size_t row = 0; row < rows.size(); ++row)
    values.at(range_index(rows, row))
        .forms.push_back({rows.integer(row, 1), std::string(rows.text(row, 2)), std::string(rows.text(row, 3)),
                          rows.integer(row, 4), rows.integer(row, 5), rows.integer(row, 6)});
}

void read_segments(Connection& connection, const std::vector<Parameter>& parameters, std::vector<RangeValues>& values) {
  const Rows rows = connection.query("queries/export/segments", parameters);
  for (std::size_t row = 0; row < rows.size(); ++row)
    values.at(range_index(rows, row))
        .segments.push_back({rows.integer(row, 1), std::string(rows.text(row, 2)), std::string(rows.text(row, 3)),
                             rows.integer(row, 4), rows.integer(row, 5), money(rows, row, 6)});
}

void read_days(Connection& connection, const Account& account, std::vector<RangeValues>& values) {
  DateRange span = values.front().range.range;
  for (const RangeValues& range : values) {
    span.first = std::min(span.first, range.range.range.first);
    span.last = std::max(span.last, range.range.range.last);
  }
  const Rows rows =
      connection.query("queries/export/revenue_by_day", {account.id, to_string(span.first), to_string(span.last)});
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const RevenueDay day{parse_date(rows.text(row, 0)).value(), revenue_by_source(rows, row, 1)};
    for (RangeValues& range : values)
      if (range.range.range.first <= day.day && day.day <= range.range.range.last) range.days.push_back(day);
  }
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    parts.emplace_back(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return parts;
}

std::optional<Instant> data_through(const Rows& freshness) {
  return freshness.is_null(0, 0) ? std::nullopt : parse_instant(freshness.text(0, 0));
}

void read_coverage(Connection& connection, Dashboard& dashboard) {
  const Rows freshness = connection.query("queries/export/freshness", {dashboard.account.id});
  dashboard.freshness.data_through = data_through(freshness);
  Coverage& coverage = dashboard.coverage;
  coverage.missing_resources = split(freshness.text(0, 1));
  coverage.unbuilt_days = freshness.integer(0, 2);
  const Rows rows = connection.query("queries/export/coverage", {dashboard.account.id});
  coverage.has_facts = rows.boolean(0, 0);
  coverage.has_conversion_metric = rows.boolean(0, 1);
  coverage.has_orders = rows.boolean(0, 2);
  coverage.has_messages = rows.boolean(0, 3);
  coverage.has_subscribers = rows.boolean(0, 4);
  coverage.has_form_views = rows.boolean(0, 5);
  coverage.has_form_submissions = rows.boolean(0, 6);
  coverage.has_segment_members = rows.boolean(0, 7);
  coverage.foreign_orders = rows.integer(0, 8);
  if (!rows.is_null(0, 9))
    coverage.event_days = {parse_date(rows.text(0, 9)).value(), parse_date(rows.text(0, 10)).value()};
  coverage.has_report_forms = rows.boolean(0, 11);
  if (dashboard.freshness.data_through)
    coverage.complete_to = TimeZone(dashboard.account.timezone).local_date(*dashboard.freshness.data_through);
  if (!coverage.has_facts && coverage.unbuilt_days > 0)
    throw Error(ErrorKind::kBadData, "events were collected but facts were never built",
                "run `klytics aggregate` before `klytics export`");
}

std::vector<RangeValues> read_ranges(Connection& connection, const DashboardRequest& request) {
  std::vector<RangeValues> values;
  std::vector<DateRange> current;
  for (const NamedRange& range : request.ranges) {
    values.emplace_back().range = range;
    current.push_back(range.range);
  }
  std::vector<DateRange> both = current;
  for (const DateRange& range : current) both.push_back(previous_period(range));
  const std::vector<Totals> totals = read_totals(connection, request.account, both);
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i].current = totals[i];
    values[i].previous = totals[values.size() + i];
  }
  const std::vector<Parameter> ranges = parameters(request.account, current);
  read_mailings(connection, "queries/export/campaigns", ranges, values, &RangeValues::campaigns);
  read_mailings(connection, "queries/export/flows", ranges, values, &RangeValues::flows);
  read_forms(connection, ranges, values);
  read_segments(connection, ranges, values);
  read_days(connection, request.account, values);
  return values;
}

std::optional<CustomerValues> read_customer_values(Connection& connection, const Account& account) {
  const Rows rows = connection.query("queries/export/customer_value", {account.id, account.timezone});
  if (rows.empty()) return std::nullopt;
  CustomerValues values{.model = std::string(rows.text(0, 0)),
                        .unit = std::string(rows.text(0, 1)),
                        .data_through = parse_date(rows.text(0, 2)).value(),
                        .customers = rows.integer(0, 3),
                        .alive = rows.number(0, 4),
                        .horizon_days = rows.integer(0, 5),
                        .expected_orders = rows.number(0, 6),
                        .discount = rows.number(0, 7),
                        .value = {},
                        .deciles = {}};
  if (!rows.is_null(0, 8)) values.value = rows.number(0, 8);
  for (std::size_t row = 0; row < rows.size() && !rows.is_null(row, 9); ++row)
    values.deciles.push_back({rows.integer(row, 9), rows.number(row, 10), rows.number(row, 11)});
  return values;
}

std::vector<ActiveForecast> read_forecasts(Connection& connection, const Account& account) {
  const Rows rows = connection.query("queries/export/forecasts", {account.id, account.timezone, ""});
  std::vector<ActiveForecast> forecasts;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (forecasts.empty() || forecasts.back().metric != rows.text(row, 0))
      forecasts.push_back({.metric = std::string(rows.text(row, 0)),
                           .method = std::string(rows.text(row, 1)),
                           .settings = std::string(rows.text(row, 2)),
                           .version = rows.integer(row, 3),
                           .data_through = parse_date(rows.text(row, 4)).value(),
                           .mape = rows.number(row, 5),
                           .rmse = rows.number(row, 6),
                           .mae = rows.number(row, 7),
                           .r2 = rows.number(row, 8),
                           .points = {}});
    forecasts.back().points.push_back(
        {parse_date(rows.text(row, 9)).value(), rows.number(row, 10), rows.number(row, 11), rows.number(row, 12)});
  }
  return forecasts;
}

}  // namespace

Dashboard read_dashboard_in_transaction(Connection& connection, const DashboardRequest& request) {
  Dashboard dashboard{.account = request.account,
                      .as_of = request.as_of,
                      .freshness = {std::nullopt, request.now, request.max_age_hours},
                      .coverage = {},
                      .attribution = request.attribution,
                      .ranges = {},
                      .analyses = {},
                      .customer_values = {},
                      .forecasts = {}};
  read_coverage(connection, dashboard);
  dashboard.ranges = read_ranges(connection, request);
  if (request.metrics)
    dashboard.analyses = read_metrics(connection, request.account, dashboard.coverage.has_facts, request.as_of);
  dashboard.customer_values = read_customer_values(connection, request.account);
  dashboard.forecasts = read_forecasts(connection, request.account);
  return dashboard;
}

Dashboard read_dashboard(Connection& connection, const DashboardRequest& request) {
  Dashboard dashboard;
  connection.transaction([&] {
    connection.query(request.read_only ? "queries/export/begin_read_only" : "queries/export/begin_snapshot");
    if (!request.read_only) connection.query("queries/export/allocate_dashboard_ids", {request.account.id});
    dashboard = read_dashboard_in_transaction(connection, request);
  });
  return dashboard;
}

Freshness read_freshness(Connection& connection, const Account& account, Instant now, int max_age_hours) {
  return {data_through(connection.query("queries/export/freshness", {account.id})), now, max_age_hours};
}

void number_objects(Connection& connection, std::string_view account_id) {
  connection.transaction([&] {
    connection.query("queries/export/begin_snapshot");
    connection.query("queries/export/allocate_dashboard_ids", {account_id});
  });
}

}  // namespace klytics::presentation
