#include "analytics/series/downsample.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "core/error.h"

namespace klytics::series {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

std::vector<double> noise(std::size_t count) {
  std::mt19937 random(7);
  std::vector<double> values(count);
  for (double& value : values) value = static_cast<double>(random() % 1000);
  return values;
}

// The definition, word for word: every candidate of every bucket against the last choice and the next bucket's mean.
std::vector<Sample> defined(std::span<const double> values, std::size_t points) {
  const std::size_t buckets = points - 2, inner = values.size() - 2;
  const auto start = [&](std::size_t bucket) { return 1 + bucket * inner / buckets; };
  std::vector<Sample> chosen{{0, values[0]}};
  for (std::size_t bucket = 0; bucket < buckets; ++bucket) {
    const std::size_t next = start(bucket + 1), after = bucket + 1 < buckets ? start(bucket + 2) : values.size();
    double mean_x = 0, mean_y = 0;
    for (std::size_t i = next; i < after; ++i)
      mean_x += double(i) / double(after - next), mean_y += values[i] / double(after - next);
    std::vector<double> areas;
    const Sample a = chosen.back();
    for (std::size_t i = start(bucket); i < next; ++i) {
      const double ax = double(a.position), bx = double(i);
      areas.push_back(0.5 *
                      std::abs(ax * (values[i] - mean_y) + bx * (mean_y - a.value) + mean_x * (a.value - values[i])));
    }
    const auto best = start(bucket) + std::size_t(std::ranges::max_element(areas) - areas.begin());
    chosen.push_back({best, values[best]});
  }
  chosen.push_back({values.size() - 1, values.back()});
  return chosen;
}

TEST(LargestTriangles, ChooseWhatTheDefinitionSays) {
  const std::vector<double> values = noise(503);
  EXPECT_EQ(largest_triangles(values, 40), defined(values, 40));
  EXPECT_EQ(largest_triangles(values, 502), defined(values, 502));
}

TEST(LargestTriangles, KeepASpikeAndBothEnds) {
  std::vector<double> values(1000, 1.0);
  values[637] = 50;
  const auto chosen = largest_triangles(values, 20);
  ASSERT_EQ(chosen.size(), 20U);
  EXPECT_EQ(chosen.front(), (Sample{0, 1}));
  EXPECT_EQ(chosen.back(), (Sample{999, 1}));
  EXPECT_TRUE(std::ranges::count(chosen, Sample{637, 50}) == 1);
}

TEST(LargestTriangles, LeaveShortSeriesAndMissingValuesAlone) {
  const std::vector<double> values{1, kMissing, 3, 4};
  EXPECT_EQ(largest_triangles(values, 3), (std::vector<Sample>{{0, 1}, {2, 3}, {3, 4}}));
  EXPECT_EQ(largest_triangles(values, 2), (std::vector<Sample>{{0, 1}, {3, 4}}));
  EXPECT_TRUE(largest_triangles(std::vector{kMissing}, 3).empty());
}

TEST(Extremes, LoseNoExtremeOfAnyStretch) {
  const std::vector<double> values = noise(1000);
  const auto chosen = extremes(values, 100);
  ASSERT_LE(chosen.size(), 100U);
  EXPECT_TRUE(std::ranges::is_sorted(chosen, {}, &Sample::position));
  for (std::size_t stretch = 0; stretch < 50; ++stretch) {
    const auto part = std::span(values).subspan(stretch * 20, 20);
    for (const double extreme : {std::ranges::min(part), std::ranges::max(part)})
      EXPECT_TRUE(std::ranges::any_of(chosen, [&](const Sample& sample) {
        return sample.value == extreme && sample.position / 20 == stretch;
      })) << stretch;
  }
}

TEST(Extremes, SayAConstantStretchOnce) {
  EXPECT_EQ(extremes(std::vector<double>(8, 3.0), 4), (std::vector<Sample>{{0, 3}, {4, 3}}));
}

TEST(Means, KeepTheMeanOfEqualStretches) {
  const std::vector<double> values{1, 3, 5, 7, kMissing, 10, 20};
  EXPECT_EQ(means(values, 3), (std::vector<Sample>{{0, 2}, {2, 6}, {5, 15}}));
}

TEST(Downsampling, IsKnownByName) {
  EXPECT_EQ(parse_downsampling("lttb"), largest_triangles);
  EXPECT_EQ(parse_downsampling("min-max"), extremes);
  EXPECT_EQ(parse_downsampling("mean"), means);
  EXPECT_THROW(parse_downsampling("median"), Error);
}

}  // namespace
}  // namespace klytics::series
