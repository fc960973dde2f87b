#include "analytics/forecast/models/arima.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "analytics/forecast/models/arima_kalman.h"
#include "analytics/forecast/reference.h"

namespace klytics::forecast {
namespace {

ArimaOrder parse_order(const std::string& digits) {
  const auto at = [&](std::size_t i) { return digits[i] - '0'; };
  // R's arima has a mean only without differences
  return {at(0), at(1), at(2), at(3), at(4), at(5), at(1) + at(4) == 0};
}

template <typename Check>
void for_each_reference(Check check) {
  int checked = 0;
  for (const auto& [name, series] : reference_series())
    for (const std::string order : {"110000", "011000", "211000", "100000", "011011", "101011", "200110", "111100"}) {
      const auto likelihood = reference("arima", name, order + ".loglik");
      if (likelihood.empty()) continue;
      SCOPED_TRACE(name + " " + order);
      check(series, parse_order(order), "arima", name, order);
      ++checked;
    }
  EXPECT_EQ(checked, 16);
}

TEST(Arima, TheExactFitEqualsThatOfR) {
  int compared = 0;
  for_each_reference([&](const auto& series, const auto& order, const auto& kind, const auto& name, const auto& key) {
    const auto fit = fit_arima(series.history(), order);
    ASSERT_TRUE(fit);
    // R treats the first values of a differenced series as diffuse with variance 1e6, which changes the likelihood by
    // 1e-4, and its search may end below ours
    const double likelihood = reference(kind, name, key + ".loglik")[0];
    EXPECT_GE(fit->log_likelihood, likelihood - 2e-3);
    const auto coefficients = reference(kind, name, key + ".coef");
    const bool at_unit_root = std::ranges::any_of(coefficients, [](double c) { return std::abs(c) > 0.9999 && c < 2; });
    if (at_unit_root || fit->log_likelihood > likelihood + 2e-3) return;  // other estimates, or a state not settled
    ++compared;
    EXPECT_NEAR(fit->sigma2, reference(kind, name, key + ".sigma2")[0], 5e-3 * fit->sigma2);
    const auto prediction = predict(*fit, series.history(), 8);
    const auto mean = reference(kind, name, key + ".mean");
    const auto deviation = reference(kind, name, key + ".se");
    for (std::size_t step = 0; step < 8; ++step) {
      // the likelihood is flat: equal to 1e-3 there leaves coefficients to differ in the third digit
      EXPECT_NEAR(prediction.mean[step], mean[step], 0.05 * deviation[step]) << step;
      EXPECT_NEAR(prediction.deviation[step], deviation[step], 0.02 * deviation[step]) << step;
    }
  });
  EXPECT_GE(compared, 9);
}

TEST(Arima, TheConditionalFitIsNearTheExactOne) {
  for_each_reference([](const auto& series, const auto& order, const auto&, const auto&, const auto&) {
    if (order.d + order.seasonal_d == 0) return;  // near a unit root the first values decide, which it leaves out
    const auto conditional = fit_arima_conditional(series.history(), order);
    ASSERT_TRUE(conditional);
    const auto exact = fit_arima(series.history(), order);
    EXPECT_NEAR(conditional->sigma2, exact->sigma2, 0.3 * exact->sigma2);
  });
}

/// Density of a Gaussian vector by the textbook: covariance matrix of an ARMA(1,1), Cholesky by hand.
TEST(Arima, TheFilterGivesTheDensityOfAnArmaProcess) {
  const std::vector<double> w{0.4, -1.1, 0.3, 2.0, 0.7};
  const double phi = 0.6, theta = 0.5;
  const auto covariance = [&](std::size_t lag) {
    const double zero = (1 + 2 * phi * theta + theta * theta) / (1 - phi * phi);
    const double one = (1 + phi * theta) * (phi + theta) / (1 - phi * phi);
    return lag == 0 ? zero : one * std::pow(phi, static_cast<double>(lag) - 1);
  };
  double lower[5][5] = {}, log_determinant = 0, squares = 0, z[5] = {};
  for (std::size_t i = 0; i < 5; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = covariance(i - j);
      for (std::size_t k = 0; k < j; ++k) sum -= lower[i][k] * lower[j][k];
      lower[i][j] = i == j ? std::sqrt(sum) : sum / lower[j][j];
    }
    double rest = w[i];
    for (std::size_t k = 0; k < i; ++k) rest -= lower[i][k] * z[k];
    z[i] = rest / lower[i][i];
    squares += z[i] * z[i];
    log_determinant += 2 * std::log(lower[i][i]);
  }
  const auto sums = KalmanFilter(w, false).run({phi}, {theta});
  EXPECT_NEAR(sums.squares, squares, 1e-12);
  EXPECT_NEAR(sums.log_determinant, log_determinant, 1e-12);
}

TEST(Arima, ARandomWalkWithDriftIsFoundAndContinued) {
  std::vector<double> values{0};
  unsigned state = 7;
  for (int t = 0; t < 200; ++t) {
    state = state * 1664525U + 1013904223U;
    values.push_back(values.back() + 2 + (static_cast<double>(state >> 8) / 16777216.0 - 0.5));
  }
  const auto fit = fit_arima({values, 1});
  EXPECT_EQ(fit.order.d, 1);
  EXPECT_TRUE(fit.order.constant);
  EXPECT_NEAR(fit.coefficients.mean, 2, 0.1);
  EXPECT_NEAR(predict(fit, {values, 1}, 10).mean[9], values.back() + 20, 1);
}

TEST(Arima, AStrongSeasonIsDifferenced) {
  EXPECT_EQ(choose_differences(reference_series().at("monthly").history()).seasonal_d, 1);
  EXPECT_EQ(choose_differences(reference_series().at("yearly").history()).d, 1);
}

TEST(Arima, DifferencesShortenFromTheFront) {
  const std::vector<double> values{1, 2, 4, 7, 11, 16};
  EXPECT_EQ(difference({values, 2}, 1, 0), (std::vector<double>{1, 2, 3, 4, 5}));
  EXPECT_EQ(difference({values, 2}, 1, 1), (std::vector<double>{2, 2, 2}));
}

TEST(Arima, AConstantIsContinued) {
  const std::vector<double> values(10, 4.0);
  const auto prediction = predict(fit_arima({values, 1}), {values, 1}, 2);
  EXPECT_NEAR(prediction.mean[1], 4, 1e-9);
}

TEST(Arima, NamesSayOrdersSeasonAndConstant) {
  EXPECT_EQ(to_string({0, 1, 1, 0, 1, 1, false}, 12), "ARIMA(0,1,1)(0,1,1)[12]");
  EXPECT_EQ(to_string({1, 0, 0, 0, 0, 0, true}, 1), "ARIMA(1,0,0) with mean");
}

}  // namespace
}  // namespace klytics::forecast
