// The vendor's own counts and sums of a metric by local day, and the events of single days of a metric.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collection/engine/sync_plan.h"
#include "collection/engine/window_fetch.h"
#include "collection/resource.h"

namespace klytics::collection {

/// Plans the whole local days of a metric before options.now: all of a year, or of options.begin or options.since on,
/// at first; afterwards those since the watermark less the look-back. `partition` is "metric/zone"; nullopt when no day
/// is due. What was left open is begun anew: it is a request a year.
std::optional<PartitionPlan> plan_metric_days(const Resource& resource, std::string_view partition,
                                              const std::optional<Watermark>& stored, const PlanOptions& options);

/// The request's body for the days of a slice of such a plan.
std::string aggregate_body(const Slice& slice);

/// Requests for whole local days of a metric, in windows of at most a year, which is all that one request may span.
std::vector<FetchWindow> aggregate_windows(std::string_view base_url, const std::string& metric_id,
                                           const DateRange& days, const std::string& time_zone);

/// `events` with the filter for one metric, whose id is the partition.
Resource events_of_metric(Resource events, const std::string& metric_id);

/// One request for each run of days in a row. `days` are ascending.
std::vector<FetchWindow> event_windows(const Resource& events_of_metric, std::string_view base_url,
                                       const std::vector<Date>& days, const std::string& time_zone);

}  // namespace klytics::collection
