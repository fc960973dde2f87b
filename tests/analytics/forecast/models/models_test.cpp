#include "analytics/forecast/models/models.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <random>

#include "analytics/forecast/series_forecast.h"
#include "core/error.h"

namespace klytics::forecast {
namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

/// Series at the edges of what is forecast, each with a period.
struct Sample {
  std::string name;
  int period;
  std::vector<double> values;
  int horizon = 14;
  bool days = false;  // with a calendar, else plain numbers
};

template <typename Value>
std::vector<double> made(int size, Value value) {
  std::vector<double> result;
  for (int t = 0; t < size; ++t) result.push_back(value(t));
  return result;
}

const std::vector<Sample>& samples() {
  static const auto all = [] {
    std::mt19937 random(5);
    std::normal_distribution<double> normal;
    const auto noise = [&] { return normal(random); };
    const auto rare = [&](double size) { return random() % 5 == 0 ? std::floor(1 + size * std::abs(noise())) : 0.0; };
    std::vector<Sample> result;
    for (const int size : {1, 2, 3, 4, 5, 9})
      result.push_back({"of " + std::to_string(size), 4, made(size, [&](int t) { return 100 + t + 10 * noise(); })});
    const std::vector<Sample> more{
        {"constant", 12, std::vector<double>(40, 7.0)},
        {"zeros", 7, std::vector<double>(80, 0.0), 14, true},
        {"one sale", 1, made(30, [](int t) { return t == 12 ? 4.0 : 0.0; })},
        {"rare sales", 7, made(90, [&](int) { return rare(8); }), 20, true},
        {"fading", 1, made(60, [&](int t) { return t < 30 ? 10 + noise() : 0.0; })},
        {"line down", 4, made(40, [](int t) { return 200 - 4.9 * t; }), 30},
        {"growth", 12, made(60, [](int t) { return std::exp(0.1 * t); }), 24},
        {"negative", 4, made(40, [&](int) { return -100 + 20 * noise(); })},
        {"both signs", 12, made(50, [&](int t) { return 20 * noise() + 10 * std::sin(t * 0.5236); })},
        {"season", 12, made(60, [&](int t) { return (100 + t) * (1 + 0.3 * std::sin(t * 0.5236)) + 4 * noise(); }), 30},
        {"closed day", 7, made(120, [&](int t) { return t % 7 == 3 ? 0.0 : 80 + 10 * noise(); }), 28, true},
        {"gaps", 7, made(90, [&](int t) { return t % 9 == 4 || t / 8 == 6 ? kGap : 50 + 5 * (t % 7) + noise(); }), 14,
         true},
        {"leading zeros", 12, made(60, [&](int t) { return t < 30 ? 0.0 : 40 + 5 * noise(); })},
        {"shift", 7, made(90, [&](int t) { return (t < 60 ? 50 : 150) + 5 * noise(); }), 14, true},
        {"outlier", 12, made(80, [&](int t) { return 50 + 3 * noise() + (t == 40 ? 900 : 0); })},
        {"period above size", 60, made(50, [&](int) { return 50 + 3 * noise(); })},
        {"far ahead", 12, made(40, [&](int) { return 100 + 5 * noise(); }), 400},
    };
    result.insert(result.end(), more.begin(), more.end());
    return result;
  }();
  return all;
}

SeriesForecast forecast_of(const Sample& sample, const Model& model, int power = 0) {
  ObservedSeries series{sample.name, {}, sample.values, {}, ""};
  if (sample.days) series.axis = {TimeKind::kDate, 18'000, 1, false, false};
  for (double& value : series.values) value = std::ldexp(value, power);
  ForecastPlan plan;
  plan.model = &model;
  plan.horizon = sample.horizon;
  if (!sample.days) plan.period = sample.period;
  return forecast_series(series, plan);
}

/// Every model on every sample that is long enough for it.
template <typename Check>
void for_each_forecast(Check check) {
  int checked = 0;
  for (const Model& model : models())
    for (const Sample& sample : samples()) {
      SCOPED_TRACE(std::string(model.name) + ", " + sample.name);
      try {
        check(sample, model, forecast_of(sample, model));
        ++checked;
      } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kBadData) << error.what();
      }
    }
  EXPECT_GT(checked, 500);
}

TEST(Models, NamesAreFoundAndNoneStandsTwice) {
  for (const Model& model : models()) EXPECT_EQ(find_model(model.name), &model);
  EXPECT_EQ(find_model("arimaa"), nullptr);
}

TEST(Models, ForecastsAreNumbersInOrderNeverNegativeWithoutCauseAndNeverSurer) {
  for_each_forecast([](const Sample& sample, const Model&, const SeriesForecast& forecast) {
    double lowest = 0, size = 0;
    for (const double value : sample.values)
      if (std::isfinite(value)) lowest = std::fmin(lowest, value), size = std::fmax(size, std::abs(value));
    ASSERT_EQ(forecast.intervals.size(), 2U);
    const Interval &narrow = forecast.intervals[0], &wide = forecast.intervals[1];
    for (std::size_t step = 0; step < forecast.mean.size(); ++step) {
      const double mean = forecast.mean[step];
      ASSERT_TRUE(std::isfinite(mean) && std::isfinite(wide.lower[step]) && std::isfinite(wide.upper[step])) << step;
      EXPECT_TRUE(wide.lower[step] <= narrow.lower[step] && narrow.lower[step] <= mean) << step;
      EXPECT_TRUE(mean <= narrow.upper[step] && narrow.upper[step] <= wide.upper[step]) << step;
      if (lowest == 0) {
        EXPECT_GE(wide.lower[step], 0) << step;
      }
      if (step == 0) continue;
      const double rounding = 1e-9 * std::fmax(size, mean);
      for (const Interval* interval : {&narrow, &wide}) {
        const auto above = [&](std::size_t at) { return interval->upper[at] - forecast.mean[at]; };
        const auto below = [&](std::size_t at) { return forecast.mean[at] - interval->lower[at]; };
        EXPECT_GE(above(step), above(step - 1) - rounding) << step;
        const bool at_zero = lowest == 0 && interval->lower[step] == 0;
        EXPECT_TRUE(at_zero || below(step) >= below(step - 1) - rounding) << step;
      }
    }
  });
}

/// By powers of two, which change no digit: from values of a millionth of a millionth to billions.
TEST(Models, ForecastsDoNotDependOnTheUnitOfTheValues) {
  for_each_forecast([](const Sample& sample, const Model& model, const SeriesForecast& forecast) {
    if (sample.horizon > 30) return;
    double size = 0;
    for (const double value : sample.values)
      if (std::isfinite(value)) size = std::fmax(size, std::abs(value));
    for (const int power : {-40, 30}) {
      const SeriesForecast other = forecast_of(sample, model, power);
      EXPECT_EQ(other.model, forecast.model);
      for (std::size_t step = 0; step < forecast.mean.size(); ++step) {
        const double rounding = 1e-7 * std::fmax(size, std::abs(forecast.mean[step]));
        ASSERT_NEAR(std::ldexp(other.mean[step], -power), forecast.mean[step], rounding) << power << " " << step;
        ASSERT_NEAR(std::ldexp(other.intervals[1].upper[step], -power), forecast.intervals[1].upper[step],
                    10 * rounding)
            << power << " " << step;
      }
    }
  });
}

}  // namespace
}  // namespace klytics::forecast
