#include "analytics/forecast/diagnosis.h"

#include <gmock/gmock.h>

#include <gtest/gtest.h>
#include <cmath>
#include <random>

namespace klytics::forecast {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<double> noise(int size, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal(100, 5);
  std::vector<double> values;
  for (int t = 0; t < size; ++t) values.push_back(normal(random));
  return values;
}

TEST(Diagnosis, NamesAConstant) {
  const std::vector<double> flat(20, 4), single(1, 4);
  EXPECT_TRUE(diagnose({flat, 7}).constant);
  EXPECT_FALSE(diagnose({single, 7}).constant);
}

TEST(Diagnosis, SaysNothingOfPlainNoiseAndOfALine) {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    const auto values = noise(120, seed);
    const Diagnosis diagnosis = diagnose({values, 7});
    EXPECT_THAT(diagnosis.outliers, IsEmpty()) << seed;
    EXPECT_FALSE(diagnosis.shift) << seed;
  }
  auto line = noise(120);
  for (std::size_t t = 0; t < line.size(); ++t) line[t] += 3 * static_cast<double>(t);
  EXPECT_FALSE(diagnose({line, 7}).shift);
  EXPECT_THAT(diagnose({line, 7}).outliers, IsEmpty());
}

TEST(Diagnosis, FindsASlipAndWhatWouldHaveBeen) {
  auto values = noise(120);
  values[50] = 900;
  const Diagnosis diagnosis = diagnose({values, 1});
  ASSERT_THAT(diagnosis.outliers, ElementsAre(50));
  EXPECT_NEAR(diagnosis.expected.at(0), 100, 10);  // a median of eleven values of deviation 5
  EXPECT_FALSE(diagnosis.shift);
}

TEST(Diagnosis, ASeasonIsNoOutlier) {
  auto values = noise(140);
  for (std::size_t t = 6; t < values.size(); t += 7) values[t] += 400;
  EXPECT_THAT(diagnose({values, 7}).outliers, IsEmpty());
  values[75] = -500;
  EXPECT_THAT(diagnose({values, 7}).outliers, ElementsAre(75));
}

TEST(Diagnosis, FindsAShiftOfTheLevel) {
  auto values = noise(120);
  for (std::size_t t = 70; t < values.size(); ++t) values[t] += 80;
  const Diagnosis diagnosis = diagnose({values, 7});
  ASSERT_TRUE(diagnosis.shift);
  EXPECT_EQ(diagnosis.shift->position, 70);
  EXPECT_NEAR(diagnosis.shift->after - diagnosis.shift->before, 80, 8);
}

TEST(Diagnosis, DemandIsNoOutlierAmongZeros) {
  std::vector<double> values(60, 0);
  for (const std::size_t t : {5, 14, 21, 22, 40, 51}) values[t] = 30;
  EXPECT_THAT(diagnose({values, 7}).outliers, IsEmpty());
}

TEST(Diagnosis, TheEndMayBeTheBeginningOfSomething) {
  auto values = noise(60);
  values.back() = 900;
  EXPECT_THAT(diagnose({values, 1}).outliers, IsEmpty());
}

TEST(Diagnosis, AnOutlierIsEightDeviationsAway) {
  for (const auto& [deviations, expected] : {std::pair{6.0, 0U}, std::pair{11.0, 1U}}) {
    auto values = noise(200);
    values[90] = 100 + 5 * deviations;
    EXPECT_EQ(diagnose({values, 1}).outliers.size(), expected) << deviations;
  }
}

TEST(Diagnosis, AShiftIsFiveDeviations) {
  for (const auto& [deviations, expected] : {std::pair{3.5, false}, std::pair{8.0, true}}) {
    auto values = noise(160);
    for (std::size_t t = 90; t < values.size(); ++t) values[t] += 5 * deviations;
    EXPECT_EQ(diagnose({values, 1}).shift.has_value(), expected) << deviations;
  }
}

TEST(Diagnosis, ThreeTogetherAreAChangeAndNoSlip) {
  for (const auto& [together, named] : {std::pair{2, 2U}, std::pair{3, 0U}}) {
    auto values = noise(120);
    for (int i = 0; i < together; ++i) values[static_cast<std::size_t>(60 + i)] = 400;
    EXPECT_EQ(diagnose({values, 1}).outliers.size(), named) << together;
  }
}

}  // namespace
}  // namespace klytics::forecast
