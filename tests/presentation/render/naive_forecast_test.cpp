#include "presentation/render/naive_forecast.h"

#include <gtest/gtest.h>

namespace klytics::presentation {
namespace {

Date date(const char* text) { return parse_date(text).value(); }

MetricAnalysis metric_of(std::vector<double> values) {
  return analyse_metric({.id = "orders", .first = date("2026-01-01"), .values = std::move(values)});
}

std::vector<double> weeks(std::size_t days) {
  std::vector<double> values;
  for (std::size_t i = 0; i < days; ++i) values.push_back(10.0 * static_cast<double>(i % 7) + 5);
  return values;
}

TEST(NaiveForecast, WhatWasAWeekBeforeGoesOn) {
  const ActiveForecast forecast = naive_forecast(metric_of(weeks(70)), date("2026-04-01"));
  EXPECT_EQ(forecast.metric, "orders");
  EXPECT_EQ(forecast.method, "naive");
  ASSERT_EQ(forecast.points.size(), 30U);
  EXPECT_EQ(forecast.points[0].day, date("2026-03-12"));
  EXPECT_EQ(forecast.points[0].mean, 5);
  EXPECT_EQ(forecast.points[8].mean, 15);
  EXPECT_EQ(forecast.mape, 0);
  EXPECT_EQ(forecast.r2, 1);
}

TEST(NaiveForecast, ItsErrorIsTheTrueOneOfTheLastDays) {
  // The last 30 of 60 days are twice what the week before them says: an error of a half of each.
  std::vector<double> values = weeks(60);
  double sum = 0;
  for (std::size_t i = 30; i < 60; ++i) sum += values[i], values[i] *= 2;
  const ActiveForecast forecast = naive_forecast(metric_of(values), date("2026-04-01"));
  // Means of 30 rounded quotients.
  EXPECT_NEAR(forecast.mape, 0.5, 1e-12);
  EXPECT_NEAR(forecast.mae, sum / 30, 1e-9);
  for (const ForecastPoint& point : forecast.points) {
    EXPECT_GE(point.lower, 0);
    EXPECT_LE(point.lower, point.mean);
    EXPECT_LE(point.mean, point.upper);
  }
}

TEST(NaiveForecast, OfNothingNothingIsExpected) {
  const ActiveForecast forecast = naive_forecast(metric_of({}), date("2026-04-01"));
  ASSERT_EQ(forecast.points.size(), 30U);
  EXPECT_EQ(forecast.points[0].day, date("2026-04-01"));
  EXPECT_EQ(forecast.points[29].upper, 0);
  EXPECT_EQ(naive_forecast(metric_of({3}), date("2026-04-01")).points[29].mean, 3);
}

}  // namespace
}  // namespace klytics::presentation
