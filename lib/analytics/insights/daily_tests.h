// Whether a quantity of one period differs from that of another by more than its days vary: tests that respect
// weekdays, days that differ more than chance alone would have it, and days that go with the days before.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace klytics::insights {

/// A quantity by consecutive days: what was counted, and of how many where it is a rate.
struct DailyValues {
  std::vector<double> value;  // finite
  std::vector<double> base;   // as long; empty: a sum. A rate is the sum of `value` over the sum of `base`
  int weekday = 0;            // of the first day, 0 to 6, from any day on

  double total() const;     // the sum of `value`
  double quantity() const;  // the sum, or the rate; 0 of nothing
};

struct Difference {
  double estimate = 0;       // the first less the second
  double low = 0, high = 0;  // limits at 95 %
  double p_value = 1;        // two-sided; 1 where the days are too few or too uneven for a test
  double freedom = 0;        // degrees of freedom
};

/// What is known of the noise of a quantity apart from the two periods.
struct Noise {
  double memory = 1;  // variance of a mean over what it would be without autocorrelation; at least 1
  bool is_count =
      false;  // of sums: each thing counted comes by itself at best, so that the variance is never below the mean
  bool is_share = false;  // of rates: `value` counts some of those that `base` counts, each of them once
};

/// From a longer history: 1 + 2 times the weighted sum of the autocorrelations (Newey & West 1987) of what weekdays and
/// a linear trend leave, or that of a first-order autoregression where it is larger; 1 for fewer than four weeks.
double memory_of(const DailyValues& history);

/// The sums of two periods of equal length. Student's t of the period in a regression on weekdays over the days of
/// both; the variance times `noise.memory`, or times what these days themselves show of memory where that is more, and
/// the degrees of freedom over it. The limits are those of the sum of the days. Fewer than 7 days have no test.
Difference sum_difference(const DailyValues& first, const DailyValues& second, const Noise& noise);

/// The rates of two periods. The variance of each rate is that between days around it (the delta method for a ratio of
/// sums), times the memory as for sums, and never below that of a test of two proportions when `noise.is_share`;
/// degrees of freedom after Welch, with the effective number of days (Kish): 3 at least in each period. The limits of
/// shares are Newcombe's with the effective number of people.
Difference rate_difference(const DailyValues& first, const DailyValues& second, const Noise& noise);

/// How unlike `value` is to `peers` (without itself), when all come from one normal distribution: the p value of
/// Student's t of a new observation. 1 with fewer than six peers and when all are equal.
double peer_p_value(double value, std::span<const double> peers);

/// How unlike `count` of `whole` people are to a `rate`, 0 to 1: twice the smaller tail of the binomial distribution.
double binomial_p_value(double count, double whole, double rate);

}  // namespace klytics::insights
