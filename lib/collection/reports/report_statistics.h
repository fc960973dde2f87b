// What the reports are asked for: what the vendor counts, not the rates that follow from it.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "core/time.h"

namespace klytics::collection {

std::vector<std::string> message_statistics();
std::vector<std::string> form_statistics();
std::vector<std::string> segment_statistics();

// People open and order days after a message was sent, and all of it counts on the day of sending.
inline constexpr int kMessagesRestatedDays = 30;
// What happens counts on its own day; it may become known late.
inline constexpr int kEventsRestatedDays = 7;
// The vendor keeps no history of segments from before.
inline constexpr Date kFirstSegmentDay{std::chrono::year{2023} / 6 / 1};

}  // namespace klytics::collection
