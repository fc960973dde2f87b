#include "analytics/forecast/diagnosis.h"

#include <algorithm>
#include <cmath>

#include "analytics/decomposition/stl.h"
#include "analytics/forecast/models/intermittent.h"
#include "analytics/forecast/seasonality.h"
#include "analytics/series/level_shifts.h"
#include "analytics/series/robust_scale.h"

namespace klytics::forecast {
namespace {

constexpr int kFewest = 16;
// In a short series nobody can tell a slip from what the series does: in M3 replacing outliers made monthly forecasts
// better and yearly ones, of about 28 observations, worse.
constexpr int kFewestWithSeason = 36, kFewestWithout = 60;
constexpr double kOutlierDeviations = 8, kShiftDeviations = 5;

/// Around zero. Half of the values may be zero without the scale being so.
double robust_deviation(const std::vector<double>& values) {
  std::vector<double> sizes;
  double sum = 0;
  for (const double value : values) sizes.push_back(std::abs(value)), sum += sizes.back();
  const double mean = sum / static_cast<double>(sizes.size());
  return std::fmax(series::kNormalPerMedianDistance * series::median(std::move(sizes)), mean / 4);
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
  for (int t = 0; t < history.size(); ++t) {
    const int first = std::max(0, t - kReach), last = std::min(history.size(), t + kReach + 1);
    parts.rest.push_back(history[t] - series::median({history.values.begin() + first, history.values.begin() + last}));
  }
  return parts;
}

void find_outliers(const History& history, const Parts& parts, Diagnosis& diagnosis) {
  constexpr int kMostTogether = 2, kUndecided = 2;
  // Of a series that follows trend and season to the letter every ripple would be far: a tenth of its own spread counts
  // as noise at least.
  constexpr double kLeastNoise = 0.1;
  std::vector<double> spread(history.values.begin(), history.values.end());
  const double middle = series::median(spread);
  for (double& value : spread) value = std::abs(value - middle);
  const double noise =
      std::fmax(robust_deviation(parts.rest), kLeastNoise * series::kNormalPerMedianDistance * series::median(spread));
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

void find_shift(const History& history, const Parts& parts, Diagnosis& diagnosis) {
  constexpr int kShortest = 8;
  std::vector<double> level(history.values.begin(), history.values.end());
  for (std::size_t t = 0; t < level.size(); ++t) level[t] -= parts.season[t];
  const auto shifts = series::level_shifts(level, static_cast<std::size_t>(std::max(history.period, kShortest)));
  const auto size = [](const series::LevelShift& shift) { return std::abs(shift.height); };
  const auto largest = std::ranges::max_element(shifts, {}, size);
  if (largest != shifts.end() && std::abs(largest->score) > kShiftDeviations) diagnosis.shift = *largest;
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
