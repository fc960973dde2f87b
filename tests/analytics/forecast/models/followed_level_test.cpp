#include "analytics/forecast/models/followed_level.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "analytics/forecast/calendar/calendar.h"
#include "analytics/forecast/models/additive.h"

namespace klytics::forecast {
namespace {

constexpr std::int64_t kMonday = 17532;  // 2018-01-01

/// Days with noise of deviation 2 on a level that, where `jump` is not 0, goes somewhere else every 30 days.
std::vector<double> shop(unsigned seed, double jump) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  std::vector<double> values;
  double level = 100;
  for (int t = 0; t < 400; ++t) {
    if (t % 30 == 0) level += jump * normal(random);
    values.push_back(level + t % 7 + 2 * normal(random));
  }
  return values;
}

struct Forecasts {
  double own, followed;  // mean absolute errors from the rolling origins
  double largest_correction;
};

Forecasts forecasts_of(const std::vector<double>& values) {
  const Calendar calendar{kMonday, 1, {}};
  const int size = static_cast<int>(values.size()), steps = 14;
  AdditiveRegression regression({values, 7, &calendar}, steps, false);
  std::vector<int> origins;
  for (int origin = size / 2; origin + steps <= size; origin += 15) origins.push_back(origin);
  regression.prepare_origins(origins, steps);
  const Eigen::MatrixXd coefficients = regression.choose(kUsualPenalties).front().coefficients;
  const FollowedLevel level = follow_level(regression, coefficients, size, steps);
  const auto error_of = [&](const Eigen::MatrixXd& scaled) {
    return regression.origin_errors(scaled).errors.cwiseAbs().mean();
  };
  return {error_of(regression.origin_forecasts(coefficients)), error_of(level.forecasts),
          level.correction.cwiseAbs().maxCoeff()};
}

TEST(FollowedLevel, IsTakenWhereLevelsJump) {
  double own = 0, followed = 0;
  for (const unsigned seed : {1U, 2U, 3U}) {
    const Forecasts result = forecasts_of(shop(seed, 6));
    own += result.own, followed += result.followed;
  }
  EXPECT_LT(followed, 0.95 * own);  // 8.3 against 9.0; what a trend with knots can learn of jumps it has learned
}

TEST(FollowedLevel, LeavesARegressionAloneThatKnowsTheTrend) {
  const Forecasts result = forecasts_of(shop(1, 0));
  EXPECT_LT(result.largest_correction, 0.1);  // of the noise of a day
  EXPECT_NEAR(result.followed, result.own, 0.02 * result.own);
}

}  // namespace
}  // namespace klytics::forecast
