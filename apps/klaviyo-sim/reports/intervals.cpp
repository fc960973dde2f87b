#include "reports/intervals.h"

#include <algorithm>

namespace klaviyo_sim {
namespace {

using klytics::Date;
using klytics::TimeZone;
using std::chrono::days;
using std::chrono::months;
using std::chrono::year_month_day;

Date local_date(const TimeZone& zone, UnixSeconds time) {
  return zone.local_date(klytics::Instant{std::chrono::seconds{time}});
}

Date monday_of(Date date) { return date - (std::chrono::weekday{date} - std::chrono::Monday); }

Date first_of_month(Date date) {
  const year_month_day civil{date};
  return Date{civil.year() / civil.month() / 1};
}

Date first_of_year(Date date) { return Date{year_month_day{date}.year() / 1 / 1}; }

Date add_months(Date first, int count) { return Date{year_month_day{first} + months{count}}; }

UnixSeconds wall_clock(Date date) { return std::chrono::sys_seconds{date}.time_since_epoch().count(); }

UnixSeconds to_instant(const TimeZone& zone, klytics::Instant wall) {
  const klytics::Instant instant =
      zone.from_local(std::chrono::local_time<std::chrono::microseconds>{wall.time_since_epoch()});
  return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

}  // namespace

UnixSeconds start_of(const TimeZone& zone, Date date) {
  return std::chrono::floor<std::chrono::seconds>(zone.start_of(date)).time_since_epoch().count();
}

std::optional<std::size_t> Buckets::find(UnixSeconds time) const {
  if (begins.empty() || time < begins.front() || time >= end) return std::nullopt;
  return static_cast<std::size_t>(std::upper_bound(begins.begin(), begins.end(), time) - begins.begin() - 1);
}

Buckets make_buckets(const TimeZone& zone, UnixSeconds from, UnixSeconds to, Interval interval) {
  Buckets buckets;
  buckets.end = to;
  const Date first = local_date(zone, from);
  if (interval == Interval::kWhole) {
    buckets.begins.push_back(from);
    buckets.local_begins.push_back(wall_clock(first));
    return buckets;
  }
  if (interval == Interval::kHour) {
    // Every zone in use today is a whole number of minutes from UTC; hours are counted from the local midnight.
    const UnixSeconds midnight = start_of(zone, first);
    for (UnixSeconds hour = midnight + (from - midnight) / 3600 * 3600; hour < to; hour += 3600) {
      buckets.begins.push_back(hour);
      buckets.local_begins.push_back(wall_clock(first) + (hour - midnight));
    }
    return buckets;
  }
  Date date = interval == Interval::kWeek    ? monday_of(first)
              : interval == Interval::kMonth ? first_of_month(first)
                                             : first;
  for (UnixSeconds begin = start_of(zone, date); begin < to; begin = start_of(zone, date)) {
    buckets.begins.push_back(begin);
    buckets.local_begins.push_back(wall_clock(date));
    date = interval == Interval::kMonth ? add_months(date, 1) : date + days{interval == Interval::kWeek ? 7 : 1};
  }
  return buckets;
}

std::optional<UnixSeconds> parse_time_in(const TimeZone& zone, std::string_view text) {
  if (const auto instant = klytics::parse_instant(text))
    return std::chrono::floor<std::chrono::seconds>(*instant).time_since_epoch().count();
  const auto wall = klytics::parse_instant(std::string(text) + "Z");
  if (wall) return to_instant(zone, *wall);
  if (const auto date = klytics::parse_date(text)) return start_of(zone, *date);
  return std::nullopt;
}

std::optional<UnixSeconds> parse_wall_clock(const TimeZone& zone, std::string_view text) {
  constexpr std::size_t kWallClock = 19;  // "2022-12-01T00:00:00"
  const auto wall = klytics::parse_instant(std::string(text.substr(0, kWallClock)) + "Z");
  const bool readable = wall && (text.size() == kWallClock || klytics::parse_instant(text));
  if (!readable) return std::nullopt;
  return to_instant(zone, *wall);
}

std::optional<TimeSpan> named_window(const TimeZone& zone, std::string_view key, UnixSeconds now) {
  const Date today = local_date(zone, now);
  const Date tomorrow = today + days{1};
  const Date week = monday_of(today);
  const Date month = first_of_month(today);
  const Date year = first_of_year(today);
  const auto span = [&zone](Date from, Date to) { return TimeSpan{start_of(zone, from), start_of(zone, to)}; };
  if (key == "today") return span(today, tomorrow);
  if (key == "yesterday") return span(today - days{1}, today);
  if (key == "this_week") return span(week, tomorrow);
  if (key == "last_week") return span(week - days{7}, week);
  if (key == "this_month") return span(month, tomorrow);
  if (key == "last_month") return span(add_months(month, -1), month);
  if (key == "this_year") return span(year, tomorrow);
  if (key == "last_year") return span(add_months(year, -12), year);
  if (key == "last_7_days") return span(today - days{7}, tomorrow);
  if (key == "last_30_days") return span(today - days{30}, tomorrow);
  if (key == "last_90_days") return span(today - days{90}, tomorrow);
  if (key == "last_365_days") return span(today - days{365}, tomorrow);
  if (key == "last_3_months") return span(add_months(month, -3), month);
  if (key == "last_12_months") return span(add_months(month, -12), month);
  return std::nullopt;
}

}  // namespace klaviyo_sim
