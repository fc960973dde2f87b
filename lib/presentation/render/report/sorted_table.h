// The tables of a report that readers sort. Pure.
#pragma once

#include <string>
#include <vector>

#include "presentation/render/dashboard.h"

namespace klytics::presentation {

std::string campaign_table(const std::vector<Mailing>& campaigns);
std::string flow_table(const std::vector<Mailing>& flows);
std::string form_table(const std::vector<Form>& forms);
std::string segment_table(const std::vector<Segment>& segments);

}  // namespace klytics::presentation
