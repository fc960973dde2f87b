// /charts/*: revenue by day, its distribution over sources, and the best segments, flows and forms. Pure.
#pragma once

#include <string>
#include <vector>

#include "presentation/render/dashboard.h"
#include "presentation/render/json_writer.h"

namespace klytics::presentation {

/// [{date, campaigns, flows, forms, other}], one row for every day of the range, oldest first. `days` is sorted by day
/// and may have gaps and days outside of the range.
std::string revenue_chart(const DateRange& range, const std::vector<RevenueDay>& days);

/// [{name, value, color}]: each source's share of revenue in percent; the shares sum to exactly 100.0, or are all 0
/// without revenue.
std::string distribution_chart(const RevenueBySource& revenue);
/// The same array as part of another body.
void write_distribution(JsonWriter& json, const RevenueBySource& revenue);

/// At most five, by the rate as it is shown, best first; ties by id.
std::string top_segments(const std::vector<Segment>& segments);
std::string top_flows(const std::vector<Mailing>& flows);
std::string top_forms(const std::vector<Form>& forms);

}  // namespace klytics::presentation
