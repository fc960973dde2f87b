#include "analytics/forecast/models/simplex_search.h"

#include <gtest/gtest.h>

namespace klytics::forecast {
namespace {

TEST(SimplexSearch, FindsTheEndOfACurvedValley) {
  Parameters x(2);
  x << -1.2, 1;
  const auto rosenbrock = [](const Parameters& at) {
    return 100 * std::pow(at[1] - at[0] * at[0], 2) + std::pow(1 - at[0], 2);
  };
  search_simplex(rosenbrock, x, 0.5, 1e-14, 1000);
  EXPECT_NEAR(x[0], 1, 1e-5);
  EXPECT_NEAR(x[1], 1, 1e-5);
}

TEST(SimplexSearch, GlidesAlongABorder) {
  Parameters x(2);
  x << 0.1, 0.1;
  // Inside the unit circle the sum is largest at 45 degrees on its border.
  const auto inside = [](const Parameters& at) {
    return at.squaredNorm() < 1 ? -at.sum() : std::numeric_limits<double>::infinity();
  };
  search_simplex(inside, x, 0.2, 1e-10, 1000);
  search_simplex(inside, x, 0.05, 1e-10, 1000);
  EXPECT_NEAR(x.sum(), std::sqrt(2.0), 1e-3);
}

TEST(SimplexSearch, EndsAfterSoManyEvaluations) {
  Parameters x(1);
  x << 3;
  int count = 0;
  search_simplex([&](const Parameters& at) { return ++count, at[0]; }, x, 1, 0, 50);  // falls for ever
  EXPECT_LE(count, 52);
  EXPECT_LT(x[0], -1000);
}

}  // namespace
}  // namespace klytics::forecast
