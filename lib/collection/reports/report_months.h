// The windows of reports: calendar months of the account, so that no two of them ever overlap. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collection/engine/sync_plan.h"
#include "collection/resource.h"
#include "core/time.h"

namespace klytics::collection {

/// The months that a run looks at, "2026-01", oldest first: those from options.since on, else this one and the twelve
/// before; never one that has no whole day yet or lies before the vendor's first.
std::vector<std::string> report_months(const ReportRule& rule, const PlanOptions& options);

/// The whole local days of a month up to yesterday; nullopt when there are none, or the key is no month.
std::optional<DateRange> days_of_month(std::string_view month, Date today);

/// Plans one month; nullopt when it is not due. It is due when it has days that were not fetched, and once a day as
/// long as the vendor may still restate it. An unfinished window is continued only when it is of the same days.
std::optional<PartitionPlan> plan_report_month(const Resource& resource, std::string_view month,
                                               const std::optional<Watermark>& stored, const std::vector<Slice>& open,
                                               const PlanOptions& options);

/// The body of the request for a window whose days are those of `slice`. `conversion_metric` is used where the rule
/// names one.
std::string report_body(const ReportRule& rule, const Slice& slice, const std::string& time_zone,
                        const std::string& conversion_metric);

}  // namespace klytics::collection
