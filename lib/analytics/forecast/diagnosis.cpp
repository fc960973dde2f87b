#include "analytics/forecast/diagnosis.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analytics/decomposition/stl.h"
#include "analytics/forecast/models/intermittent.h"
#include "analytics/forecast/seasonality.h"

namespace klytics::forecast {
namespace {

constexpr int kFewest = 16;
// In a short series nobody can tell a slip from what the series does: in M3 replacing outliers made monthly forecasts
// better and yearly ones, of about 28 observations, worse.
constexpr int kFewestWithSeason = 36, kFewestWithout = 60;
constexpr double kOutlierDeviations = 8, kShiftDeviations = 5;
constexpr double kNormalDeviation = 1.4826;  // of the median absolute deviation

double median_of(std::vector<double> values) {
  const auto middle = values.begin() + std::ssize(values) / 2;
  std::ranges::nth_element(values, middle);
  return *middle;
}

double median_of(const std::vector<double>& values, int first, int last) {
  return median_of(std::vector<double>(values.begin() + first, values.begin() + last));
}

/// Around zero. Half of the values may be zero without the scale being so.
double robust_deviation(const std::vector<double>& values) {
  std::vector<double> sizes;
  double sum = 0;
  for (const double value : values) sizes.push_back(std::abs(value)), sum += sizes.back();
  const double mean = sum / static_cast<double>(sizes.size());
  return std::fmax(kNormalDeviation * median_of(std::move(sizes)), mean / 4);
}

struct Parts {
  std::vector<double> season, rest;  // rest: without trend and season
};

Parts take_apart(const History& history) {
  Parts parts{std::vector<double>(history.values.size()), {}};
  if (history.period > 1 && history.size() > 2 * history.period && has_season(history)) {
    decomposition::Decomposition stl = decomposition::stl(history.values, history.period, {.robust = true});
    parts.season = std::move(stl.seasonal);
    parts.rest = std::move(stl.remainder);
    return parts;
  }
  constexpr int kReach = 5;  // observations on either side of a running median
  const std::vector<double> values(history.values.begin(), history.values.end());
  for (int t = 0; t < history.size(); ++t)
    parts.rest.push_back(history[t] -
                         median_of(values, std::max(0, t - kReach), std::min(history.size(), t + kReach + 1)));
  return parts;
}

void find_outliers(const History& history, const Parts& parts, Diagnosis& diagnosis) {
  constexpr int kMostTogether = 2, kUndecided = 2;
  // Of a series that follows trend and season to the letter every ripple would be far: a tenth of its own spread counts
  // as noise at least.
  constexpr double kLeastNoise = 0.1;
  std::vector<double> spread(history.values.begin(), history.values.end());
  const double middle = median_of(spread);
  for (double& value : spread) value = std::abs(value - middle);
  const double noise = std::fmax(robust_deviation(parts.rest), kLeastNoise * kNormalDeviation * median_of(spread));
  const double limit = kOutlierDeviations * noise;
  if (!(limit > 0)) return;
  const auto is_far = [&](int t) { return std::abs(parts.rest[static_cast<std::size_t>(t)]) > limit; };
  for (int t = 0; t < history.size();) {
    int end = t;
    while (end < history.size() && is_far(end)) ++end;
    if (end - t <= kMostTogether && end <= history.size() - kUndecided)
      for (int at = t; at < end; ++at) {
        diagnosis.outliers.push_back(at);
        diagnosis.expected.push_back(history[at] - parts.rest[static_cast<std::size_t>(at)]);
      }
    t = end + 1;
  }
}

/// Squared distances from two medians, and from the least-squares line.
bool step_beats_line(const std::vector<double>& level, int first, int at, int last, double before, double after) {
  double step = 0, mean = 0, mean_time = (last - first - 1) / 2.0;
  for (int t = first; t < last; ++t) mean += level[static_cast<std::size_t>(t)] / (last - first);
  double products = 0, squares = 0, total = 0;
  for (int t = first; t < last; ++t) {
    const double value = level[static_cast<std::size_t>(t)], time = t - first - mean_time;
    step += std::pow(value - (t < at ? before : after), 2);
    products += time * (value - mean);
    squares += time * time;
    total += std::pow(value - mean, 2);
  }
  constexpr double kClearly = 0.6;
  return step < kClearly * (total - products * products / squares);
}

void find_shift(const History& history, const Parts& parts, Diagnosis& diagnosis) {
  const int lasting = std::max(history.period, 8), window = 2 * lasting, size = history.size();
  std::vector<double> level;
  for (int t = 0; t < size; ++t) level.push_back(history[t] - parts.season[static_cast<std::size_t>(t)]);
  double largest = 0;
  LevelShift shift;
  for (int at = lasting; at + lasting <= size; ++at) {
    const double before = median_of(level, std::max(0, at - window), at);
    const double after = median_of(level, at, std::min(size, at + window));
    if (std::abs(after - before) > largest) largest = std::abs(after - before), shift = {at, before, after};
  }
  if (!(largest > 0)) return;
  const int first = std::max(0, shift.at - window), last = std::min(size, shift.at + window);
  // A median is as near with a few observations to either side: the step is where the two levels fit best.
  const auto misfit = [&](int at) {
    double sum = 0;
    for (int t = first; t < last; ++t)
      sum += std::abs(level[static_cast<std::size_t>(t)] - (t < at ? shift.before : shift.after));
    return sum;
  };
  for (int at = std::max(first + 1, shift.at - lasting); at < std::min(last, shift.at + lasting); ++at)
    if (misfit(at) < misfit(shift.at)) shift.at = at;
  std::vector<double> around;
  for (int t = first; t < last; ++t)
    around.push_back(level[static_cast<std::size_t>(t)] - (t < shift.at ? shift.before : shift.after));
  if (largest > kShiftDeviations * robust_deviation(around) &&
      step_beats_line(level, first, shift.at, last, shift.before, shift.after))
    diagnosis.shift = shift;
}

}  // namespace

Diagnosis diagnose(const History& history) {
  Diagnosis diagnosis;
  diagnosis.constant =
      history.size() > 1 && std::ranges::all_of(history.values, [&](double value) { return value == history[0]; });
  if (diagnosis.constant || history.size() < kFewest) return diagnosis;
  if (is_intermittent(history)) return diagnosis;  // every demand would be far from the usual nothing
  const Parts parts = take_apart(history);
  if (history.size() >= (history.period > 1 ? kFewestWithSeason : kFewestWithout))
    find_outliers(history, parts, diagnosis);
  find_shift(history, parts, diagnosis);
  return diagnosis;
}

}  // namespace klytics::forecast
