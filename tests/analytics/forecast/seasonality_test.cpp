#include "analytics/forecast/seasonality.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "analytics/forecast/reference.h"

namespace klytics::forecast {
namespace {

TEST(Seasonality, AutocorrelationsEqualTheirDefinition) {
  const auto r = autocorrelations(std::vector<double>{1, 2, 3, 4}, 2);
  EXPECT_DOUBLE_EQ(r[0], (1.5 * 0.5 - 0.25 + 1.5 * 0.5) / 5);
  EXPECT_DOUBLE_EQ(r[1], (-1.5 * 0.5 * 2) / 5);
}

TEST(Seasonality, AConstantHasNeitherAutocorrelationNorSeason) {
  const std::vector<double> values(24, 5.0);
  EXPECT_EQ(autocorrelations(values, 3), (std::vector<double>{0, 0, 0}));
  EXPECT_FALSE(has_season({values, 4}));
}

TEST(Seasonality, ASeasonIsFoundWhereThereIsOne) {
  EXPECT_TRUE(has_season(reference_series().at("monthly").history()));
  EXPECT_FALSE(has_season({reference_series().at("yearly").values, 5}));
}

TEST(Seasonality, TwoPeriodsAreTooFewToTest) {
  const std::vector<double> values{1, 9, 1, 9};
  EXPECT_FALSE(has_season({values, 2}));
}

TEST(Seasonality, ClassicalIndicesRecoverAnExactSeasonOnALinearTrend) {
  std::vector<double> sums, products;
  const std::vector<double> add{-3, 1, 0, 2}, factor{0.5, 1.5, 1.2, 0.8};
  for (std::size_t t = 0; t < 20; ++t) {
    sums.push_back(100 + 2 * static_cast<double>(t) + add[t % 4]);
    products.push_back(100 * factor[t % 4]);
  }
  const auto additive = classical_indices({sums, 4}, false);
  const auto multiplicative = classical_indices({products, 4}, true);
  for (std::size_t phase = 0; phase < 4; ++phase) {
    EXPECT_NEAR(additive.values[phase], add[phase], 1e-12);
    EXPECT_NEAR(multiplicative.values[phase], factor[phase], 1e-12);
  }
}

TEST(Seasonality, RemovingAndRestoringIsTheIdentity) {
  const auto history = reference_series().at("quarterly").history();
  const auto season = detect_season(history);
  const auto adjusted = remove_season(history, season);
  for (int t = 0; t < history.size(); ++t)
    EXPECT_NEAR(season.apply(adjusted[static_cast<std::size_t>(t)], t), history[t], 1e-9);
}

TEST(Seasonality, TheTestIsThatOfAssimakopoulosAndNikolopoulos) {
  int with = 0;
  for (int i = 0; i < 40; ++i) {
    std::vector<double> values;
    for (int t = 0; t < 60; ++t)
      values.push_back(std::sin(12.9898 * t * (t + i)) + 0.02 * i * std::cos(t * 1.5707963267948966));
    const auto r = autocorrelations(values, 4);
    const double limit = 1.645 * std::sqrt((1 + 2 * (r[0] * r[0] + r[1] * r[1] + r[2] * r[2])) / 60);
    EXPECT_EQ(has_season({values, 4}), std::abs(r[3]) > limit) << i;
    with += std::abs(r[3]) > limit ? 1 : 0;
  }
  EXPECT_GT(with, 5);
  EXPECT_LT(with, 35);
}

TEST(Seasonality, ClassicalIndicesEqualDecomposeOfR) {
  for (const auto& [name, series] : reference_series()) {
    if (series.period == 1) continue;
    for (const bool multiplicative : {false, true}) {
      const auto indices = classical_indices(series.history(), multiplicative).values;
      const auto figure = reference("decompose", name, multiplicative ? "multiplicative" : "additive");
      for (std::size_t phase = 0; phase < figure.size(); ++phase)
        EXPECT_NEAR(indices.at(phase), figure[phase], 1e-9) << name;
    }
  }
}

TEST(Seasonality, AFactorNearZeroMakesTheSeasonAdditive) {
  for (const auto& [smallest, multiplicative] : {std::pair{0.2, true}, std::pair{0.005, false}}) {
    std::vector<double> values;
    for (int t = 0; t < 40; ++t) values.push_back((100 + t) * (t % 4 == 1 ? smallest : 1.0));
    const SeasonalIndices season = detect_season({values, 4});
    ASSERT_FALSE(season.values.empty());
    EXPECT_EQ(season.multiplicative, multiplicative) << smallest;
  }
}

}  // namespace
}  // namespace klytics::forecast
