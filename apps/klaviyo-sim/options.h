// What the simulator can be told; plain values with their defaults.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/time.h"
#include "server/fault_kinds.h"

namespace klaviyo_sim {

constexpr std::uint32_t kSimulatedProfiles = 2000;
constexpr std::uint64_t kSimulatedEvents = 60'000;
constexpr std::uint32_t kFileProfiles = 1500;
constexpr std::uint64_t kFileEvents = 270'000;

struct Options {
  int port = 8080;  // 0 picks a free one
  std::string api_key = "pk_simulator";
  std::vector<std::string> scopes;  // empty: every scope
  std::string public_url;           // the origin in every link; empty: the base URL
  std::uint64_t seed = 1;

  // Empty: the default of the kind of shop, the constants above.
  std::optional<std::uint32_t> profiles;  // with an order file: newsletter readers who never bought, beside the buyers
  std::optional<std::uint64_t> events;    // approximate total
  int days = 400;                         // of history; ignored with an order file
  std::optional<klytics::Date> end;
  std::string orders_path;
  std::optional<klytics::Date> shift_to;
  std::string time_zone;  // empty: America/New_York, with an order file Europe/London
  std::string currency;   // empty: USD, with an order file GBP

  bool limits = true;
  std::optional<int> reports_per_day;  // of all reports together, also without the other limits
  bool simple_rate_headers = false;
  int latency_milliseconds = 0;
  int events_per_page = 1000;  // at most, whatever is asked for
  bool compression = true;
  bool prerender = false;  // every event's text is kept, so that serving it is a copy
  FaultRates faults;
  std::optional<std::uint64_t> fault_seed;  // of the faults; else that of the shop
  int faults_in_a_row = 0;                  // after so many an address is answered properly once; 0: no bound
  std::uint64_t future_events = 0;          // how many events are dated a century ahead
  std::uint64_t lost_events = 0;            // of the past, how many are no longer shown,
  std::uint64_t added_events = 0;           // how many are new,
  std::uint64_t changed_orders = 0;         // and how many orders have another amount
  std::uint64_t late_events = 0;            // how many events are hidden at first
  std::uint64_t late_after_requests = 0;    // requests to /api/events after which they appear
  std::string uncounted_metric;             // its aggregates are refused, as the vendor refuses some
  std::string hold_path;                    // requests whose path begins so wait
  std::string hold_while;                   // for as long as this file is there,
  std::uint64_t hold_after = 0;             // but not the first so many since it was made
};

}  // namespace klaviyo_sim
