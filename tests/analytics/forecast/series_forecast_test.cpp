#include "analytics/forecast/series_forecast.h"

#include <gmock/gmock.h>

#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.h"

namespace klytics::forecast {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

ForecastPlan plan(const char* model, int horizon = 4) {
  ForecastPlan plan;
  plan.model = find_model(model);
  plan.horizon = horizon;
  return plan;
}

ObservedSeries index_series(std::vector<double> values) { return {"s", {}, std::move(values), {}, ""}; }

ObservedSeries days(int size) {
  ObservedSeries series{"s", {TimeKind::kDate, 20'454, 1, false, false}, {}, {}, ""};
  for (int t = 0; t < size; ++t) series.values.push_back(100 + 10 * (t % 7) + (t * 37) % 11);
  return series;
}

TEST(SeriesForecast, FollowsTheLastValueThatWasObserved) {
  const ObservedSeries series = index_series({1, 2, kGap, 4, 5, kGap});
  EXPECT_EQ(series.size(), 5);
  const SeriesForecast forecast = forecast_series(series, plan("drift", 2));
  EXPECT_THAT(forecast.mean, ElementsAre(6, 7));
  EXPECT_THAT(forecast.notes, ElementsAre("filled 1 gap"));
  EXPECT_EQ(forecast.history.size(), 5);
}

TEST(SeriesForecast, AnOutlierIsReplacedAndSaid) {
  std::vector<double> values(80, 0);
  for (std::size_t t = 0; t < values.size(); ++t) values[t] = 50 + static_cast<double>((t * 7919) % 5);
  const SeriesForecast clean = forecast_series(index_series(values), plan("theta"));
  values[20] = 5'000;
  const SeriesForecast spoilt = forecast_series(index_series(values), plan("theta"));
  EXPECT_THAT(spoilt.notes, Contains(HasSubstr("1 outlier at 20 replaced")));
  EXPECT_NEAR(spoilt.mean.at(0), clean.mean.at(0), 1);
  EXPECT_EQ(spoilt.history.at(20), 5'000);  // what is shown stays what was observed
}

TEST(SeriesForecast, NothingIsForecastBelowZeroUnlessItWasThere) {
  std::vector<double> values;
  for (int t = 0; t < 30; ++t) values.push_back(30 - t);
  for (const double mean : forecast_series(index_series(values), plan("drift", 9)).mean) EXPECT_GE(mean, 0);
  values[3] = -1;
  EXPECT_LT(forecast_series(index_series(values), plan("drift", 9)).mean.back(), 0);
}

TEST(SeriesForecast, IntervalsNeverNarrow) {
  for (const Transformation transformation :
       {Transformation::kNone, Transformation::kLogarithm, Transformation::kBoxCox}) {
    ForecastPlan with = plan("ets", 20);
    with.transformation = transformation;
    const SeriesForecast forecast = forecast_series(days(120), with);
    for (const Interval& interval : forecast.intervals)
      for (std::size_t step = 1; step < forecast.mean.size(); ++step)
        EXPECT_GE(interval.upper[step] - forecast.mean[step],
                  interval.upper[step - 1] - forecast.mean[step - 1] - 1e-9);
  }
}

TEST(SeriesForecast, ComponentsAddUpOrMultiply) {
  for (const char* model : {"auto", "additive", "ets"}) {
    ForecastPlan with = plan(model, 9);
    with.components = true;
    const SeriesForecast forecast = forecast_series(days(200), with);
    for (std::size_t step = 0; step < forecast.mean.size(); ++step) {
      double together = forecast.components.at(0).multiplies ? 1 : 0;
      for (const ForecastComponent& part : forecast.components)
        together = part.multiplies ? together * part.values[step] : together + part.values[step];
      EXPECT_NEAR(together, forecast.mean[step], 1e-6 * forecast.mean[step]) << model;
    }
  }
}

TEST(SeriesForecast, AColumnThatNeverChangedHasNoKnownEffect) {
  ObservedSeries series = days(80);
  std::vector<double> future(84, 0.0);
  future[81] = 1;
  series.columns.push_back({"launch", future});
  const SeriesForecast forecast = forecast_series(series, plan("snaive"));
  EXPECT_THAT(forecast.notes, ElementsAre("no effect known of launch: it never changed before"));
  EXPECT_EQ(forecast.mean, forecast_series(days(80), plan("snaive")).mean);
}

/// Hours of four weeks: a day of its own shape, and weekends at half of it.
TEST(SeriesForecast, HoursHaveTheSeasonsOfTheDayAndOfTheWeek) {
  ObservedSeries series{"hours", {TimeKind::kInstant, 0, 3600, false, false}, {}, {}, ""};
  const auto value = [](int t) { return (t / 24 % 7 >= 5 ? 1.0 : 2.0) * (10 + (t % 24 > 8 ? 30 : 0) + (t % 5)); };
  for (int t = 0; t < 4 * 168; ++t) series.values.push_back(value(t));
  for (const char* model : {"auto", "stl-theta"}) {
    const auto forecast = forecast_series(series, plan(model, 168));
    EXPECT_EQ(forecast.model.substr(0, 4), "MSTL") << model;
    double error = 0;
    for (int step = 0; step < 168; ++step)
      error += std::abs(forecast.mean[static_cast<std::size_t>(step)] - value(4 * 168 + step)) / 168;
    EXPECT_LT(error, 5) << model;  // the mean is about 50; the season of the day alone is 15 off on weekends
  }
  const auto two_weeks = forecast_series(series.before(2 * 168), plan("stl-theta", 24));
  EXPECT_EQ(two_weeks.model.substr(0, 3), "STL") << "two weeks do not tell a season from noise";
}

/// Days that a campaign moved by 60 are no outliers to a model that has a coefficient for them.
TEST(SeriesForecast, ArimaFindsTheEffectOfAnEventItself) {
  ObservedSeries series{"days", {TimeKind::kDate, 20'000, 1, false, false}, {}, {{"campaign", {}}}, ""};
  unsigned state = 11;
  for (int t = 0; t < 130; ++t) {
    state = state * 1664525U + 1013904223U;
    const bool campaign = t % 23 == 9;
    series.columns[0].values.push_back(campaign ? 1 : 0);
    if (t < 120)
      series.values.push_back(100 + (campaign ? 60 : 0) + 4 * (static_cast<double>(state >> 8) / 16777216.0));
  }
  const auto forecast = forecast_series(series, plan("arima", 10));
  const auto effect = std::ranges::find(forecast.parameters, "campaign", &FittedParameter::name);
  ASSERT_NE(effect, forecast.parameters.end());
  EXPECT_EQ(effect->part, "effect");
  EXPECT_NEAR(effect->value, 60, 3);  // the noise of a day is at most 4, there are five campaigns
  EXPECT_NE(forecast.model.find("+ 1 regressor"), std::string::npos);
  EXPECT_NEAR(forecast.mean[4] - forecast.mean[3], 60, 6) << "day 124 is one";
  for (const std::string& note : forecast.notes) EXPECT_EQ(note.find("outlier"), std::string::npos) << note;
}

TEST(SeriesForecast, SaysHowManyObservationsAModelNeeds) {
  try {
    forecast_series(index_series({1, 2, 3}), plan("ets"));
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "3 observations are too few for ets, which needs 4");
  }
  EXPECT_THROW(forecast_series(index_series({1, 2, 3}), plan("naive", 500)), Error);  // longer than sense
}

TEST(SeriesForecast, IntervalsOfCountsEndAtZero) {
  std::vector<double> values;
  for (int t = 0; t < 40; ++t) values.push_back(std::floor(4 + 4 * std::sin(12.9898 * t * t)));
  const SeriesForecast forecast = forecast_series(index_series(values), plan("ets", 12));
  EXPECT_EQ(forecast.intervals.at(1).lower.back(), 0);
  values[3] = -1;
  EXPECT_LT(forecast_series(index_series(values), plan("ets", 12)).intervals.at(1).lower.back(), 0);
}

TEST(SeriesForecast, AMeanOfLogarithmsIsBroughtBackAsAMean) {
  std::vector<double> values{100};
  for (int t = 1; t < 40; ++t) values.push_back(values.back() * (t % 2 == 1 ? 1.2 : 1 / 1.2));
  ForecastPlan with = plan("naive", 1);
  with.transformation = Transformation::kLogarithm;
  const SeriesForecast forecast = forecast_series(index_series(values), with);
  const double deviation = std::log(1.2);  // of every change of the logarithm
  EXPECT_NEAR(forecast.mean.at(0), values.back() * (1 + deviation * deviation / 2), 1e-9 * values.back());
  EXPECT_NEAR(forecast.intervals.at(0).upper.at(0), values.back() * std::exp(1.2815515655 * deviation),
              1e-6 * values.back());
}

TEST(SeriesForecast, AModelOfDemandIsNotTransformed) {
  ForecastPlan with = plan("croston", 2);
  with.transformation = Transformation::kLogarithm;
  const SeriesForecast forecast = forecast_series(index_series({1, 2, 1, 3, 2, 2, 1, 4}), with);
  EXPECT_THAT(forecast.notes, Contains("not transformed: croston needs values that are not negative"));
}

TEST(SeriesForecast, AsManyColumnsAsObservationsAreNotLeftToTheModel) {
  ObservedSeries series = index_series({});
  for (int t = 0; t < 20; ++t) series.values.push_back(100 + (t * 7919) % 13);
  for (int i = 0; i < 11; ++i) {
    series.columns.push_back({"c" + std::to_string(i), std::vector<double>(24, 0.0)});
    series.columns.back().values[static_cast<std::size_t>(i + 3)] = 1;
  }
  EXPECT_EQ(forecast_series(series, plan("arima")).model.find("regressor"), std::string::npos);
}

}  // namespace
}  // namespace klytics::forecast
