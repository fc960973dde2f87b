#include "analytics/forecast/models/arima.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

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

TEST(Arima, AConstantIsADriftOrAMeanAsInR) {
  int checked = 0;
  for (const auto& [name, series] : reference_series())
    for (const std::string order :
         {"011000", "110000", "010000", "100011", "201010", "012100", "101011", "100210", "101101"}) {
      const auto likelihood = reference("arima_constant", name, order + ".loglik");
      if (likelihood.empty()) continue;
      SCOPED_TRACE(name + " " + order);
      ++checked;
      ArimaOrder with = parse_order(order);
      with.constant = true;
      const auto fit = fit_arima(series.history(), with).value();
      EXPECT_NEAR(fit.log_likelihood, likelihood[0], 5e-3);  // as above; R's regressor of time is diffuse besides
      EXPECT_NEAR(fit.aicc, reference("arima_constant", name, order + ".aicc")[0], 1e-2);
      const auto mean = reference("arima_constant", name, order + ".mean"),
                 upper = reference("arima_constant", name, order + ".upper80");
      const auto prediction = predict(fit, series.history(), 8);
      const int seasons = with.seasonal_d == 1 ? series.period : 1;  // our constant is the mean change over a season
      const double deviation = (upper[0] - mean[0]) / 1.2815515655;
      EXPECT_NEAR(fit.coefficients.mean / seasons, reference("arima_constant", name, order + ".constant")[0],
                  0.02 * deviation);
      for (std::size_t step = 0; step < 8; ++step) {
        const double half = upper[step] - mean[step];
        EXPECT_NEAR(prediction.mean[step], mean[step], 0.05 * half) << step;
        // R divides the squares by the number less that of the coefficients, as forecast's Arima() reports sigma2.
        EXPECT_NEAR(1.2815515655 * prediction.deviation[step], half, 0.1 * half) << step;
      }
    }
  EXPECT_EQ(checked, 9);
}

TEST(Arima, TheChosenOrderIsAsLikelyAsThatOfAutoArima) {
  int same = 0;
  for (const auto& [name, series] : reference_series()) {
    const ArimaFit fit = fit_arima(series.history());
    const auto differences = reference("arima_auto", name, "differences");
    if (fit.order.d != differences.at(0) || (differences.size() > 1 && fit.order.seasonal_d != differences[1]))
      continue;
    // An AICc is comparable between fits of the same differences only; two units are no difference that matters.
    EXPECT_LT(fit.aicc, reference("arima_auto", name, "aicc").at(0) + 2) << name << " " << fit.name();
    ++same;
  }
  EXPECT_GE(same, 3);
}

/// Noise, autoregressions, walks and walks of walks.
const std::vector<std::vector<double>>& walks() {
  static const auto all = [] {
    std::vector<std::vector<double>> result(40);
    for (const auto& row : read_reference_rows("differences.csv"))
      for (std::size_t i = 0; i < result.size(); ++i) result[i].push_back(std::stod(row.at(i)));
    return result;
  }();
  return all;
}

TEST(Arima, TakesTheDifferencesThatRTakes) {
  for (std::size_t i = 0; i < 40; ++i)
    EXPECT_EQ(choose_differences({walks()[i], 1}).d, reference("ndiffs", "s" + std::to_string(i + 1), "d").at(0))
        << i + 1;
}

TEST(Arima, OnlyAStrongSeasonIsDifferenced) {
  // Shares of the season in the variance without trend: half, which is less than 0.64, and four fifths.
  for (const auto& [height, expected] : std::map<double, int>{{1.0, 0}, {2.0, 1}}) {
    std::vector<double> values;
    for (int t = 0; t < 240; ++t)
      values.push_back(height * std::sin(t * 0.5235987755982988) + std::sin(12.9898 * t * t));
    EXPECT_EQ(choose_differences({values, 12}).seasonal_d, expected) << height;
  }
}

TEST(Arima, TheBestOfThreeExactFitsIsTaken) {
  int other = 0;
  for (const auto& values : walks()) {
    const double best = fit_arima({values, 1}).aicc;
    EXPECT_EQ(best, fit_arima_orders({values, 1}, 3).front().aicc);
    other += best < fit_arima_orders({values, 1}, 1).front().aicc ? 1 : 0;
  }
  EXPECT_GT(other, 0) << "the likeliest by conditional squares was the likeliest every time";
}

/// By powers of two, so that every rounding is the same.
TEST(Arima, DoesNotDependOnTheUnitOfTheValues) {
  for (const auto& [name, series] : reference_series()) {
    const ArimaFit one = fit_arima(series.history());
    const double forecast = predict(one, series.history(), 5).mean[4];
    for (const int power : {-40, 40}) {
      std::vector<double> scaled;
      for (const double value : series.values) scaled.push_back(std::ldexp(value, power));
      const ArimaFit other = fit_arima({scaled, series.period});
      EXPECT_EQ(other.name(), one.name()) << name << power;
      EXPECT_NEAR(std::ldexp(predict(other, {scaled, series.period}, 5).mean[4], -power), forecast, 1e-9 * forecast)
          << name << power;
    }
  }
}

}  // namespace
}  // namespace klytics::forecast
