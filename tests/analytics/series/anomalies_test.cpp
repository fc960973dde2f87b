#include "analytics/series/anomalies.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "analytics/series/known_days.h"
#include "analytics/series/level_shifts.h"
#include "core/error.h"

namespace klytics::series {
namespace {

constexpr std::int64_t kFirstDay = 20089;  // 2025-01-01, a Wednesday
constexpr double kWeek[] = {0, 5, 12, 30, 22, -10, -15};

/// Daily sales around `level` with a week and noise of standard deviation 4.
TimeSeries shop(std::size_t count, double level, unsigned seed = 5) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal(0, 4);
  TimeSeries series{"revenue", MetricNature::kMoney, {.kind = forecast::TimeKind::kDate, .first = kFirstDay}, {}};
  for (std::size_t t = 0; t < count; ++t) series.values.push_back(level + kWeek[t % 7] + normal(random));
  return series;
}

std::vector<std::size_t> positions(const Anomalies& anomalies, AnomalyKind kind) {
  std::vector<std::size_t> found;
  for (const Anomaly& anomaly : anomalies.found)
    if (anomaly.kind == kind) found.push_back(anomaly.position);
  return found;
}

TEST(Anomalies, TellASpikeFromAShift) {
  TimeSeries series = shop(200, 100);
  series.values[62] -= 70;
  series.values[120] += 80;
  for (std::size_t t = 150; t < 200; ++t) series.values[t] += 60;
  const Anomalies found = find_anomalies(series, {.threshold = 5});
  EXPECT_EQ(positions(found, AnomalyKind::kSpike), (std::vector<std::size_t>{62, 120}));
  ASSERT_EQ(positions(found, AnomalyKind::kLevelShift), std::vector<std::size_t>{150});
  const Anomaly& shift = found.found.back();
  EXPECT_NEAR(shift.level - shift.expected, 60, 6);
}

TEST(Anomalies, OfRareEventsAreThoseEventsAndNotWhatAFitLeavesOfZero) {
  // One return a fortnight and one day of nine, after which nobody sold for half a year: the fit goes through nearly
  // every value.
  TimeSeries series = shop(300, 0);
  std::mt19937 random(5);
  for (std::size_t t = 0; t < series.values.size(); ++t) series.values[t] = t < 120 && random() % 14 == 0 ? 1 : 0;
  series.values[60] = 9;
  for (const bool busy_at_first : {false, true}) {
    if (busy_at_first)
      for (std::size_t t = 0; t < 110; ++t) series.values[t] += 2 + (t % 7 == 3) + random() % 2;
    const Anomalies found =
        find_anomalies(series, {.threshold = 3, .seasons = {.detect = false, .periods = {7}}, .known = {}});
    EXPECT_FALSE(found.found.empty());
    for (const Anomaly& anomaly : found.found) {
      EXPECT_GT(std::abs(anomaly.value - anomaly.expected), 0.1) << anomaly.position;
      EXPECT_LT(std::abs(anomaly.score), 1000) << anomaly.position;
    }
    EXPECT_TRUE(std::ranges::any_of(found.found, [](const Anomaly& anomaly) { return anomaly.position == 60; }));
  }
}

TEST(Anomalies, SayWhatIsUsualInPlainWords) {
  TimeSeries series = shop(60, 100);
  const std::vector<int> week{7}, none;
  EXPECT_EQ(anomaly_text(series, week, {.position = 62, .value = 38, .expected = 100, .holiday = {}}),
            "revenue on 2025-03-04 was 62 % below what is usual for a Tuesday");
  EXPECT_EQ(anomaly_text(series, none, {.position = 0, .value = 0, .expected = 123.4, .holiday = {}}),
            "revenue on 2025-01-01 was 0, where 123 is usual");
  EXPECT_EQ(
      anomaly_text(
          series, week,
          {.position = 331, .value = 400, .expected = 100, .kind = AnomalyKind::kHoliday, .holiday = "Black Friday"}),
      "revenue on 2025-11-28, Black Friday, was 300 % above what is usual for a Friday");
  EXPECT_EQ(anomaly_text(series, week,
                         {.position = 331,
                          .value = 400,
                          .expected = 800,
                          .kind = AnomalyKind::kHoliday,
                          .holiday = "Black Friday",
                          .compared = true}),
            "revenue on 2025-11-28 was 50 % below what is usual for Black Friday");
  EXPECT_EQ(anomaly_text(series, week,
                         {.position = 5,
                          .value = 9,
                          .expected = 120,
                          .kind = AnomalyKind::kLevelShift,
                          .holiday = {},
                          .level = 162,
                          .since = 5}),
            "revenue rose by 35 % on 2025-01-06 and stayed there: from 120 to 162");
  series.axis = {.kind = forecast::TimeKind::kDate, .first = 20089, .months = true};
  EXPECT_EQ(anomaly_text(series, {12}, {.position = 14, .value = 50, .expected = 100, .holiday = {}}),
            "revenue in March 2026 was 50 % below what is usual for a March");
}

TEST(Anomalies, AreRareInNoise) {
  std::size_t found = 0, shifts = 0;
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const Anomalies one = find_anomalies(shop(365, 100, seed), {});
    found += one.found.size();
    shifts += positions(one, AnomalyKind::kLevelShift).size();
  }
  // Of 7,300 normal values 3.4 lie beyond 3.5 standard deviations; what STL leaves is a little narrower than the noise.
  EXPECT_LE(found, 20U);
  EXPECT_EQ(shifts, 0U);
}

TEST(Anomalies, OfASlopeAreNoLevelShifts) {
  std::size_t shifts = 0;
  for (unsigned seed = 1; seed <= 20; ++seed) {
    TimeSeries series = shop(300, 100, seed);
    for (std::size_t t = 0; t < 300; ++t) series.values[t] += 0.5 * double(t);
    shifts += positions(find_anomalies(series, {}), AnomalyKind::kLevelShift).size();
  }
  EXPECT_LE(shifts, 4U);  // of some two hundred places that were tried
}

TEST(Anomalies, OfHolidaysAreComparedWithOtherYears) {
  TimeSeries series = shop(3 * 365 + 1, 100);
  const auto known = known_days(series.axis, series.values.size(), {});
  std::vector<std::size_t> fridays;
  for (std::size_t t = 0; t < known.size(); ++t)
    if (known[t] == "Black Friday") fridays.push_back(t);
  ASSERT_EQ(fridays.size(), 3U);
  for (const std::size_t t : fridays) series.values[t] += 200;
  const AnomalyOptions options{.threshold = 6, .known = known};
  EXPECT_TRUE(find_anomalies(series, options).found.empty());  // as every year
  series.values[fridays[2]] -= 150;
  const Anomalies found = find_anomalies(series, options);
  ASSERT_EQ(found.found.size(), 1U);
  EXPECT_EQ(found.found[0].position, fridays[2]);
  EXPECT_EQ(found.found[0].kind, AnomalyKind::kHoliday);
  EXPECT_TRUE(found.found[0].compared);
  EXPECT_LT(found.found[0].score, 0);
}

TEST(Anomalies, AreNeverWhatWasFilledIn) {
  TimeSeries series = shop(100, 100);
  series.nature = MetricNature::kRatio;
  series.values[50] = std::numeric_limits<double>::quiet_NaN();
  series.values[70] += 100;
  const Anomalies found = find_anomalies(series, {.threshold = 6});
  ASSERT_EQ(found.found.size(), 1U);
  EXPECT_EQ(found.found[0].position, 70U);
}

TEST(Anomalies, HaveADirection) {
  TimeSeries series = shop(100, 100);
  series.values[40] += 100;
  series.values[60] -= 90;
  for (const AnomalyMethod method : {AnomalyMethod::kStl, AnomalyMethod::kEsd}) {
    AnomalyOptions options{.method = method, .threshold = 5, .direction = Direction::kUp};
    auto found = find_anomalies(series, options).found;
    ASSERT_EQ(found.size(), 1U) << int(method);
    EXPECT_EQ(found[0].position, 40U);
    options.direction = Direction::kDown;
    found = find_anomalies(series, options).found;
    ASSERT_EQ(found.size(), 1U) << int(method);
    EXPECT_EQ(found[0].position, 60U);
  }
}

TEST(Anomalies, OfARollingWindowAreUnlikeTheValuesBefore) {
  TimeSeries series = shop(60, 100);
  for (std::size_t t = 0; t < 60; ++t) series.values[t] = 10 + double(t % 3);
  series.values[40] = 30;
  const auto found = find_anomalies(series, {.method = AnomalyMethod::kRolling, .threshold = 5, .window = 9}).found;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].position, 40U);
  EXPECT_EQ(found[0].expected, 11);
  EXPECT_NEAR(found[0].score, 19 / 1.4826, 1e-9);
}

TEST(Anomalies, RefuseWhatHasNoUsual) {
  TimeSeries series = shop(30, 100);
  EXPECT_THROW(find_anomalies(series, {.seasons = {false, {15}}}), Error);
  EXPECT_THROW(find_anomalies(series, {.method = AnomalyMethod::kRolling, .window = 30}), Error);
  series.values.assign(30, 4);
  EXPECT_THROW(find_anomalies(series, {}), Error);
  series.values.assign(7, 4);
  EXPECT_THROW(find_anomalies(series, {}), Error);
}

TEST(LevelShifts, AreFoundInLongSeriesToo) {
  std::mt19937 random(9);
  std::normal_distribution<double> normal;
  std::vector<double> values;
  for (int t = 0; t < 20'000; ++t) values.push_back(normal(random) + (t >= 12'345 ? 3 : 0));
  const auto shifts = level_shifts(values, 100);
  ASSERT_EQ(shifts.size(), 1U);
  EXPECT_NEAR(double(shifts[0].position), 12'345, 3);  // within the noise of a step of three deviations
  EXPECT_NEAR(shifts[0].after - shifts[0].before, 3, 0.1);
}

TEST(LevelShifts, AreNotASingleSpike) {
  std::vector<double> values(60, 10.0);
  for (std::size_t t = 0; t < 60; ++t) values[t] += double(t % 3);
  values[30] = 500;
  EXPECT_TRUE(level_shifts(values, 7).empty());
}

TEST(KnownDays, AreHolidaysAndDaysOfShops) {
  const std::vector<std::string> countries{"GB"};
  const auto days = known_days({.kind = forecast::TimeKind::kDate, .first = kFirstDay}, 365, countries);
  EXPECT_EQ(days[0], "New Year's Day");
  EXPECT_EQ(days[331], "Black Friday");
  EXPECT_EQ(days[334], "3 days after Black Friday");
  EXPECT_EQ(days[358], "Christmas Day");
  EXPECT_EQ(days[200], "");
  const auto weeks = known_days({.kind = forecast::TimeKind::kDate, .first = kFirstDay + 5, .step = 7}, 52, {});
  EXPECT_EQ(weeks[46], "Black Friday");
  EXPECT_TRUE(std::ranges::all_of(known_days({}, 5, countries), &std::string::empty));
}

}  // namespace
}  // namespace klytics::series
