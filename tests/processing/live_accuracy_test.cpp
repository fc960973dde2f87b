#include "processing/live_accuracy.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "shop.h"
#include "storage/model_registry.h"

namespace klytics::processing {
namespace {

using std::chrono::days;
using storage::ForecastKey;
using storage::ForecastVersion;
using storage::ModelRegistry;

const Account kAccount{"acc", "Shop", "Europe/London", "GBP"};
const ForecastKey kRevenue{"revenue", "day"};
const Instant kFirst = *parse_instant("2026-01-01T00:00:00Z");  // winter: local days begin at midnight UTC

/// A shop that sells for `amount` a day.
class LiveAccuracyTest : public testing::Test {
 protected:
  void sell(int first, int last, int amount) {
    std::vector<TestEvent> events;
    for (int day = first; day <= last; ++day)
      events.push_back({fmt::format("o{}", day), to_string(kFirst + days(day) + std::chrono::hours(12)), "order", "p",
                        std::to_string(amount)});
    shop_.put(events);
    shop_.aggregate();
  }
  /// A version whose data ended before `day` and that says 100 for 14 days, between 90 and 110; its backtest erred by
  /// `mae` at each step.
  ForecastVersion forecast(int day, double mae, const std::string& settings = "auto") {
    std::string predictions, errors;
    for (int step = 1; step <= 14; ++step) {
      predictions += fmt::format(
          R"({}{{"step":{},"time":"{}","mean":100,"quantiles":{{"lo_80":90,"hi_80":110,"lo_95":80,"hi_95":120}}}})",
          step > 1 ? "," : "", step, to_string(kFirst + days(day + step - 1)));
      errors += fmt::format("{}{}", step > 1 ? "," : "", mae);
    }
    return ModelRegistry(shop_.connection(), "acc")
        .add(kRevenue,
             {"dotm", "{}", fmt::format(R"({{"mae_by_step":[{}]}})", errors), settings, fmt::format("f{}", day), "1.0",
              kFirst, kFirst + days(day), kFirst + days(day), "[" + predictions + "]"});
  }
  /// As at noon of a day: the days before it have ended.
  std::vector<LiveCheck> check(int day) {
    return check_forecasts(shop_.connection(), kAccount, {}, kFirst + days(day) + std::chrono::hours(12));
  }
  std::string stage(const ForecastVersion& version) {
    return std::string(shop_.connection()
                           .execute("select stage from forecast_models where model_id = $1", {version.model_id})
                           .text(0, 0));
  }

  Shop shop_;
};

TEST_F(LiveAccuracyTest, WhatHappenedIsPutBesideWhatWasSaidOnce) {
  sell(0, 12, 104);
  const ForecastVersion version = forecast(10, 5);
  const auto checks = check(12);
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_EQ(checks[0].metric, "revenue");
  EXPECT_EQ(checks[0].version, 1);
  EXPECT_EQ(checks[0].points, 2) << "days 10 and 11; day 12 has not ended";
  EXPECT_EQ(checks[0].error, 4);
  EXPECT_EQ(checks[0].expected, 5);
  EXPECT_FALSE(checks[0].drifted);
  const auto said = ModelRegistry(shop_.connection(), "acc").predictions(version.model_id);
  EXPECT_EQ(said[1].actual, 104);
  EXPECT_EQ(said[1].mean, 100) << "what was said stays";
  EXPECT_FALSE(said[2].actual);
  EXPECT_TRUE(check(12).empty()) << "nothing new to hold it against";
}

TEST_F(LiveAccuracyTest, AWeekOfTwiceTheErrorTakesAModelOutOfUse) {
  sell(0, 9, 100);
  const ForecastVersion version = forecast(10, 5);
  sell(10, 16, 111);  // errors of 11: more than twice 5
  EXPECT_FALSE(check(16).at(0).drifted) << "six days are too few";
  EXPECT_EQ(stage(version), "active");
  const auto checks = check(17);
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_TRUE(checks[0].drifted);
  EXPECT_EQ(checks[0].points, 7);
  EXPECT_EQ(stage(version), "candidate");
  EXPECT_EQ(forecast(17, 5).stage, "active") << "the next fit takes its place";
}

TEST_F(LiveAccuracyTest, JustTwiceTheErrorIsNoDrift) {
  sell(0, 20, 110);
  const ForecastVersion version = forecast(10, 5);
  EXPECT_FALSE(check(20).at(0).drifted);
  EXPECT_EQ(stage(version), "active");
}

TEST_F(LiveAccuracyTest, VersionsOfTheSameSettingsAreJudgedTogether) {
  sell(0, 9, 100);
  forecast(10, 5);
  sell(10, 12, 120);
  EXPECT_EQ(check(13).at(0).points, 3);
  const ForecastVersion second = forecast(13, 5);
  forecast(13, 5, "ets");  // a candidate, whose errors are no one's
  sell(13, 17, 120);
  const auto checks = check(18);
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_EQ(checks[0].version, 2);
  EXPECT_EQ(checks[0].points, 8) << "times, not predictions of two versions";
  EXPECT_TRUE(checks[0].drifted);
  EXPECT_EQ(stage(second), "candidate");
}

TEST_F(LiveAccuracyTest, WhatADriftedModelSaidDoesNotCountAgain) {
  sell(0, 9, 100);
  forecast(10, 5);
  sell(10, 17, 150);
  EXPECT_TRUE(check(18).at(0).drifted);
  const ForecastVersion second = forecast(18, 5);
  sell(18, 19, 102);
  const auto checks = check(20);
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_EQ(checks[0].points, 2);
  EXPECT_EQ(checks[0].error, 2);
  EXPECT_EQ(stage(second), "active");
}

TEST_F(LiveAccuracyTest, ChecksAreKeptWithTheirMeasures) {
  sell(0, 14, 113);
  forecast(10, 5);
  check(15);
  const auto rows = shop_.connection().execute(
      "select points, drift, measures->>'mae', measures->>'backtest_mae', measures->>'bias', measures->>'coverage_80',"
      " measures->>'coverage_95', window_to - window_from from model_performance");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows.integer(0, 0), 5);
  EXPECT_FALSE(rows.boolean(0, 1));
  EXPECT_EQ(rows.number(0, 2), 13);
  EXPECT_EQ(rows.number(0, 3), 5);
  EXPECT_EQ(rows.number(0, 4), -13) << "forecast - actual";
  EXPECT_EQ(rows.number(0, 5), 0) << "113 is outside of 90 to 110";
  EXPECT_EQ(rows.number(0, 6), 1);
  EXPECT_EQ(rows.text(0, 7), "4 days");
}

TEST_F(LiveAccuracyTest, AMetricThatIsNoLongerDefinedIsPassedOver) {
  sell(0, 12, 100);
  ModelRegistry(shop_.connection(), "acc")
      .add({"gone", "day"},
           {"dotm", "{}", R"({"mae_by_step":[1]})", "auto", "f", "1.0", kFirst, kFirst + days(10), kFirst + days(10),
            fmt::format(R"([{{"step":1,"time":"{}","mean":1,"quantiles":{{}}}}])", to_string(kFirst + days(10)))});
  EXPECT_TRUE(check(12).empty());
}

}  // namespace
}  // namespace klytics::processing
