#include "analytics/forecast/intervals/conformal.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "analytics/forecast/intervals/intervals.h"

namespace klytics::forecast {
namespace {

TEST(Conformal, TheQuantileIsARankWithOneSpare) {
  std::vector<double> sizes;
  for (int i = 1; i <= 9; ++i) sizes.push_back(i);
  EXPECT_EQ(conformal_quantile(sizes, 0.8), 8);   // ceil(10 x 0.8)
  EXPECT_EQ(conformal_quantile(sizes, 0.95), 9);  // beyond the last: the largest
}

TEST(Conformal, WidthsAreThoseOfTheErrorsAndRiseWithTheStep) {
  std::mt19937 random(7);
  std::normal_distribution<double> normal;
  Eigen::MatrixXd errors(200, 8);
  for (Eigen::Index i = 0; i < errors.rows(); ++i)
    for (Eigen::Index step = 0; step < errors.cols(); ++step)
      errors(i, step) = normal(random) * (1 + 0.5 * static_cast<double>(step));
  Prediction prediction = empty_prediction(12);
  set_conformal_widths(prediction, errors, {});
  const auto narrow = prediction_interval(prediction, 0.8), wide = prediction_interval(prediction, 0.95);
  // 200 normal errors: the standard error of their 80 % quantile is 5 % of it, of the 95 % quantile 7 %; four of them
  EXPECT_NEAR(narrow.upper[0], 1.28, 0.27);
  EXPECT_NEAR(narrow.upper[7], 1.28 * 4.5, 1.2);
  EXPECT_NEAR(wide.upper[7], 1.96 * 4.5, 2.5);
  for (std::size_t step = 1; step < 12; ++step) EXPECT_GE(narrow.upper[step], narrow.upper[step - 1]);
}

TEST(Conformal, FewErrorsLeaveTheResiduals) {
  const std::vector<double> residuals{1, -1, 1, -1, 2};
  Prediction prediction = empty_prediction(3);
  set_conformal_widths(prediction, {}, residuals);
  EXPECT_NEAR(prediction_interval(prediction, 0.8).upper[0], 2, 1e-9);  // the fifth of five
}

TEST(Conformal, BeyondTheErrorsWidthsGrowWithTheRootOfTheStepAsIfAWeekHadPassed) {
  Eigen::MatrixXd errors = Eigen::MatrixXd::Constant(40, 2, 3);
  Prediction prediction = empty_prediction(10);
  set_conformal_widths(prediction, errors, {});
  const auto interval = prediction_interval(prediction, 0.8);
  EXPECT_NEAR(interval.upper[1], 3, 1e-12);
  EXPECT_NEAR(interval.upper[9], 3 * std::sqrt(16.0 / 8), 1e-12);  // step 9 against the last known, 1: each and seven
}

}  // namespace
}  // namespace klytics::forecast
