// Turns a report or a metric's aggregates into rows: the API answers both as one object that holds arrays of numbers.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "collection/records/row_builder.h"
#include "collection/resource.h"

namespace klytics::collection {

/// Rows of report_values, one a period, object with its message, and statistic. `record` is the object at "data", with
/// `readable` bytes that may be read from its beginning; `month` is the partition. An object without the expected
/// arrays is rejected as a whole: half a report would count too little. `seen_ids` are the rows' keys.
PageRows report_rows(const Resource& resource, std::string_view record, std::size_t readable, std::string_view month);

/// Sums of a statistic of a values report by object (the grouping `object_group`), from a whole body with kBodyPadding
/// bytes of reserve. Throws Error(kContract) for a body that is no report.
std::map<std::string, double> report_sums(const std::string& body, const std::string& object_group,
                                          std::string_view statistic);

/// Rows of metric_days, one a local day. `metric` is the partition up to its first '/', `time_zone` what stands behind
/// it: the dates in the answer are instants of local midnight.
PageRows aggregate_rows(const Resource& resource, std::string_view record, std::size_t readable,
                        std::string_view partition);

}  // namespace klytics::collection
