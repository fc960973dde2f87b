#include "analytics/forecast/calendar/recurring_days.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <map>

#include "analytics/forecast/calendar/shop_days.h"

namespace klytics::forecast {
namespace {

constexpr int kFewestYears = 3;
constexpr double kClear = 4;              // standard errors: some 900 rules are tried on each history
constexpr std::size_t kMostDays = 30;     // more is a season, not days
constexpr std::int64_t kNearEaster = 60;  // days: Ash Wednesday to Corpus Christi

enum class Rule { kDate, kWeekday, kLastWeekday, kEaster };

struct Key {
  Rule rule;
  int first, second, third;
  auto operator<=>(const Key&) const = default;
};

/// Every rule that names the day.
std::vector<Key> keys_of(std::int64_t day) {
  const std::chrono::sys_days date{std::chrono::days(day)};
  const std::chrono::year_month_day civil{date};
  const int year = static_cast<int>(civil.year()), month = static_cast<int>(static_cast<unsigned>(civil.month()));
  const int of_month = static_cast<int>(static_cast<unsigned>(civil.day()));
  const int weekday = weekday_of(day);
  std::vector<Key> keys{{Rule::kDate, month, of_month, 0}, {Rule::kWeekday, month, weekday, (of_month - 1) / 7}};
  const std::chrono::year_month_day week_later{date + std::chrono::days(7)};
  if (week_later.month() != civil.month()) keys.push_back({Rule::kLastWeekday, month, weekday, 0});
  const std::int64_t from_easter = day - easter_sunday(year);
  if (std::abs(from_easter) <= kNearEaster) keys.push_back({Rule::kEaster, static_cast<int>(from_easter), 0, 0});
  return keys;
}

double robust_deviation(std::span<const double> residuals) {
  std::vector<double> sizes;
  for (const double residual : residuals)
    if (std::isfinite(residual)) sizes.push_back(std::abs(residual));
  if (sizes.empty()) return 0;
  const auto middle = sizes.begin() + std::ssize(sizes) / 2;
  std::ranges::nth_element(sizes, middle);
  constexpr double kNormal = 1.4826;
  return kNormal * *middle;
}

struct Effect {
  double mean = 0;   // over all years
  double score = 0;  // standard errors of the mean without the loudest year
};

Effect effect_of(const std::vector<int>& steps, std::span<const double> residuals, double deviation) {
  double sum = 0, highest = -HUGE_VAL, lowest = HUGE_VAL;
  int count = 0;
  for (const int step : steps) {
    if (step >= static_cast<int>(residuals.size())) continue;
    const double residual = residuals[static_cast<std::size_t>(step)];
    if (!std::isfinite(residual)) continue;
    sum += residual, ++count;
    highest = std::fmax(highest, residual), lowest = std::fmin(lowest, residual);
  }
  if (count < kFewestYears) return {};
  const double others = sum - (sum > 0 ? highest : lowest);
  if (others * sum <= 0) return {};
  return {sum / count, std::abs(others) / std::sqrt(count - 1.0) / deviation};
}

}  // namespace

std::vector<std::vector<int>> recurring_days(const Calendar& calendar, std::span<const double> residuals, int steps) {
  std::vector<std::vector<int>> found;
  constexpr int kDaysOfYears = 365 * (kFewestYears - 1);
  if (calendar.days_per_step != 1 || std::ssize(residuals) < kDaysOfYears) return found;
  const double deviation = robust_deviation(residuals);
  if (!(deviation > 0)) return found;
  std::map<Key, std::vector<int>> rules;
  for (int step = 0; step < steps; ++step)
    for (const Key& key : keys_of(calendar.day(step))) rules[key].push_back(step);
  std::vector<double> rest(residuals.begin(), residuals.end());
  while (found.size() < kMostDays) {
    const std::vector<int>* clearest = nullptr;
    Effect best{0, kClear};
    for (const auto& [key, days] : rules)
      if (const Effect effect = effect_of(days, rest, deviation); effect.score > best.score)
        best = effect, clearest = &days;
    if (!clearest) break;
    for (const int step : *clearest)
      if (step < std::ssize(rest)) rest[static_cast<std::size_t>(step)] -= best.mean;
    found.push_back(*clearest);
  }
  return found;
}

}  // namespace klytics::forecast
