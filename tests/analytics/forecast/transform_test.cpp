#include "analytics/forecast/transform.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include "analytics/forecast/reference.h"

namespace klytics::forecast {
namespace {

TEST(BoxCox, BackIsTheInverse) {
  for (const double lambda : {-1.0, -0.5, 0.0, 0.3, 1.0, 2.0})
    for (const double value : {0.2, 1.0, 7.0, 1234.5})
      EXPECT_NEAR(BoxCox{lambda}.back(BoxCox{lambda}.forward(value)), value, 1e-9 * value) << lambda;
}

TEST(BoxCox, WhatNothingCouldHaveBecomeIsZero) { EXPECT_EQ(BoxCox{0.5}.back(-3), 0); }

TEST(BoxCox, TheMeanOfALognormalIsAdjusted) {
  // exp(m + s^2 / 2) to the second order: the next term is s^4 / 8 = 5e-5 of it.
  EXPECT_NEAR(BoxCox{0}.mean_back(3, 0.14), std::exp(3 + 0.14 * 0.14 / 2), 1e-4 * std::exp(3));
  EXPECT_NEAR(BoxCox{1}.mean_back(3, 0.5), 4, 1e-12);
}

TEST(BoxCox, GuerrerosLambdaStabilisesTheSpread) {
  std::vector<double> proportional, additive;
  for (int t = 0; t < 96; ++t) {
    const double season = std::sin(t * 0.5235987755982988);
    proportional.push_back(std::exp(0.02 * t + 0.3 * season));
    additive.push_back(100 + 2 * t + 10 * season);
  }
  EXPECT_NEAR(guerrero_lambda(proportional, 12), 0, 0.051);  // the grid's step
  EXPECT_NEAR(guerrero_lambda(additive, 12), 1, 0.051);
  EXPECT_EQ(guerrero_lambda(std::vector<double>{1, 2, 3}, 12), 1);
}

TEST(BoxCox, GuerrerosLambdaOfRealPassengersIsThatOfR) {
  // R 4.2.2, forecast 8.20: BoxCox.lambda(AirPassengers, method = "guerrero", lower = -1, upper = 2) is -0.2947156.
  const std::vector<double> passengers{
      112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158,
      133, 114, 140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166, 171, 180, 193, 181, 183, 218,
      230, 242, 209, 191, 172, 194, 196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201, 204, 188, 235,
      227, 234, 264, 302, 293, 259, 229, 203, 229, 242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278,
      284, 277, 317, 313, 318, 374, 413, 405, 355, 306, 271, 306, 315, 301, 356, 348, 355, 422, 465, 467, 404,
      347, 305, 336, 340, 318, 362, 348, 363, 435, 491, 505, 404, 359, 310, 337, 360, 342, 406, 396, 420, 472,
      548, 559, 463, 407, 362, 405, 417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432};
  EXPECT_NEAR(guerrero_lambda(passengers, 12), -0.2947156, 0.025);  // half of the grid's step
}

TEST(BoxCox, EqualsThatOfRWithTheBiasAdjusted) {
  for (const char* lambda : {"-1", "-0.5", "0", "0.3", "1", "2"}) {
    const BoxCox box_cox{std::stod(lambda)};
    const std::vector<double> values{0.7, 1, 7, 1234.5};
    const auto forward = reference("box_cox", lambda, "forward"), mean = reference("box_cox", lambda, "mean");
    for (std::size_t i = 0; i < values.size(); ++i) {
      EXPECT_NEAR(box_cox.forward(values[i]), forward.at(i), 1e-11 * (1 + std::abs(forward.at(i)))) << lambda;
      // With a lambda below 0 a variance of 0.04 is far beyond what the second order can adjust at large values.
      if (box_cox.lambda >= 0 || values[i] <= 1) {
        EXPECT_NEAR(box_cox.mean_back(forward.at(i), 0.2), mean.at(i), 1e-10 * mean.at(i)) << lambda;
      }
    }
  }
}

TEST(BoxCox, GuerrerosLambdaOfEverySeriesIsThatOfR) {
  for (const auto& [name, series] : reference_series()) {
    const double expected = reference("guerrero", name, "lambda").at(0);
    EXPECT_NEAR(guerrero_lambda(series.values, series.period), expected, 0.026) << name;  // half of the grid's step
  }
}

TEST(BoxCox, BeyondAllValuesThereIsNoZero) {
  EXPECT_GT((BoxCox{-0.5}.back(2.5)), 1e100);
  EXPECT_GT((BoxCox{-0.5}.mean_back(2.5, 0.1)), 1e100);
  EXPECT_TRUE(std::isfinite(BoxCox{-0.01}.back(99)));
}

TEST(BoxCox, IsCentredOnTheGeometricMean) {
  const std::vector<double> values{1, 10, 100};
  const BoxCox box_cox = centred_box_cox(-0.7, values);
  EXPECT_EQ(box_cox.lambda, 0);
  EXPECT_NEAR(box_cox.unit, 10, 1e-12);
  EXPECT_NEAR(box_cox.forward(100), std::log(10), 1e-12);
  EXPECT_NEAR(box_cox.back(box_cox.forward(37)), 37, 1e-11);
  EXPECT_EQ(centred_box_cox(0.4, values).lambda, 0.4);
}

}  // namespace
}  // namespace klytics::forecast
