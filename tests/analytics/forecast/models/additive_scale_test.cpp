#include "analytics/forecast/models/additive_scale.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace klytics::forecast {
namespace {

TEST(ValueScale, BackIsTheInverse) {
  const std::vector<double> values{5, 8, 6, 9, 12, 7, 0, 10};
  for (const bool logarithm : {false, true}) {
    const ValueScale scale({values, 1}, logarithm);
    for (const double value : values) EXPECT_NEAR(scale.back(scale.forward(value)), value, 1e-12) << logarithm;
  }
}

TEST(ValueScale, TheNoiseOfADayIsOne) {
  std::vector<double> values;
  for (int t = 0; t < 140; ++t)
    values.push_back(100 + 50 * (t % 7) + ((t / 7) % 2 == 0 ? 3 : -3));  // weeks differ by 6
  const ValueScale scale({values, 7}, false);
  // Changes over a week of 6 in size: their deviation is 1.4826 x 6, that of a day a root of two less.
  EXPECT_NEAR(scale.forward(50) - scale.forward(50 - 1.4826 * 6 / std::sqrt(2.0)), 1, 1e-12);
}

TEST(ValueScale, ATenthOfTheUsualValueIsAddedWhereZerosOccur) {
  const std::vector<double> with_zero{10, 10, 0, 12, 10, 9, 11}, without{10, 10, 8, 12, 10, 9, 11};
  const auto ratio = [](const ValueScale& scale) {
    return (scale.forward(20) - scale.forward(10)) / (scale.forward(10) - scale.forward(5));
  };
  EXPECT_NEAR(ratio({{with_zero, 1}, true}), std::log(21.0 / 11) / std::log(11.0 / 6), 1e-12);  // the median is 10
  EXPECT_NEAR(ratio({{without, 1}, true}), 1, 1e-12);
}

TEST(ValueScale, AGroupAddsOrMultiplies) {
  const std::vector<double> values{5, 8, 6, 9, 12, 7, 4, 10};
  const ValueScale plain({values, 1}, false), logarithm({values, 1}, true);
  EXPECT_NEAR(plain.component(2, true) + plain.component(-0.5, false), plain.back(1.5), 1e-12);
  EXPECT_NEAR(logarithm.component(2, true) * logarithm.component(-0.5, false), logarithm.back(1.5), 1e-12);
}

bool has_logarithm(const std::vector<double>& values) { return ValueScale::has_logarithm({values, 1}); }

TEST(ValueScale, HasALogarithmUnlessValuesAreFarBelowZero) {
  EXPECT_TRUE(has_logarithm({10, 10, 0, 10}));
  EXPECT_TRUE(has_logarithm({10, 10, -0.4, 10}));
  EXPECT_FALSE(has_logarithm({10, 10, -0.6, 10}));
  EXPECT_FALSE(has_logarithm({0, 0, 0}));
}

}  // namespace
}  // namespace klytics::forecast
