#include "sync/dry_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "api/client.h"
#include "collection/account.h"
#include "collection/engine/size_lookup.h"
#include "collection/http/least_time.h"
#include "core/error.h"
#include "storage/migrator.h"
#include "storage/sync/sync_store.h"
#include "sync/reports.h"

namespace klytics::app {
namespace {

using collection::PartitionPlan;
using collection::Resource;
using collection::Slice;
using collection::Watermark;
using collection::WindowKind;
using presentation::TableCell;

constexpr double kRateDays = 28;  // of stored_events.sql

// Of the runs before, by resource.
struct Figures {
  std::int64_t last_pages = 0, last_records = 0, most_pages = 0, most_records = 0;
};

// What is planned for one resource.
struct Work {
  Resource resource;
  std::vector<PartitionPlan> plans;
  bool parents_unknown = false;  // the first run finds them
  // The estimate. Without records nobody knows, and requests are the least.
  std::optional<std::int64_t> records;
  std::int64_t requests = 0;
  bool least = false;
  std::string basis;
};

std::int64_t page_size(const Resource& resource) {
  for (const auto& [name, value] : resource.query) {
    std::int64_t size = 0;
    if (name == "page[size]" && std::from_chars(value.data(), value.data() + value.size(), size).ec == std::errc{})
      return size;
  }
  return 100;
}

class DryRun {
 public:
  DryRun(Context& context, const SyncOptions& options, const StopSignal& stop)
      : context_(context), stop_(stop), settings_(sync_settings(options, context.settings)), options_(options) {}

  std::optional<presentation::ResultTable> run() {
    const std::unique_ptr<collection::HttpClient> http = make_api_client(context_);
    const collection::Clock clock = api_clock(context_);
    const auto stopped = [this] { return stop_.received(); };
    account_ = collection::fetch_account(*http, clock, settings_.fetch, settings_.base_url, stopped);
    if (account_.id.empty()) return std::nullopt;
    settings_.plan.now = context_.now();
    settings_.plan.time_zone = account_.time_zone;
    set_days(settings_.plan, options_, context_.settings, TimeZone(account_.time_zone));

    storage::Connection connection = context_.connect("sync: dry run");
    storage::require_current(connection);
    connection.transaction([&] {
      connection.query("queries/status/begin_snapshot");
      settings_.plan.conversion_metric = report_facts(connection, account_.id, context_.settings).conversion_metric;
      read_plans(connection);
    });
    collection::Fetcher fetcher(*http, clock, settings_.fetch);
    for (Work& work : works_)
      if (!work.records && !work.resource.report && !work.resource.counts_days && !look_up(fetcher, work, stopped))
        return std::nullopt;
    return table();
  }

 private:
  void read_plans(storage::Connection& connection) {
    storage::SyncStore store(connection, account_.id, /*run_id=*/0);
    std::map<std::pair<std::string, std::string>, Watermark> watermarks;
    for (Watermark& watermark : store.watermarks())
      watermarks.emplace(std::pair(watermark.resource, watermark.partition), watermark);
    const std::map<std::string, Figures> figures = read_figures(connection);
    for (const Resource& resource : settings_.resources) {
      Work work{resource, {}, false, {}, 0, false, ""};
      std::vector<std::string> parents;
      if (!resource.parent.empty()) parents = store.object_ids(resource.parent);
      work.parents_unknown = !resource.parent.empty() && parents.empty() && is_planned(resource.parent);
      std::map<std::string, std::vector<Slice>> open;
      for (const Slice& slice : store.open_slices(resource.name)) open[slice.partition].push_back(slice);
      for (const std::string& key : collection::partition_keys(resource, parents, settings_.plan)) {
        const auto stored = watermarks.find({resource.name, key});
        auto plan = collection::plan_partition(
            resource, key, stored == watermarks.end() ? std::nullopt : std::optional(stored->second), open[key],
            settings_.plan);
        if (plan) work.plans.push_back(std::move(*plan));
      }
      const auto known = figures.find(resource.name);
      estimate(connection, work, watermarks, known == figures.end() ? nullptr : &known->second);
      works_.push_back(std::move(work));
    }
  }

  std::map<std::string, Figures> read_figures(storage::Connection& connection) const {
    std::map<std::string, Figures> figures;
    const storage::Rows rows = connection.query("queries/sync/last_figures", {account_.id});
    for (std::size_t i = 0; i < rows.size(); ++i)
      figures[std::string(rows.text(i, 0))] = {rows.integer(i, 1), rows.integer(i, 2), rows.integer(i, 3),
                                               rows.integer(i, 4)};
    return figures;
  }

  bool is_planned(const std::string& name) const {
    return std::ranges::any_of(works_, [&](const Work& work) { return work.resource.name == name; });
  }

  // From what is stored, as far as that says anything.
  void estimate(storage::Connection& connection, Work& work,
                const std::map<std::pair<std::string, std::string>, Watermark>& watermarks, const Figures* figures) {
    if (work.plans.empty()) {
      if (!work.parents_unknown) work.records = 0;
      return;
    }
    work.requests = static_cast<std::int64_t>(slices_of(work).size());
    if (work.resource.report)
      work.basis = "a request a month";
    else if (work.resource.counts_days)
      work.basis = "a request a metric and year";
    else if (work.resource.window.kind == WindowKind::kTimeSliced) {
      const auto stored = watermarks.find({work.resource.name, work.plans.front().partition});
      if (stored != watermarks.end()) estimate_events(connection, work, stored->second);
    } else if (figures != nullptr && std::ranges::all_of(work.plans, is_complete)) {
      set_figures(work, figures->most_records, figures->most_pages, "largest run");
    } else if (figures != nullptr && !work.resource.parent.empty() && figures->last_pages < figures->most_pages) {
      set_figures(work, figures->last_records, figures->last_pages, "last run");
    }
  }

  static void set_figures(Work& work, std::int64_t records, std::int64_t pages, std::string basis) {
    work.records = records;
    work.requests = std::max(work.requests, pages);
    work.basis = std::move(basis);
  }

  void estimate_events(storage::Connection& connection, Work& work, const Watermark& stored) const {
    double records = 0;
    for (const Slice& slice : slices_of(work)) {
      if (!slice.to) continue;  // the future
      if (slice.from && stored.complete_from && *slice.from < *stored.complete_from) return;
      if (!slice.from && stored.complete_from) return;
      const Instant known = std::min(*slice.to, stored.complete_to);
      const storage::Rows rows = connection.query(
          "queries/sync/stored_events",
          {account_.id, slice.from ? std::optional(to_string(*slice.from)) : std::nullopt, to_string(known)});
      const Instant begin = std::max(known, slice.from.value_or(known));
      const double new_days =
          std::max(0.0, std::chrono::duration<double, std::ratio<86400>>(*slice.to - begin).count());
      records +=
          static_cast<double>(rows.integer(0, 0)) + static_cast<double>(rows.integer(0, 1)) / kRateDays * new_days;
    }
    set_records(work, static_cast<std::int64_t>(records + 0.5), "stored events");
  }

  // False after a signal.
  bool look_up(collection::Fetcher& fetcher, Work& work, const std::function<bool()>& stopped) const {
    if (work.parents_unknown || !work.resource.parent.empty()) {
      work.basis = work.parents_unknown ? "not known: after its parents" : "not known: a request a parent";
      work.least = true;
      return true;
    }
    const auto size = look_up_size(fetcher, settings_.base_url, work.resource, slices_of(work), stopped);
    if (!size) return false;
    if (size->exact || size->estimate) {
      set_records(work, size->records, size->exact ? "looked up" : "density of some pages");
    } else {
      work.requests = std::max(work.requests, size->records / page_size(work.resource)) + 1;
      work.basis = "not known: more than a page";
      work.least = true;
    }
    return true;
  }

  static void set_records(Work& work, std::int64_t records, std::string basis) {
    work.records = records;
    work.requests = std::max(work.requests, (records + page_size(work.resource) - 1) / page_size(work.resource));
    work.basis = std::move(basis);
  }

  static bool is_complete(const PartitionPlan& plan) {
    return std::ranges::all_of(plan.slices, [](const Slice& slice) { return !slice.from; });
  }

  // What is not done yet.
  static std::vector<Slice> slices_of(const Work& work) {
    std::vector<Slice> slices;
    for (const PartitionPlan& plan : work.plans)
      std::ranges::copy_if(plan.slices, std::back_inserter(slices), [](const Slice& slice) { return !slice.done; });
    return slices;
  }

  static std::string window_of(const Work& work) {
    if (work.parents_unknown) return "everything";
    if (work.plans.empty()) return "nothing is due";
    if (work.resource.report) return fmt::format("months from {} on", work.plans.front().partition);
    if (std::ranges::any_of(work.plans, &PartitionPlan::resumed)) return "rest of an interrupted run";
    if (work.resource.window.kind != WindowKind::kTimeSliced &&
        std::ranges::any_of(work.plans, [](const PartitionPlan& plan) { return is_complete(plan); }))
      return "everything";
    const Slice& slice = work.plans.front().slices.front();
    const std::string from = slice.from ? "from " + to_string(*slice.from) : "from the beginning";
    return slice.to && work.resource.window.kind == WindowKind::kTimeSliced ? from + " to " + to_string(*slice.to)
                                                                            : from;
  }

  presentation::ResultTable table() const {
    presentation::ResultTable table{
        {"resource", "window", "partitions", "records", "requests", "estimate from", "tier", "least seconds"}, {}};
    std::array<std::int64_t, collection::kTierCount> of_tier{};
    std::int64_t records = 0, requests = 0, unknown = 0;
    for (const Work& work : works_) {
      const std::int64_t seconds =
          collection::least_time(work.resource.tier, work.requests, settings_.fetch.quota_share).count();
      table.rows.push_back(
          {TableCell::of(std::string_view(work.resource.name)), TableCell::of(std::string_view(window_of(work))),
           TableCell::of(static_cast<std::int64_t>(work.plans.size())),
           work.records ? TableCell::of(*work.records) : TableCell::empty(), TableCell::of(work.requests),
           work.basis.empty() ? TableCell::empty() : TableCell::of(std::string_view(work.basis)),
           TableCell::of(collection::name_of(work.resource.tier)), TableCell::of(seconds)});
      of_tier[static_cast<std::size_t>(work.resource.tier)] += work.requests;
      records += work.records.value_or(0);
      requests += work.requests;
      unknown += work.least ? 1 : 0;
    }
    // Tiers have limits of their own and are asked side by side: the slowest one decides.
    std::size_t slowest = 0;
    const auto time_of = [&](std::size_t tier) {
      return collection::least_time(static_cast<collection::Tier>(tier), of_tier[tier], settings_.fetch.quota_share);
    };
    for (std::size_t tier = 1; tier < collection::kTierCount; ++tier)
      if (time_of(tier) > time_of(slowest)) slowest = tier;
    const std::string note = unknown == 0 ? "" : fmt::format("at least: {} not known", unknown);
    table.rows.push_back({TableCell::of(std::string_view("total")), TableCell::empty(), TableCell::empty(),
                          TableCell::of(records), TableCell::of(requests),
                          note.empty() ? TableCell::empty() : TableCell::of(std::string_view(note)),
                          TableCell::of(collection::name_of(static_cast<collection::Tier>(slowest))),
                          TableCell::of(static_cast<std::int64_t>(time_of(slowest).count()))});
    return table;
  }

  Context& context_;
  const StopSignal& stop_;
  collection::SyncSettings settings_;
  SyncOptions options_;
  collection::Account account_;
  std::vector<Work> works_;
};

}  // namespace

std::optional<presentation::ResultTable> dry_run(Context& context, const SyncOptions& options, const StopSignal& stop) {
  return DryRun(context, options, stop).run();
}

}  // namespace klytics::app
