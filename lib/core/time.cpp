#include "core/time.h"

#include <date/tz.h>
#include <fmt/format.h>

#include "core/error.h"

namespace klytics {
namespace {

// Reads exactly `digits` digits at `position` and moves it on; -1 when there are fewer.
int read_number(std::string_view text, std::size_t& position, std::size_t digits) {
  if (text.size() < position + digits) return -1;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    const char c = text[position + i];
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  position += digits;
  return value;
}

bool read_character(std::string_view text, std::size_t& position, char expected) {
  if (position >= text.size() || text[position] != expected) return false;
  ++position;
  return true;
}

std::optional<Date> read_date(std::string_view text, std::size_t& position) {
  const int year = read_number(text, position, 4);
  if (year < 0 || !read_character(text, position, '-')) return std::nullopt;
  const int month = read_number(text, position, 2);
  if (month < 0 || !read_character(text, position, '-')) return std::nullopt;
  const int day = read_number(text, position, 2);
  if (day < 0) return std::nullopt;
  const std::chrono::year_month_day civil{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                          std::chrono::day{static_cast<unsigned>(day)}};
  if (!civil.ok()) return std::nullopt;
  return Date{civil};
}

// The offset from UTC in minutes: Z, +hh:mm, +hhmm or +hh, and nothing after it.
std::optional<int> read_offset(std::string_view text, std::size_t& position) {
  if (position >= text.size()) return std::nullopt;
  const char sign = text[position++];
  if (sign == 'Z' || sign == 'z') return position == text.size() ? std::optional(0) : std::nullopt;
  if (sign != '+' && sign != '-') return std::nullopt;
  const int hours = read_number(text, position, 2);
  if (hours < 0 || hours > 23) return std::nullopt;
  int minutes = 0;
  if (position < text.size()) {
    if (text[position] == ':') ++position;
    minutes = read_number(text, position, 2);
    if (minutes < 0 || minutes > 59) return std::nullopt;
  }
  if (position != text.size()) return std::nullopt;
  return (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
}

const date::time_zone* as_zone(const void* zone) { return static_cast<const date::time_zone*>(zone); }

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  std::size_t position = 0;
  const std::optional<Date> date = read_date(text, position);
  return position == text.size() ? date : std::nullopt;
}

std::string to_string(Date date) {
  const std::chrono::year_month_day civil{date};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(civil.year()), static_cast<unsigned>(civil.month()),
                     static_cast<unsigned>(civil.day()));
}

std::optional<Instant> parse_instant(std::string_view text) {
  std::size_t position = 0;
  const std::optional<Date> date = read_date(text, position);
  if (!date || position >= text.size()) return std::nullopt;
  const char separator = text[position++];
  if (separator != 'T' && separator != 't' && separator != ' ') return std::nullopt;
  const int hour = read_number(text, position, 2);
  if (hour < 0 || hour > 23 || !read_character(text, position, ':')) return std::nullopt;
  const int minute = read_number(text, position, 2);
  if (minute < 0 || minute > 59 || !read_character(text, position, ':')) return std::nullopt;
  const int second = read_number(text, position, 2);
  if (second < 0 || second > 60) return std::nullopt;  // 60: a leap second, which POSIX time folds into the next minute
  int microseconds = 0;
  if (position < text.size() && (text[position] == '.' || text[position] == ',')) {
    ++position;
    int digits = 0;
    for (; position < text.size() && text[position] >= '0' && text[position] <= '9'; ++position, ++digits)
      if (digits < 6) microseconds = microseconds * 10 + (text[position] - '0');
    if (digits == 0 || digits > 9) return std::nullopt;
    for (; digits < 6; ++digits) microseconds *= 10;
  }
  const std::optional<int> offset = read_offset(text, position);
  if (!offset) return std::nullopt;
  return Instant{*date} + std::chrono::hours{hour} + std::chrono::minutes{minute - *offset} +
         std::chrono::seconds{second} + std::chrono::microseconds{microseconds};
}

std::string to_string(Instant instant) {
  const Date day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::hh_mm_ss clock{instant - day};
  std::string text = fmt::format("{}T{:02}:{:02}:{:02}", to_string(day), clock.hours().count(),
                                 clock.minutes().count(), clock.seconds().count());
  if (clock.subseconds().count() != 0) text += fmt::format(".{:06}", clock.subseconds().count());
  return text + "Z";
}

TimeZone::TimeZone(std::string_view name) : name_(name) {
  try {
    zone_ = date::locate_zone(name_);
  } catch (const std::runtime_error&) {
    throw Error(ErrorKind::kConfiguration, fmt::format("unknown time zone: {}", name),
                "use a name of the IANA data base such as Europe/London, and install the package tzdata");
  }
}

Date TimeZone::local_date(Instant instant) const {
  const auto info = as_zone(zone_)->get_info(std::chrono::floor<std::chrono::seconds>(instant));
  return std::chrono::floor<std::chrono::days>(instant + info.offset);
}

Instant TimeZone::start_of(Date date) const {
  return from_local(std::chrono::local_time<std::chrono::microseconds>{date.time_since_epoch()});
}

Instant TimeZone::from_local(std::chrono::local_time<std::chrono::microseconds> local) const {
  const date::local_time<std::chrono::microseconds> wall{local.time_since_epoch()};
  const auto info = as_zone(zone_)->get_info(std::chrono::floor<std::chrono::seconds>(wall));
  // Inside a gap the first instant that exists is the moment of the change itself.
  if (info.result == date::local_info::nonexistent) return Instant{info.second.begin.time_since_epoch()};
  return Instant{wall.time_since_epoch() - info.first.offset};
}

}  // namespace klytics
