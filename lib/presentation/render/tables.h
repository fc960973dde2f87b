// /campaigns, /flows, /forms and /segments: one row per object, in the given order. Pure.
#pragma once

#include <string>
#include <vector>

#include "presentation/render/dashboard.h"

namespace klytics::presentation {

/// [{id, klaviyoId, name, sent, openRate, clickRate, conversionRate, revenue, humanOpenRate}]
std::string campaigns(const std::vector<Mailing>& campaigns);
/// [{id, klaviyoId, name, recipients, openRate, clickRate, conversionRate, revenue, humanOpenRate}]
std::string flows(const std::vector<Mailing>& flows);
/// [{id, klaviyoId, name, views, submissions, submissionRate, conversions}]
std::string forms(const std::vector<Form>& forms);
/// [{id, klaviyoId, name, count, conversionRate, revenue}]
std::string segments(const std::vector<Segment>& segments);

}  // namespace klytics::presentation
