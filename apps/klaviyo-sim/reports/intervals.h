// The buckets of series: hours, days, weeks (from Monday) and months of a time zone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "shop/shop.h"

namespace klaviyo_sim {

enum class Interval { kHour, kDay, kWeek, kMonth, kWhole };

/// Adjoining buckets; bucket i is [begins[i], begins[i + 1]), the last one ends at `end`.
struct Buckets {
  std::vector<UnixSeconds> begins;
  std::vector<UnixSeconds> local_begins;  // the wall-clock time of the begin, as if it were UTC
  UnixSeconds end = 0;

  std::size_t size() const { return begins.size(); }
  /// nullopt outside of all.
  std::optional<std::size_t> find(UnixSeconds time) const;
};

/// The buckets that cover [from, to); the first begins where its hour, day, week or month does, and is cut at `from`
/// only by the caller's own test of the time. kWhole is the one bucket [from, to).
Buckets make_buckets(const klytics::TimeZone& zone, UnixSeconds from, UnixSeconds to, Interval interval);

/// Half-open.
struct TimeSpan {
  UnixSeconds from = 0;
  UnixSeconds to = 0;
};

/// "2022-12-01T00:00:00" is wall-clock time of the zone, one with an offset is that instant; nullopt for anything else.
std::optional<UnixSeconds> parse_time_in(const klytics::TimeZone& zone, std::string_view text);
/// The wall-clock time in the text, its offset ignored, as an instant of the zone; nullopt when unreadable.
std::optional<UnixSeconds> parse_wall_clock(const klytics::TimeZone& zone, std::string_view text);
/// The whole local days that a key such as last_30_days names; today is included. nullopt for an unknown key.
std::optional<TimeSpan> named_window(const klytics::TimeZone& zone, std::string_view key, UnixSeconds now);

UnixSeconds start_of(const klytics::TimeZone& zone, klytics::Date date);

}  // namespace klaviyo_sim
