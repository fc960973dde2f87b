// The plain sentence that says an anomaly.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include "analytics/series/anomalies.h"
#include "analytics/series/plain_number.h"

namespace klytics::series {
namespace {

using forecast::TimeAxis;
using forecast::TimeKind;

constexpr std::array<std::string_view, 7> kWeekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                       "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};

bool is_weekly(const TimeAxis& axis) {
  const auto calendar = axis.calendar();
  return calendar && calendar->days_per_step == 7;
}

std::string_view month_of(const TimeAxis& axis, std::size_t position) {
  const std::string text = axis.text(static_cast<std::int64_t>(position));  // "2026-03-01"
  return kMonths.at(static_cast<std::size_t>(std::stoi(text.substr(5, 2))) - 1);
}

/// "on 2026-03-04", "in March 2026".
std::string place(const TimeSeries& series, std::size_t position) {
  const std::string text = series.time(position);
  if (series.axis.months && series.axis.step == 1)
    return fmt::format("in {} {}", month_of(series.axis, position), text.substr(0, 4));
  if (is_weekly(series.axis)) return fmt::format("in the week of {}", text.substr(0, 10));
  return fmt::format("{} {}", series.axis.kind == TimeKind::kDate ? "on" : "at", text);
}

/// " for a Wednesday", from what was taken into account; empty when nothing was.
std::string usual_for(const TimeSeries& series, const std::vector<int>& periods, const Anomaly& anomaly) {
  if (anomaly.compared) return " for " + anomaly.holiday;
  const auto has = [&](int period) { return std::ranges::find(periods, period) != periods.end(); };
  const auto calendar = series.axis.calendar();
  if (series.axis.months && series.axis.step == 1 && has(12))
    return fmt::format(" for a {}", month_of(series.axis, anomaly.position));
  if (is_weekly(series.axis) && has(52)) return " for that week of the year";
  if (calendar && calendar->days_per_step == 1 && has(7)) {
    const std::chrono::weekday day{
        std::chrono::sys_days(std::chrono::days(calendar->day(static_cast<int>(anomaly.position))))};
    return fmt::format(" for a {}", kWeekdays.at(day.c_encoding()));
  }
  if (has_clock(series.axis.kind) && !periods.empty()) return " for that time";
  return "";
}

/// "62 %"; empty where a percentage says nothing: of nothing, of all, and of many times as much.
std::string percentage(double from, double to) {
  constexpr double kMost = 1'000;
  if (!(from > 0) || !(to > 0)) return "";
  const double change = std::abs(100 * (to / from - 1));
  if (change > kMost) return "";
  constexpr double kNearlyAll = 99.5;  // "100 %" would say nothing is left
  const bool rounds = change >= 1 && !(to < from && change >= kNearlyAll);
  return rounds ? fmt::format("{:.0f} %", change) : fmt::format("{:.1f} %", change);
}

}  // namespace

std::string_view to_string(AnomalyKind kind) {
  switch (kind) {
    case AnomalyKind::kSpike:
      return "spike";
    case AnomalyKind::kLevelShift:
      return "level shift";
    case AnomalyKind::kHoliday:
      break;
  }
  return "holiday";
}

std::string anomaly_text(const TimeSeries& series, const std::vector<int>& periods, const Anomaly& anomaly) {
  const std::string here = place(series, anomaly.position);
  if (anomaly.kind == AnomalyKind::kLevelShift && anomaly.since == anomaly.position) {
    const std::string change = percentage(anomaly.expected, anomaly.level);
    return fmt::format("{} {}{}{} {} and stayed there: from {} to {}", series.name,
                       anomaly.level > anomaly.expected ? "rose" : "fell", change.empty() ? "" : " by ", change, here,
                       plain_number(anomaly.expected), plain_number(anomaly.level));
  }
  const std::string name =
      anomaly.kind == AnomalyKind::kHoliday && !anomaly.compared ? ", " + anomaly.holiday + "," : "";
  const std::string usual = usual_for(series, periods, anomaly);
  const std::string change = percentage(anomaly.expected, anomaly.value);
  std::string text = fmt::format("{} {}{} was ", series.name, here, name);
  if (change.empty())
    text += fmt::format("{}, where {} is usual{}", plain_number(anomaly.value), plain_number(anomaly.expected), usual);
  else
    text += fmt::format("{} {} what is usual{}", change, anomaly.value > anomaly.expected ? "above" : "below", usual);
  if (anomaly.kind == AnomalyKind::kLevelShift)
    text += fmt::format(": the level is {} since {}", plain_number(anomaly.level), series.time(anomaly.since));
  return text;
}

}  // namespace klytics::series
