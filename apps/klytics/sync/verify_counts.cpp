// `sync --verify`: daily counts and sums, and the healing of the days that differ.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "collection/reports/metric_aggregates.h"
#include "collection/resources.h"
#include "core/error.h"
#include "presentation/render/result_table.h"
#include "storage/sync/verification.h"
#include "sync/verify.h"

namespace klytics::app {
namespace {

using presentation::TableCell;
using storage::DayDifference;

class CountVerifier {
 public:
  explicit CountVerifier(const SyncSession& run)
      : run_(run),
        zone_(run.settings.plan.time_zone),
        days_(verified_days(run)),
        fetcher_(run.http, run.clock, run.settings.fetch),
        check_(run.connection, run.account.id, zone_, run.record.run_id()) {}

  bool operator()() {
    metrics_ = check_.metrics();
    if (!count(metrics_, days_)) return false;
    before_ = check_.differences(metrics_, days_);
    if (!before_.empty() && !heal()) return false;
    report();
    return true;
  }

 private:
  // Fetches the vendor's counts. Metrics that it refuses to count are not compared any more.
  bool count(const std::vector<std::string>& metrics, const DateRange& range) {
    std::vector<collection::FetchWindow> windows;
    for (const std::string& metric : metrics)
      for (auto& window : collection::aggregate_windows(run_.settings.base_url, metric, range, zone_))
        windows.push_back(std::move(window));
    run_.context.log.info(fmt::format("asking for the counts of {} metrics", metrics.size()));
    const collection::FetchedWindows fetched = fetch(collection::metric_aggregates_resource(), windows);
    for (const auto& [partition, words] : fetched.refused) {
      const std::string metric = partition.substr(0, partition.find('/'));
      run_.context.log.warning(fmt::format("the API does not count metric {}: {}", metric, words));
      std::erase(metrics_, metric);
    }
    return !fetched.stopped;
  }

  collection::FetchedWindows fetch(const collection::Resource& resource,
                                   const std::vector<collection::FetchWindow>& windows) {
    const auto store = [&](collection::PageCommit page) {
      if (resource.name == "events") check_.note_listed(page.slice.partition, page.seen_ids);
      run_.store.add(std::move(page), counts_[resource.name]);
    };
    return collection::fetch_windows(fetcher_, run_.clock, run_.settings.base_url, resource, windows, store,
                                     [this] { return run_.stop.received(); });
  }

  bool heal() {
    std::map<std::string, std::vector<Date>> wanted;
    for (const DayDifference& difference : before_) wanted[difference.metric_id].push_back(difference.day);
    run_.context.log.info(
        fmt::format("{} days of {} metrics differ: fetching their events again", before_.size(), wanted.size()));
    check_.forget_listed();
    const collection::Resource events =
        collection::events_resource({.machine_open_property = run_.context.settings.machine_open_property});
    for (const auto& [metric, metric_days] : wanted) {
      const collection::Resource of_metric = collection::events_of_metric(events, metric);
      if (fetch(of_metric, collection::event_windows(of_metric, run_.settings.base_url, metric_days, zone_)).stopped)
        return false;
    }
    for (const auto& [metric, metric_days] : wanted)
      if (!count({metric}, {metric_days.front(), metric_days.back()})) return false;
    run_.connection.transaction([&] {
      for (const DayDifference& difference : before_)
        gone_[{difference.metric_id, difference.day}] = check_.remove_gone(difference.metric_id, difference.day);
      check_.forget_listed();
    });
    after_ = check_.differences(metrics_, days_);
    return true;
  }

  void report() {
    presentation::ResultTable table{{"metric", "name", "day", "events", "vendor", "value", "vendor value", "gone",
                                     "events now", "value now", "result"},
                                    {}};
    std::size_t healed = 0;
    for (const DayDifference& before : before_) {
      const auto left = std::ranges::find_if(after_, [&](const DayDifference& d) { return d.same_day(before); });
      const bool is_healed = left == after_.end();
      healed += is_healed ? 1 : 0;
      add_row(table, before, is_healed ? nullptr : &*left, is_healed ? "healed" : "differs");
    }
    for (const DayDifference& late : after_)
      if (std::ranges::none_of(before_, [&](const DayDifference& d) { return d.same_day(late); }))
        add_row(table, late, &late, "differs");
    if (!table.rows.empty()) run_.context.out << render(table, presentation::Format::kTable, false) << '\n';
    run_.context.out << fmt::format(
        "compared {} metrics on {} days, {} to {}: {} days differed, {} healed, {} differ\n", metrics_.size(),
        days_.days(), to_string(days_.first), to_string(days_.last), before_.size(), healed, after_.size());
    if (!after_.empty())
      throw Error(ErrorKind::kBadData, fmt::format("{} days of metrics differ from the vendor's counts", after_.size()),
                  "records that could not be stored are in the table quarantine");
    if (healed > 0) run_.context.log.info("the next `klytics aggregate` computes the facts of these days again");
  }

  void add_row(presentation::ResultTable& table, const DayDifference& before, const DayDifference* now,
               std::string_view result) const {
    const auto gone = gone_.find({before.metric_id, before.day});
    table.rows.push_back(
        {TableCell::of(before.metric_id), TableCell::of(before.name), TableCell::of(to_string(before.day)),
         TableCell::number(before.events), TableCell::number(before.vendor_events), TableCell::number(before.value),
         TableCell::number(before.vendor_value), TableCell::of(gone == gone_.end() ? std::int64_t{0} : gone->second),
         TableCell::number(now == nullptr ? before.vendor_events : now->events),
         TableCell::number(now == nullptr ? before.vendor_value : now->value), TableCell::of(result)});
  }

  const SyncSession& run_;
  const std::string zone_;
  const DateRange days_;
  collection::Fetcher fetcher_;
  storage::Verification check_;
  std::vector<std::string> metrics_;
  std::vector<DayDifference> before_, after_;
  std::map<std::pair<std::string, Date>, std::int64_t> gone_;  // events, by metric and day
  std::map<std::string, collection::ResourceCounts> counts_;
};

}  // namespace

bool verify_counts(const SyncSession& run) { return CountVerifier(run)(); }

}  // namespace klytics::app
