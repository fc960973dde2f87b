// Instants, civil dates and time zones. An Instant is always UTC; a Date has no zone until one is named.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace klytics {

/// A point in time in UTC, to the microsecond (what PostgreSQL's timestamptz holds).
using Instant = std::chrono::sys_time<std::chrono::microseconds>;
/// A civil date, as days since 1970-01-01. No zone.
using Date = std::chrono::sys_days;

/// "2026-01-31" -> Date. nullopt for anything else, also for 2026-02-30.
std::optional<Date> parse_date(std::string_view text);
/// "2026-01-31".
std::string to_string(Date date);

/// ISO 8601 with an offset: "2024-04-01T17:33:15+00:00", "...Z", a space for the T, an optional fraction of up to nine
/// digits (cut to microseconds). nullopt for anything else, also without an offset.
std::optional<Instant> parse_instant(std::string_view text);
/// "2026-01-31T02:00:00Z", with ".123456" only where it is not zero.
std::string to_string(Instant instant);

/// A zone of the IANA data base.
class TimeZone {
 public:
  /// Throws Error(kConfiguration) for an unknown name.
  explicit TimeZone(std::string_view name);

  const std::string& name() const { return name_; }
  /// The local date at an instant.
  Date local_date(Instant instant) const;
  /// The first instant of a local date. Where midnight does not exist (a clock that springs forward at midnight) it is
  /// the first instant that does; where it exists twice it is the earlier.
  Instant start_of(Date date) const;
  /// The instant of a local wall-clock time, by the same two rules.
  Instant from_local(std::chrono::local_time<std::chrono::microseconds> local) const;

 private:
  std::string name_;
  const void* zone_;  // date::time_zone, kept out of this header
};

/// Whole local days, both ends included; never empty.
struct DateRange {
  Date first;
  Date last;

  int days() const { return static_cast<int>((last - first).count()) + 1; }
  bool operator==(const DateRange&) const = default;
};

}  // namespace klytics
