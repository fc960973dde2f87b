#include "analytics/series/downsample.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/error.h"

namespace klytics::series {
namespace {

std::vector<Sample> observed(std::span<const double> values) {
  std::vector<Sample> samples;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (std::isfinite(values[i])) samples.push_back({i, values[i]});
  return samples;
}

/// The bounds of `count` stretches of equal length, as nearly as whole values allow: stretch i is [i, i + 1).
std::vector<std::size_t> bounds(std::size_t size, std::size_t count) {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i <= count; ++i) result.push_back(i * size / count);
  return result;
}

double position(const Sample& sample) { return static_cast<double>(sample.position); }

}  // namespace

std::vector<Sample> largest_triangles(std::span<const double> values, std::size_t points) {
  const std::vector<Sample> all = observed(values);
  points = std::max<std::size_t>(points, 2);
  if (all.size() <= points) return all;
  std::vector<Sample> chosen{all.front()};
  // Buckets of all but the first and the last value.
  const std::vector<std::size_t> starts = points > 2 ? bounds(all.size() - 2, points - 2) : std::vector<std::size_t>{0};
  for (std::size_t bucket = 0; bucket + 1 < starts.size(); ++bucket) {
    const std::size_t from = starts[bucket] + 1, to = starts[bucket + 1] + 1;
    const std::size_t next_end = bucket + 2 < starts.size() ? starts[bucket + 2] + 1 : all.size();
    double mean_position = 0, mean_value = 0;
    for (std::size_t i = to; i < next_end; ++i) mean_position += position(all[i]), mean_value += all[i].value;
    const auto count = static_cast<double>(next_end - to);
    mean_position /= count;
    mean_value /= count;
    const Sample& last = chosen.back();
    double largest = -1;
    Sample best;
    for (std::size_t i = from; i < to; ++i) {
      // Twice the area; the factor changes no comparison.
      const double area = std::abs((position(last) - mean_position) * (all[i].value - last.value) -
                                   (position(last) - position(all[i])) * (mean_value - last.value));
      if (area > largest) largest = area, best = all[i];
    }
    chosen.push_back(best);
  }
  chosen.push_back(all.back());
  return chosen;
}

std::vector<Sample> extremes(std::span<const double> values, std::size_t points) {
  const std::vector<Sample> all = observed(values);
  points = std::max<std::size_t>(points, 2);
  if (all.size() <= points) return all;
  const std::vector<std::size_t> starts = bounds(all.size(), points / 2);
  std::vector<Sample> chosen;
  for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
    const auto stretch = std::span(all).subspan(starts[i], starts[i + 1] - starts[i]);
    const auto least = std::ranges::min_element(stretch, {}, &Sample::value);
    const auto greatest = std::ranges::max_element(stretch, {}, &Sample::value);
    chosen.push_back(*std::min(least, greatest));
    if (least != greatest) chosen.push_back(*std::max(least, greatest));
  }
  return chosen;
}

std::vector<Sample> means(std::span<const double> values, std::size_t points) {
  const std::vector<Sample> all = observed(values);
  points = std::max<std::size_t>(points, 2);
  if (all.size() <= points) return all;
  const std::vector<std::size_t> starts = bounds(all.size(), points);
  std::vector<Sample> chosen;
  for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
    double sum = 0;
    for (std::size_t j = starts[i]; j < starts[i + 1]; ++j) sum += all[j].value;
    chosen.push_back({all[starts[i]].position, sum / static_cast<double>(starts[i + 1] - starts[i])});
  }
  return chosen;
}

Downsampling parse_downsampling(std::string_view text) {
  if (text == "lttb") return largest_triangles;
  if (text == "min-max") return extremes;
  if (text == "mean") return means;
  throw Error(ErrorKind::kUsage, "unknown way of downsampling: " + std::string(text), "lttb, min-max or mean");
}

}  // namespace klytics::series
