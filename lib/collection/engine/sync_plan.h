// Which windows a run collects, from what is stored, what was left open and what was asked for. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collection/resource.h"
#include "collection/store.h"
#include "core/time.h"

namespace klytics::collection {

struct PlanOptions {
  Instant now;                                            // the run's beginning
  std::chrono::seconds look_back = std::chrono::days{7};  // events arrive late
  std::string time_zone = "UTC";                          // of the account: reports count its days
  std::optional<Instant> begin;                           // of history: nothing before it where nothing is known
  std::optional<Instant> since;                           // events and reports: not before this instant
  std::optional<Instant> until;                           // events and reports: before this instant only
  std::string conversion_metric = {};                     // that reports are asked for with
  bool full = false;                                      // everything again
};

/// One partition's work and what is true when it is done.
struct PartitionPlan {
  std::string partition;
  std::vector<Slice> slices;  // done ones too
  Watermark after;
  bool sweep = false;    // the listing is complete: what it did not show is gone
  bool resumed = false;  // of an interrupted run: once done, plan again for the time since
};

/// Records appear in listings a moment after they are made: windows end this long before the run.
inline constexpr std::chrono::seconds kSettleTime{5};
/// A daily listing is due when the last one is older: a nightly run does it each night although it may begin early.
inline constexpr std::chrono::hours kListingAge{20};

/// Plans a partition; nullopt when nothing is due. `stored` is its watermark, `open` its slices of an unfinished plan,
/// which are continued unless options.full.
///
/// Time-sliced resources get half-open windows [from, to) with `to` shortly before now, and a last one [to, forever):
/// what is dated in the future is stored when it is seen, but the watermark, which is `to`, does not follow it. `from`
/// is the watermark less the look-back, or options.since where that is earlier; without a watermark options.since, else
/// options.begin. Such a window leaves no hole behind the watermark.
/// With options.until the window ends there and nothing later is asked for; with options.since too it is exactly what
/// was asked for, and where that leaves a gap to the span that is complete already, the watermark stays.
/// For the others a slice without `from` is a complete listing, and `to` only remembers when it was planned.
std::optional<PartitionPlan> plan_partition(const Resource& resource, std::string_view partition,
                                            const std::optional<Watermark>& stored, const std::vector<Slice>& open,
                                            const PlanOptions& options);

/// What is known to be complete when `span` was collected besides `stored`: both as one where they touch or overlap,
/// else `stored`, since what lies between has not been fetched. The later of both complete listings.
Watermark joined(const std::optional<Watermark>& stored, const Watermark& span);

/// The partitions of a resource: its fixed ones, the ids of its parents, or the months of a report.
std::vector<std::string> partition_keys(const Resource& resource, const std::vector<std::string>& parent_ids,
                                        const PlanOptions& options);

/// The URL of a slice's first page. `from` replaces the slice's own lower bound, to begin again in its middle.
std::string first_url(const Resource& resource, std::string_view base_url, const Slice& slice,
                      const std::optional<Instant>& from);

}  // namespace klytics::collection
