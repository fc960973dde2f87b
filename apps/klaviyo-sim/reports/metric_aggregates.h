// POST /api/metric-aggregates: counts, sums and distinct people of one metric by time and dimension, from the events.
#pragma once

#include <string>

#include "api/request.h"
#include "events/event_index.h"

namespace klaviyo_sim {

/// The answer to a query; throws ApiError for one that the API would refuse, and for one of the metric `uncounted`.
/// Linear in the metric's events in the window.
std::string query_metric_aggregates(const Shop& shop, const EventIndex& index, const std::string& uncounted,
                                    const Request& request, std::string_view base_url);

}  // namespace klaviyo_sim
