#include "analytics/forecast/calendar/shop_days.h"

#include <chrono>

namespace klytics::forecast {
namespace {

std::int64_t days_of(std::chrono::sys_days day) { return day.time_since_epoch().count(); }

std::int64_t fixed_day(int year, unsigned month, unsigned day) {
  return days_of(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day));
}

constexpr unsigned kSunday = 0, kThursday = 4;

}  // namespace

std::int64_t easter_sunday(int year) {
  const int a = year % 19, b = year / 100, c = year % 100;
  const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451, sum = h + l - 7 * m + 114;
  return fixed_day(year, static_cast<unsigned>(sum / 31), static_cast<unsigned>(sum % 31 + 1));
}

std::int64_t nth_weekday(int year, unsigned month, unsigned weekday, int nth) {
  const auto place = std::chrono::year(year) / std::chrono::month(month);
  const std::chrono::weekday day(weekday);
  if (nth < 0) return days_of(place / day[std::chrono::last]);
  return days_of(place / day[static_cast<unsigned>(nth)]);
}

std::vector<ShopDay> shop_days() {
  return {
      {"black friday", [](int year) { return nth_weekday(year, 11, kThursday, 4) + 1; }, -4, 4},
      {"christmas", [](int year) { return fixed_day(year, 12, 25); }, -10, 8},
      {"valentine", [](int year) { return fixed_day(year, 2, 14); }, -3, 0},
      {"easter", [](int year) { return easter_sunday(year); }, -3, 1},
      {"mother's day", [](int year) { return nth_weekday(year, 5, kSunday, 2); }, -3, 0},
  };
}

}  // namespace klytics::forecast
