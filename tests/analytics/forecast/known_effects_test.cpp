#include "analytics/forecast/known_effects.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace klytics::forecast {
namespace {

/// A random walk with a season of 12, noise of one a step, and 5 for each unit of the column.
struct Sample {
  std::vector<double> values;
  KnownColumn column{"x", {}};

  explicit Sample(int size) {
    std::mt19937 random(11);
    std::normal_distribution<double> normal;
    double level = 100;
    for (int t = 0; t < size + 6; ++t) {
      level += normal(random);
      column.values.push_back(t % 5 == 2 ? 1 : t % 7 == 3 ? 2 : 0);
      values.push_back(level + 10 * std::sin(t * 0.5235987755982988) + 5 * column.values.back());
    }
    values.resize(static_cast<std::size_t>(size));
  }
};

TEST(KnownEffects, OfDifferencesAreFoundBesideLevelAndSeason) {
  const Sample sample(120);
  const std::vector<KnownColumn> columns{sample.column};
  const KnownEffects effects = known_effects({sample.values, 12}, columns, 6);
  ASSERT_EQ(effects.values.size(), 126);
  EXPECT_FALSE(effects.factors);
  // The standard error of the coefficient: twice differenced noise has variance 2 (the level's) over 107 changes whose
  // differenced column has a mean square of about 3: sqrt(2 / 321) = 0.08; three of them.
  EXPECT_NEAR(effects.values.at(122), 5 * sample.column.values.at(122), 0.24 * 2);
  EXPECT_EQ(effects.values.at(120), effects.values.at(0) * 0 + sample.column.values.at(120) * effects.values.at(2));
}

TEST(KnownEffects, OneOutlierDoesNotDecide) {
  Sample sample(120);
  sample.values[62] += 500;  // the column is 1 there
  const std::vector<KnownColumn> columns{sample.column};
  const KnownEffects effects = known_effects({sample.values, 12}, columns, 6);
  // Huber weights bound what one of 24 days can do: at most 2 deviations of a difference, about 3 / 24.
  EXPECT_NEAR(effects.values.at(2), 5, 1);
}

TEST(KnownEffects, TooFewObservationsSayNothing) {
  const std::vector<double> values{1, 2, 3};
  const std::vector<KnownColumn> columns{{"x", {0, 1, 0, 1}}, {"y", {1, 0, 0, 1}}};
  for (const double value : known_effects({values, 1}, columns, 1).values) EXPECT_EQ(value, 0);
}

TEST(KnownEffects, WithACalendarTheRegressionTellsEventsFromWeekdays) {
  std::vector<double> values;
  KnownColumn sale{"sale", {}};
  for (int day = 0; day < 207; ++day) {
    sale.values.push_back(day % 31 == 5 ? 1 : 0);
    if (day < 200) values.push_back(100 + 10 * (day % 7) + (day * 37) % 11 + 60 * sale.values.back());
  }
  const Calendar calendar{20'454, 1, {}};
  const std::vector<KnownColumn> columns{sale};
  const KnownEffects effects = known_effects({values, 7, &calendar}, columns, 7);
  const double effect = effects.factors ? 130 * (effects.values.at(36) - 1) : effects.values.at(36);
  EXPECT_NEAR(effect, 60, 10);  // seven sales with noise of deviation 3, and a penalty that takes some of it
  EXPECT_EQ(effects.restore(effects.remove(42, 36), 36), 42);
}

TEST(KnownEffects, AreFoundWhereNothingElseChanges) {
  std::vector<double> values;
  KnownColumn sale{"sale", {}};
  for (int day = 0; day < 67; ++day) {
    sale.values.push_back(day % 20 == 5 ? 1 : 0);
    if (day < 60) values.push_back(100 + 50 * sale.values.back());
  }
  const Calendar calendar{20'454, 1, {}};
  const std::vector<KnownColumn> columns{sale};
  const KnownEffects effects = known_effects({values, 7, &calendar}, columns, 7);
  const double effect = effects.factors ? 100 * (effects.values.at(65) - 1) : effects.values.at(65);
  EXPECT_NEAR(effect, 50,
              5);  // a penalty of 0.1 beside three sales takes 3 %; other terms of these days have some, too
}

TEST(KnownEffects, AnotherFutureChangesNothingButItself) {
  std::vector<double> values;
  KnownColumn price{"price", {}};
  for (int day = 0; day < 107; ++day) {
    price.values.push_back(day % 13 < 3 ? -2 : 0);
    if (day < 100) values.push_back(100 + 10 * (day % 7) + (day * 37) % 11 - 20 * price.values.back());
  }
  KnownColumn other = price;
  other.values[103] = -4;
  const Calendar calendar{20'454, 1, {}};
  const KnownEffects effects = known_effects({values, 7, &calendar}, std::vector{price}, 7);
  const KnownEffects others = known_effects({values, 7, &calendar}, std::vector{other}, 7);
  for (std::size_t step = 0; step < effects.values.size(); ++step)
    EXPECT_EQ(effects.values[step] == others.values[step], step != 103) << step;
}

TEST(KnownEffects, ChangesAndCentres) {
  EXPECT_FALSE(changes({"x", {1, 1, 1, 2}}, 3));
  EXPECT_TRUE(changes({"x", {1, 1, 1, 2}}, 4));
  EXPECT_TRUE(changes({"x", {1}}, 2));  // beyond its end a column is 0
  const std::vector<KnownColumn> prices{{"price", {10, 10, 8, 10, 9}}};
  EXPECT_EQ(centred(prices, 4).at(0).values, (std::vector<double>{0, 0, -2, 0, -1}));
}

}  // namespace
}  // namespace klytics::forecast
