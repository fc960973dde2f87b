// The vendor's own counts and sums of a metric by local day, and the events of single days of a metric.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "collection/resource.h"
#include "collection/window_fetch.h"

namespace klytics::collection {

/// Not collected by a plan: `sync --verify` asks for it, and a replay reads its pages. Fills metric_days.
Resource metric_aggregates_resource();

/// Requests for whole local days of a metric, in windows of at most a year, which is all that one request may span.
std::vector<FetchWindow> aggregate_windows(std::string_view base_url, const std::string& metric_id,
                                           const DateRange& days, const std::string& time_zone);

/// `events` with the filter for one metric, whose id is the partition.
Resource events_of_metric(Resource events, const std::string& metric_id);

/// One request for each run of days in a row. `days` are ascending.
std::vector<FetchWindow> event_windows(const Resource& events_of_metric, std::string_view base_url,
                                       const std::vector<Date>& days, const std::string& time_zone);

}  // namespace klytics::collection
