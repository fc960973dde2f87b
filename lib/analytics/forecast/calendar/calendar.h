// What is known of the days of a series, in the past and in the future: dates, events, regressors.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace klytics::forecast {

/// 0 = Sunday, of a day since 1970-01-01, which was a Thursday.
constexpr int weekday_of(std::int64_t day) { return static_cast<int>(((day + 4) % 7 + 7) % 7); }

/// A number known for every step of history and horizon: an event's indicator, a price, a temperature.
struct KnownColumn {
  std::string name;
  std::vector<double> values;  // one a step, history first; steps beyond its end count as 0
};

struct Calendar {
  std::int64_t first_day = 0;  // days from 1970-01-01 to the first observation
  int days_per_step = 1;       // 1 for daily data, 7 for weekly data
  std::vector<KnownColumn> columns;

  std::int64_t day(int step) const { return first_day + std::int64_t{step} * days_per_step; }
};

}  // namespace klytics::forecast
