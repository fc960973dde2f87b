#include "storage/model_registry.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "storage/store_fixture.h"

namespace klytics::test {
namespace {

using std::chrono::days;
using storage::ForecastKey;
using storage::ForecastVersion;
using storage::ModelRegistry;
using storage::NewForecast;

const ForecastKey kRevenue{"revenue", "day"};
const Instant kFirst = *parse_instant("2026-01-01T00:00:00Z");

/// A fit of data that end `day` days after the first, which predicts two days.
NewForecast fit(int day, const std::string& settings = "auto", const std::string& fingerprint = "f") {
  const Instant end = kFirst + days(day);
  const auto prediction = [&](int step, int mean) {
    return R"({"step":)" + std::to_string(step) + R"(,"time":")" + to_string(end + days(step - 1)) + R"(","mean":)" +
           std::to_string(mean) + R"(,"quantiles":{"lo_80":1.5,"hi_80":9}})";
  };
  return {"dotm",
          R"({"fitted": {"alpha": 0.25}})",
          R"({"mae": 2})",
          settings,
          fingerprint,
          "1.0",
          kFirst,
          end,
          end + std::chrono::hours(1),
          "[" + prediction(1, 10 + day) + "," + prediction(2, 11 + day) + "]"};
}

class ModelRegistryTest : public StoreTest {
 protected:
  /// "1 retired, 2 active" of a metric, in the order of versions.
  std::string stages(const std::string& metric = "revenue", const std::string& interval = "day") {
    return connection_
        .execute(
            "select coalesce(string_agg(version || ' ' || stage, ', ' order by version), 'none')"
            " from forecast_models where metric = $1 and interval = $2",
            {metric, interval})
        .optional_text(0, 0)
        .value();
  }
  template <typename Action>
  std::string complaint(Action action) {
    try {
      action();
    } catch (const Error& error) {
      return std::to_string(exit_code(error.kind())) + " " + error.what();
    }
    return "none";
  }

  ModelRegistry registry_{connection_, "A"};
};

TEST_F(ModelRegistryTest, TheFirstFitIsActiveAndOneOfTheSameSettingsSucceedsIt) {
  EXPECT_FALSE(registry_.active(kRevenue));
  EXPECT_EQ(registry_.add(kRevenue, fit(10)).stage, "active");
  const ForecastVersion second = registry_.add(kRevenue, fit(11));
  EXPECT_EQ(second.version, 2);
  EXPECT_EQ(stages(), "1 retired, 2 active");
  EXPECT_EQ(registry_.active(kRevenue)->model_id, second.model_id);
}

TEST_F(ModelRegistryTest, AFitOfOtherSettingsWaitsUntilItIsPromoted) {
  registry_.add(kRevenue, fit(10));
  EXPECT_EQ(registry_.add(kRevenue, fit(10, "ets")).stage, "candidate");
  EXPECT_EQ(stages(), "1 active, 2 candidate");
  EXPECT_EQ(registry_.promote(kRevenue, 2).stage, "active");
  EXPECT_EQ(stages(), "1 candidate, 2 active");
  EXPECT_EQ(registry_.promote(kRevenue, 2).stage, "active") << "again changes nothing";
  EXPECT_EQ(stages(), "1 candidate, 2 active");
  registry_.add(kRevenue, fit(11, "ets"));
  EXPECT_EQ(stages(), "1 candidate, 2 retired, 3 active") << "what was promoted is succeeded by its own settings";
}

TEST_F(ModelRegistryTest, ARetiredVersionIsOutOfUseAndTheNextFitTakesThePlace) {
  registry_.add(kRevenue, fit(10));
  EXPECT_EQ(registry_.retire(kRevenue, std::nullopt).version, 1);
  EXPECT_FALSE(registry_.active(kRevenue));
  EXPECT_EQ(registry_.add(kRevenue, fit(11, "ets")).stage, "active") << "there is none to be a candidate beside";
  EXPECT_EQ(registry_.add(kRevenue, fit(12)).stage, "candidate");
  EXPECT_EQ(registry_.retire(kRevenue, 3).stage, "retired");
  EXPECT_EQ(stages(), "1 retired, 2 active, 3 retired");
}

TEST_F(ModelRegistryTest, AnUnchangedSeriesFindsItsFit) {
  const ForecastVersion first = registry_.add(kRevenue, fit(10));
  const auto found = registry_.find_fit(kRevenue, "auto", "f", "1.0", 2);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->model_id, first.model_id);
  EXPECT_EQ(found->kind, "dotm");
  EXPECT_EQ(found->parameters, R"({"fitted": {"alpha": 0.25}})");
  EXPECT_FALSE(registry_.find_fit(kRevenue, "ets", "f", "1.0", 2)) << "other settings";
  EXPECT_FALSE(registry_.find_fit(kRevenue, "auto", "g", "1.0", 2)) << "other data";
  EXPECT_FALSE(registry_.find_fit(kRevenue, "auto", "f", "1.1", 2)) << "another program";
  EXPECT_FALSE(registry_.find_fit(kRevenue, "auto", "f", "1.0", 3)) << "more steps than it predicts";
  EXPECT_FALSE(registry_.find_fit({"revenue", "week"}, "auto", "f", "1.0", 2));
  EXPECT_FALSE(ModelRegistry(connection_, "B").find_fit(kRevenue, "auto", "f", "1.0", 2)) << "another account";
}

TEST_F(ModelRegistryTest, AFitThatAnotherRunHasRecordedIsNotRecordedAgain) {
  const ForecastVersion first = registry_.add(kRevenue, fit(10));
  const ForecastVersion again = registry_.add(kRevenue, fit(10));
  EXPECT_EQ(again.version, first.version);
  EXPECT_EQ(again.stage, "active");
  EXPECT_EQ(stages(), "1 active");
  NewForecast other = fit(10);  // of the same data, but with other levels
  other.predictions = R"([{"step":1,"time":"2026-01-11T00:00:00Z","mean":20,"quantiles":{"lo_50":1.5,"hi_50":9}}])";
  EXPECT_EQ(registry_.add(kRevenue, other).version, 2);
  EXPECT_EQ(stages(), "1 retired, 2 active");
}

TEST_F(ModelRegistryTest, EveryVersionKeepsWhatItSaidAndWhen) {
  const ForecastVersion first = registry_.add(kRevenue, fit(10)), second = registry_.add(kRevenue, fit(11));
  const auto said = registry_.predictions(first.model_id);
  ASSERT_EQ(said.size(), 2U);
  EXPECT_EQ(said[0].step, 1);
  EXPECT_EQ(said[0].time, kFirst + days(10));
  EXPECT_EQ(said[1].mean, 21);
  EXPECT_EQ(said[1].quantiles, R"({"hi_80": 9, "lo_80": 1.5})");
  EXPECT_FALSE(said[1].actual);
  EXPECT_EQ(registry_.predictions(second.model_id)[0].mean, 21) << "the day that the first version called 21, too";
  EXPECT_EQ(ask("select made_at - time from forecast_predictions where step = 1 order by made_at"),
            "(01:00:00) (01:00:00)");
}

TEST_F(ModelRegistryTest, MetricsAndIntervalsAreNumberedApart) {
  registry_.add(kRevenue, fit(10));
  EXPECT_EQ(registry_.add({"revenue", "week"}, fit(10, "ets")).version, 1);
  EXPECT_EQ(registry_.add({"orders", "day"}, fit(10)).stage, "active");
  EXPECT_EQ(stages(), "1 active");
  EXPECT_EQ(stages("revenue", "week"), "1 active");
}

TEST_F(ModelRegistryTest, AFitThatCannotBeKeptLeavesNothingBehind) {
  registry_.add(kRevenue, fit(10));
  NewForecast broken = fit(11);
  broken.predictions = R"([{"step":1,"time":"never","mean":1,"quantiles":{}}])";
  EXPECT_THROW(registry_.add(kRevenue, broken), Error);
  EXPECT_EQ(stages(), "1 active") << "the version before was not retired for it";
}

TEST_F(ModelRegistryTest, WhatIsNotThereIsSaid) {
  EXPECT_EQ(complaint([&] { registry_.promote(kRevenue, 1); }), "64 there is no version 1 of revenue by day");
  EXPECT_EQ(complaint([&] { registry_.retire(kRevenue, std::nullopt); }),
            "64 there is no active version of revenue by day");
}

}  // namespace
}  // namespace klytics::test
