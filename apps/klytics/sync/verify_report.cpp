// `sync --verify=report`: our revenue of campaigns and flows beside the vendor's.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "collection/engine/window_fetch.h"
#include "collection/reports/report_months.h"
#include "collection/reports/report_rows.h"
#include "collection/resources.h"
#include "core/error.h"
#include "presentation/render/result_table.h"
#include "sync/verify.h"

namespace klytics::app {
namespace {

using presentation::TableCell;

constexpr std::int64_t kLongestDays = 365;  // of one report
constexpr double kCent = 0.01;              // below it there is no difference, whatever share it is

struct Revenue {
  std::string name;
  double ours = 0, vendor = 0;

  // In whole cents: what is left of adding them up in floating point is none.
  double difference() const { return std::round((ours - vendor) * 100) / 100 + 0.0; }
  bool beyond(double tolerance) const {
    return std::abs(difference()) > std::max(tolerance * std::max(ours, vendor), kCent);
  }
};
using Revenues = std::map<std::pair<std::string, std::string>, Revenue>;  // by source and id

Revenues our_revenue(const SyncSession& run, const DateRange& days) {
  const storage::Rows built = run.connection.query("queries/verify/facts_built", {run.account.id});
  if (!built.boolean(0, 0))
    throw Error(ErrorKind::kInputMissing, "there are no facts to compare", "run `klytics aggregate` first");
  if (built.integer(0, 1) > 0)
    run.context.log.warning(fmt::format(
        "{} days of metrics changed since the facts were built: run `klytics aggregate`", built.integer(0, 1)));
  const storage::Rows rows =
      run.connection.query("queries/verify/revenue_by_send",
                           {run.account.id, run.settings.plan.time_zone, to_string(days.first), to_string(days.last)});
  Revenues revenues;
  for (std::size_t row = 0; row < rows.size(); ++row)
    revenues[{std::string(rows.text(row, 0)), std::string(rows.text(row, 1))}] = {std::string(rows.text(row, 2)),
                                                                                  rows.number(row, 4), 0};
  return revenues;
}

// Adds what the vendor reports of one source; false when stopped.
bool add_vendor(const SyncSession& run, const DateRange& days, collection::Fetcher& fetcher,
                const collection::Resource& described, const std::string& source, Revenues& revenues) {
  collection::Resource resource = described;
  resource.report->statistics = {"conversion_value"};
  const TimeZone zone(run.settings.plan.time_zone);
  const collection::ReportFacts facts = run.store.report_facts();
  if (facts.conversion_metric.empty())
    throw Error(ErrorKind::kConfiguration, "no metric stands for an order", "set conversion_metric in [facts]");
  collection::Slice slice{resource.name,
                          to_string(days.first) + "/" + to_string(days.last),
                          zone.start_of(days.first),
                          zone.start_of(days.last + std::chrono::days{1}),
                          std::nullopt,
                          false};
  collection::HttpRequest request{
      run.settings.base_url + resource.path,
      collection::report_body(*resource.report, slice, run.settings.plan.time_zone, facts.conversion_metric)};
  const auto add = [&](const collection::PageCommit& page) {
    for (const auto& [object, value] :
         collection::report_sums(page.page.body, resource.report->object_group, "conversion_value"))
      revenues[{source, object}].vendor += value;
  };
  const collection::FetchedWindows fetched =
      collection::fetch_windows(fetcher, run.clock, run.settings.base_url, resource, {{request, slice}}, add,
                                [&run] { return run.stop.received(); });
  for (const auto& [partition, words] : fetched.refused)
    throw Error(ErrorKind::kContract, fmt::format("the API refuses to report {}: {}", resource.name, words),
                "check conversion_metric in [facts] and the configured revision");
  return !fetched.stopped;
}

TableCell money(double value) { return TableCell::number(fmt::format("{:.2f}", value)); }

void add_row(presentation::ResultTable& table, const std::string& source, const std::string& id, const Revenue& revenue,
             double tolerance) {
  const double larger = std::max(revenue.ours, revenue.vendor);
  table.rows.push_back(
      {TableCell::of(source), TableCell::of(id), TableCell::of(revenue.name), money(revenue.ours),
       money(revenue.vendor), money(revenue.difference()),
       larger > 0 ? TableCell::number(fmt::format("{:.1f}", 100 * revenue.difference() / larger)) : TableCell::empty(),
       TableCell::of(revenue.beyond(tolerance) ? "differs" : "agrees")});
}

}  // namespace

bool verify_reports(const SyncSession& run, double tolerance) {
  const DateRange days = verified_days(run);
  if (days.days() > kLongestDays)
    throw Error(ErrorKind::kUsage,
                fmt::format("the vendor reports {} days at most: {} to {} are {}", kLongestDays, to_string(days.first),
                            to_string(days.last), days.days()),
                "name fewer days with --since and --until");
  Revenues revenues = our_revenue(run, days);
  collection::Fetcher fetcher(run.http, run.clock, run.settings.fetch);
  if (!add_vendor(run, days, fetcher, collection::campaign_values_report_resource(), "campaign", revenues) ||
      !add_vendor(run, days, fetcher, collection::flow_values_report_resource(), "flow", revenues))
    return false;
  presentation::ResultTable table{{"source", "id", "name", "ours", "vendor", "difference", "percent", "result"}, {}};
  std::map<std::string, Revenue> totals = {{"campaign", {"all", 0, 0}}, {"flow", {"all", 0, 0}}};
  std::int64_t beyond = 0;
  for (const auto& [key, revenue] : revenues) {
    if (revenue.ours == 0 && revenue.vendor == 0) continue;
    add_row(table, key.first, key.second, revenue, tolerance);
    totals[key.first].ours += revenue.ours;
    totals[key.first].vendor += revenue.vendor;
    beyond += revenue.beyond(tolerance) ? 1 : 0;
  }
  for (const auto& [source, total] : totals) add_row(table, source, "", total, tolerance);
  run.context.out << render(table, presentation::Format::kTable, false);
  run.context.out << fmt::format("\nrevenue by native attribution and day of sending, {} to {}\n",
                                 to_string(days.first), to_string(days.last));
  if (beyond > 0)
    throw Error(
        ErrorKind::kBadData,
        fmt::format("the revenue of {} campaigns and flows differs from the vendor's by more than {:.4g} %", beyond,
                    tolerance * 100),
        "run `klytics sync --verify` for what is not stored; the vendor's attribution settings may have changed");
  return true;
}

}  // namespace klytics::app
