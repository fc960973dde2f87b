// /overview: the account's key figures with their change against the previous period. Pure.
#pragma once

#include <string>

#include "presentation/render/dashboard.h"

namespace klytics::presentation {

/// {revenue, subscribers, openRate, clickRate, conversionRate, formSubmissions: {current, previous, change}, channels}
/// and the extra members humanOpenRate and messageChannels (rates of each channel). A change is computed from the two
/// figures as they are shown, so that a reader can check it.
std::string overview(const RangeValues& values);

}  // namespace klytics::presentation
