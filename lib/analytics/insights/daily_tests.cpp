#include "analytics/insights/daily_tests.h"

#include <algorithm>
#include <array>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "analytics/cohort/comparison.h"

namespace klytics::insights {
namespace {

constexpr std::size_t kWeek = 7;
constexpr double kMostMemory = 0.95;  // of one day's deviation in the next: more leaves no effective days at all
constexpr double kLeastFreedom = 1;   // Cauchy's distribution: nothing has heavier tails here
constexpr double kRounding = 1e-12;   // of the values: what is left of equal ones
constexpr double kConfidence = 0.95;

double sum(std::span<const double> values) { return std::accumulate(values.begin(), values.end(), 0.0); }

double tail(double t, double freedom) {
  return std::fmin(2 * boost::math::cdf(complement(boost::math::students_t(freedom), std::abs(t))), 1);
}

double reach(double freedom) {
  return boost::math::quantile(boost::math::students_t(freedom), 1 - (1 - kConfidence) / 2);
}

/// Takes the mean of its weekday out of each value. `weekdays` are 0 to 6.
void leave_weekdays(std::vector<double>& values, std::span<const std::size_t> weekdays) {
  std::array<double, kWeek> sums{}, counts{};
  for (std::size_t i = 0; i < values.size(); ++i) {
    sums.at(weekdays[i]) += values[i];
    counts.at(weekdays[i]) += 1;
  }
  for (std::size_t i = 0; i < values.size(); ++i) values[i] -= sums.at(weekdays[i]) / counts.at(weekdays[i]);
}

std::vector<std::size_t> weekdays_of(const DailyValues& days) {
  std::vector<std::size_t> weekdays(days.value.size());
  for (std::size_t i = 0; i < weekdays.size(); ++i) weekdays[i] = (static_cast<std::size_t>(days.weekday) + i) % kWeek;
  return weekdays;
}

/// How far each day's value lies from what the rate lets expect: by how much it moves the rate, times the number of
/// days.
std::vector<double> around_rate(const DailyValues& days) {
  const double rate = days.quantity(), mean = sum(days.base) / static_cast<double>(days.base.size());
  std::vector<double> rest(days.value.size());
  for (std::size_t i = 0; i < rest.size(); ++i) rest[i] = mean > 0 ? (days.value[i] - rate * days.base[i]) / mean : 0;
  return rest;
}

double of_autoregression(double correlation) {
  const double r = std::clamp(correlation, 0.0, kMostMemory);
  return (1 + r) / (1 - r);
}

/// The memory that the residuals of both periods show, as a first-order autoregression whose bias (Kendall 1954) is
/// mended.
double own_memory(std::span<const double> first, std::span<const double> second) {
  double products = 0, squares = 0, pairs = 0, count = 0;
  for (const std::span<const double> rest : {first, second}) {
    for (std::size_t i = 0; i + 1 < rest.size(); ++i) products += rest[i] * rest[i + 1];
    for (const double value : rest) squares += value * value;
    pairs += static_cast<double>(rest.size()) - 1;
    count += static_cast<double>(rest.size());
  }
  if (!(squares > 0) || !(pairs > 0)) return 1;
  const double correlation = products / pairs / (squares / count);
  return of_autoregression(correlation + (1 + 3 * correlation) / (count / 2));
}

double kish(std::span<const double> weights) {
  const double squares = std::inner_product(weights.begin(), weights.end(), weights.begin(), 0.0), total = sum(weights);
  return squares > 0 ? total * total / squares : 0;
}

/// Newcombe's limits of a difference whose variance is `excess` times that of two proportions.
void set_share_limits(Difference& result, const DailyValues& first, const DailyValues& second, double excess) {
  const auto effective = [&](double count) { return static_cast<std::int64_t>(std::llround(count / excess)); };
  const std::int64_t first_whole = std::max<std::int64_t>(effective(sum(first.base)), 1),
                     second_whole = std::max<std::int64_t>(effective(sum(second.base)), 1);
  const analytics::Interval limits =
      analytics::newcombe_difference(std::min(effective(first.total()), first_whole), first_whole,
                                     std::min(effective(second.total()), second_whole), second_whole, kConfidence);
  // Rounded counts have another difference: the limits keep their distance from it.
  result.low = result.estimate - (limits.estimate - limits.lower);
  result.high = result.estimate + (limits.upper - limits.estimate);
}

}  // namespace

double DailyValues::total() const { return sum(value); }

double DailyValues::quantity() const {
  if (base.empty()) return total();
  const double whole = sum(base);
  return whole > 0 ? total() / whole : 0;
}

double memory_of(const DailyValues& history) {
  constexpr std::size_t kFewest = 4 * kWeek;
  const std::size_t n = history.value.size();
  if (n < kFewest) return 1;
  const std::vector<std::size_t> weekdays = weekdays_of(history);
  std::vector<double> rest = history.base.empty() ? history.value : around_rate(history), trend(n);
  const double size = std::inner_product(rest.begin(), rest.end(), rest.begin(), 0.0);
  std::iota(trend.begin(), trend.end(), 0.0);
  leave_weekdays(rest, weekdays);
  leave_weekdays(trend, weekdays);
  const double slope = std::inner_product(trend.begin(), trend.end(), rest.begin(), 0.0) /
                       std::inner_product(trend.begin(), trend.end(), trend.begin(), 0.0);
  for (std::size_t i = 0; i < n; ++i) rest[i] -= slope * trend[i];
  const double variance = std::inner_product(rest.begin(), rest.end(), rest.begin(), 0.0);
  if (!(variance > kRounding * kRounding * size)) return 1;
  constexpr std::size_t kMostLags = 29;  // a month
  const std::size_t lags = std::min(kMostLags, n / 5);
  double memory = 1, next_day = 0;
  for (std::size_t lag = 1; lag <= lags; ++lag) {
    const double correlation =
        std::inner_product(rest.begin() + std::ptrdiff_t(lag), rest.end(), rest.begin(), 0.0) / variance +
        1 / static_cast<double>(n);  // that of noise around its own mean is below 0 by so much
    if (lag == 1) next_day = correlation;
    memory += 2 * (1 - static_cast<double>(lag) / static_cast<double>(lags + 1)) * correlation;
  }
  return std::max({1.0, memory, of_autoregression(next_day)});
}

Difference sum_difference(const DailyValues& first, const DailyValues& second, const Noise& noise) {
  Difference result;
  const std::size_t days = first.value.size();
  result.estimate = first.total() - second.total();
  result.low = result.high = result.estimate;
  if (days < kWeek || second.value.size() != days) return result;

  // The effect of the period beside those of the weekdays (Frisch & Waugh 1933).
  std::vector<double> rest = first.value, period(days, 1.0);
  rest.insert(rest.end(), second.value.begin(), second.value.end());
  period.resize(2 * days, 0.0);
  std::vector<std::size_t> weekdays = weekdays_of(first);
  for (const std::size_t weekday : weekdays_of(second)) weekdays.push_back(weekday);
  const double size = std::inner_product(rest.begin(), rest.end(), rest.begin(), 0.0);
  leave_weekdays(rest, weekdays);
  leave_weekdays(period, weekdays);
  const double spread = std::inner_product(period.begin(), period.end(), period.begin(), 0.0);
  const double effect = std::inner_product(period.begin(), period.end(), rest.begin(), 0.0) / spread;
  for (std::size_t i = 0; i < rest.size(); ++i) rest[i] -= effect * period[i];

  const double residuals = static_cast<double>(2 * days - kWeek - 1);
  double variance = std::inner_product(rest.begin(), rest.end(), rest.begin(), 0.0) / residuals;
  if (noise.is_count) variance = std::fmax(variance, (first.total() + second.total()) / static_cast<double>(2 * days));
  if (!(variance * residuals > kRounding * kRounding * size)) return result;
  const std::span<const double> all(rest);
  const double memory = std::max({1.0, noise.memory, own_memory(all.first(days), all.subspan(days))});
  const double error = std::sqrt(variance * memory / spread);
  result.freedom = std::fmax(residuals / memory, kLeastFreedom);
  // What the weekdays alone would have brought about is no change, and neither is one against it.
  if (effect * result.estimate > 0) result.p_value = tail(effect / error, result.freedom);
  const double half = reach(result.freedom) * error * static_cast<double>(days);
  result.low -= half;
  result.high += half;
  return result;
}

Difference rate_difference(const DailyValues& first, const DailyValues& second, const Noise& noise) {
  constexpr double kFewestDays = 3;
  Difference result;
  result.estimate = first.quantity() - second.quantity();
  result.low = result.high = result.estimate;
  const double first_days = kish(first.base), second_days = kish(second.base);
  if (first_days < kFewestDays || second_days < kFewestDays) return result;
  const std::vector<double> first_rest = around_rate(first), second_rest = around_rate(second);
  const double memory = std::max({1.0, noise.memory, own_memory(first_rest, second_rest)});
  const auto variance_of = [&](const std::vector<double>& rest, double days) {
    const auto n = static_cast<double>(rest.size());
    const double squares = std::inner_product(rest.begin(), rest.end(), rest.begin(), 0.0);
    return squares / (n * n) * days / (days - 1) * memory;
  };
  const double of_first = variance_of(first_rest, first_days), of_second = variance_of(second_rest, second_days);
  double variance = of_first + of_second;
  if (noise.is_share) {
    const double together = (first.total() + second.total()) / (sum(first.base) + sum(second.base));
    const double of_people = together * (1 - together) * (1 / sum(first.base) + 1 / sum(second.base));
    variance = std::fmax(variance, of_people);
    if (variance > 0 && of_people > 0) set_share_limits(result, first, second, variance / of_people);
  }
  if (!(variance > 0)) return result;
  const double welch = of_first + of_second > 0
                           ? (of_first + of_second) * (of_first + of_second) /
                                 (of_first * of_first / (first_days - 1) + of_second * of_second / (second_days - 1))
                           : first_days + second_days - 2;
  result.freedom = std::fmax(welch / memory, kLeastFreedom);
  result.p_value = tail(result.estimate / std::sqrt(variance), result.freedom);
  if (!noise.is_share) {
    const double half = reach(result.freedom) * std::sqrt(variance);
    result.low -= half;
    result.high += half;
  }
  return result;
}

double peer_p_value(double value, std::span<const double> peers) {
  constexpr std::size_t kFewestPeers = 6;
  if (peers.size() < kFewestPeers) return 1;
  const auto n = static_cast<double>(peers.size());
  const double mean = sum(peers) / n;
  double squares = 0, size = 0;
  for (const double peer : peers) squares += (peer - mean) * (peer - mean), size += peer * peer;
  if (!(squares > kRounding * kRounding * size)) return 1;
  return tail((value - mean) / std::sqrt(squares / (n - 1) * (1 + 1 / n)), n - 1);
}

double binomial_p_value(double count, double whole, double rate) {
  if (!(whole > 0) || !(rate >= 0 && rate <= 1) || count > whole) return 1;
  const boost::math::binomial_distribution<> people(whole, rate);
  const double below = boost::math::cdf(people, count);
  const double above = count > 0 ? boost::math::cdf(complement(people, count - 1)) : 1;
  return std::fmin(2 * std::fmin(below, above), 1);
}

}  // namespace klytics::insights
