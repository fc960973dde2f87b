#include "presentation/report_reader.h"

#include <fmt/format.h>

#include "core/error.h"
#include "presentation/findings_reader.h"
#include "storage/cohort_reader.h"

namespace klytics::presentation {
namespace {

constexpr int kForecastDays = 30;
constexpr int kPastDays = 60;  // before the forecast: enough to see the weeks, and the forecast is not a third of it

// The last local day that the data cover wholly; nullopt before anything was collected.
std::optional<Date> last_whole_day(const Dashboard& dashboard) {
  if (!dashboard.coverage.complete_to) return std::nullopt;
  return std::min(*dashboard.coverage.complete_to, dashboard.as_of) - std::chrono::days{1};
}

std::vector<analytics::RetentionCohort> read_cohorts(storage::CohortReader& reader, Date last_day) {
  Orders orders;
  reader.read_orders(orders);
  analytics::RetentionOptions options;
  options.last_day = static_cast<std::int32_t>(last_day.time_since_epoch().count());
  return analytics::retention(orders.customers, orders.days, orders.amounts, orders.customer_ids.size(), options);
}

std::optional<RevenueForecast> read_forecast(storage::Connection& connection, const DashboardRequest& request,
                                             Date last_day) {
  const storage::Rows rows =
      connection.query("queries/report/forecast", {request.account.id, to_string(last_day), kForecastDays});
  if (rows.empty()) return std::nullopt;
  RevenueForecast forecast;
  forecast.model = rows.text(0, 0);
  if (!rows.is_null(0, 5)) forecast.error = 100 * rows.number(0, 5);
  for (std::size_t row = 0; row < rows.size(); ++row)
    forecast.days.push_back(
        {parse_date(rows.text(row, 1)).value(), rows.number(row, 2), rows.number(row, 3), rows.number(row, 4)});
  forecast.past_days = {last_day - std::chrono::days{kPastDays - 1}, last_day};
  // A forecast that does not follow the last known day would leave a hole in the line.
  if (forecast.days.front().day != last_day + std::chrono::days{1}) return std::nullopt;
  DashboardRequest past = request;
  past.ranges = {{"past", forecast.past_days}};
  forecast.past = read_dashboard_in_transaction(connection, past).ranges.front().days;
  return forecast;
}

}  // namespace

Report read_report(storage::Connection& connection, const DashboardRequest& request,
                   const std::function<void(const std::string&)>& warn) {
  Report report;
  number_objects(connection, request.account.id);
  bool only_cohorts_left = false;
  try {
    connection.transaction([&] {
      storage::CohortReader cohorts(connection, request.account);
      report.dashboard = read_dashboard_in_transaction(connection, request);
      const std::optional<Date> last_day = last_whole_day(report.dashboard);
      if (!last_day) return;
      report.forecast = read_forecast(connection, request, *last_day);
      const DateRange& range = report.dashboard.ranges.front().range.range;
      report.insights = read_insights(connection, request.account, range);
      report.anomalies = read_anomalies(connection, request.account, range);
      only_cohorts_left = true;  // they come last: a fault in them ends the transaction
      report.cohorts = read_cohorts(cohorts, *last_day);
    });
  } catch (const Error& error) {
    if (!only_cohorts_left || error.kind() != ErrorKind::kBadData) throw;
    warn(fmt::format("the report has no cohorts: {}", error.what()));
  }
  return report;
}

}  // namespace klytics::presentation
