#include "analytics/forecast/prepare.h"

#include <algorithm>
#include <cmath>

#include "analytics/forecast/seasonality.h"
#include "core/error.h"

namespace klytics::forecast {
namespace {

bool observed(double value) { return std::isfinite(value); }

/// The line from one observation to the next, inside which all values are missing.
struct Gap {
  std::size_t before, after;
  double from, to;

  double line(double t) const {
    const auto start = static_cast<double>(before), end = static_cast<double>(after);
    return from + (to - from) * (t - start) / (end - start);
  }
};

/// What phase values one season away from t lie above the line between their own neighbours at the gap's distance.
double seasonal_offset(std::span<const double> values, const Gap& gap, std::size_t t, std::size_t period) {
  double sum = 0;
  int count = 0;
  for (const bool later : {false, true}) {
    if (later ? gap.after + period >= values.size() : gap.before < period) continue;
    const auto at = [&](std::size_t i) { return values[later ? i + period : i - period]; };
    if (!observed(at(gap.before)) || !observed(at(t)) || !observed(at(gap.after))) continue;
    const Gap other{gap.before, gap.after, at(gap.before), at(gap.after)};
    sum += at(t) - other.line(static_cast<double>(t));
    ++count;
  }
  return count > 0 ? sum / count : 0.0;
}

}  // namespace

std::vector<double> fill_gaps(std::span<const double> values, int period) {
  const auto first = std::ranges::find_if(values, observed);
  if (first == values.end()) throw Error(ErrorKind::kBadData, "no observation");
  auto last = values.end();
  while (!observed(*(last - 1))) --last;
  const std::vector<double> known(first, last);
  std::vector<double> result = known;
  const bool never_negative = std::ranges::all_of(known, [](double value) { return !(value < 0); });
  for (std::size_t before = 0; before + 1 < known.size();) {
    std::size_t after = before + 1;
    while (!observed(known[after])) ++after;
    const Gap gap{before, after, known[before], known[after]};
    for (std::size_t t = before + 1; t < after; ++t) {
      double value = gap.line(static_cast<double>(t));
      if (period > 1) value += seasonal_offset(known, gap, t, static_cast<std::size_t>(period));
      result[t] = never_negative ? std::fmax(value, 0.0) : value;
    }
    before = after;
  }
  return result;
}

PreparedSeries prepare(std::span<const double> values, int period) {
  PreparedSeries result;
  result.values = fill_gaps(values, period);
  result.gaps_filled =
      static_cast<int>(result.values.size()) - static_cast<int>(std::ranges::count_if(values, observed));
  const auto start = std::ranges::find_if(result.values, [](double value) { return value != 0; });
  const std::ptrdiff_t fewest = std::max(2 * period, 4);
  if (start != result.values.begin() && result.values.end() - start >= fewest) {
    result.leading_zeros_dropped = static_cast<int>(start - result.values.begin());
    result.values.erase(result.values.begin(), start);
  }
  return result;
}

int detect_period(std::span<const double> values) {
  int best = 1;
  double strongest = 0;
  for (const int period : {4, 7, 12, 24}) {
    if (!has_season({values, period})) continue;
    const double correlation = autocorrelations(values, period).back();
    if (correlation > strongest) best = period, strongest = correlation;
  }
  return best;
}

}  // namespace klytics::forecast
