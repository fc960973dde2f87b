#include "analytics/forecast/models/additive.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>

#include "analytics/forecast/calendar/calendar.h"
#include "analytics/forecast/calendar/shop_days.h"
#include "analytics/forecast/intervals/intervals.h"

namespace klytics::forecast {
namespace {

constexpr std::int64_t kMonday = 17532;  // 2018-01-01

/// A small noise that no term explains, the same on every machine.
double noise(int t) { return std::sin(12.9898 * t * t) * 0.5; }

double weekday_effect(std::int64_t day) {
  constexpr double kEffects[] = {4, -3, 0, 1, 2, -6, 2};
  return kEffects[static_cast<std::size_t>(day % 7)];
}

TEST(Additive, ContinuesTrendAndWeekdays) {
  const Calendar calendar{kMonday, 1, {}};
  std::vector<double> values;
  for (int t = 0; t < 300; ++t) values.push_back(100 + 0.1 * t + weekday_effect(kMonday + t) + noise(t));
  const auto fit = fit_additive({values, 7, &calendar}, 14, {});
  for (int step = 0; step < 14; ++step) {
    const int t = 300 + step;
    // the noise is 0.5 at most; trend and weekday are known to a tenth of it, and shrunk a little
    EXPECT_NEAR(fit.prediction.mean[static_cast<std::size_t>(step)], 100 + 0.1 * t + weekday_effect(kMonday + t), 0.5);
  }
}

TEST(Additive, KnowsBlackFridayBeforeItComes) {
  const Calendar calendar{kMonday, 1, {}};
  std::vector<double> values;
  const int size = static_cast<int>(nth_weekday(2021, 11, 4, 4) - kMonday) - 5;
  for (int t = 0; t < size; ++t) {
    double value = 200 + noise(t);
    for (int year = 2018; year < 2021; ++year)
      if (kMonday + t == nth_weekday(year, 11, 4, 4) + 1) value += 150;
    values.push_back(value);
  }
  const auto fit = fit_additive({values, 7, &calendar}, 10, {});
  // the Friday: with the usual penalty of 0.5 three years are believed by 3 / 3.5
  EXPECT_GT(fit.prediction.mean[6], 320);
  EXPECT_NEAR(fit.prediction.mean[2], 200, 5);
}

TEST(Additive, AKnownColumnActsInTheFuture) {
  Calendar calendar{kMonday, 1, {{"price", {}}}};
  std::vector<double> values;
  for (int t = 0; t < 130; ++t) {
    calendar.columns[0].values.push_back(t % 11 == 3 || t == 125 ? 1 : 0);
    if (t < 120) values.push_back(50 + 20 * calendar.columns[0].values.back() + noise(t));
  }
  const auto fit = fit_additive({values, 7, &calendar}, 10, {});
  EXPECT_NEAR(fit.prediction.mean[5], 70, 2);
  EXPECT_NEAR(fit.prediction.mean[6], 50, 2);
}

TEST(Additive, AClosedWeekdayStaysClosed) {
  const Calendar calendar{kMonday, 1, {}};
  std::vector<double> values;
  for (int t = 0; t < 210; ++t) values.push_back(t % 7 == 5 ? 0 : 80 + noise(t));
  const auto fit = fit_additive({values, 7, &calendar}, 7);
  EXPECT_EQ(fit.closed_weekdays, std::vector<int>{6});
  EXPECT_EQ(fit.prediction.mean[5], 0);
  EXPECT_NEAR(fit.prediction.mean[4], 80, 1);
}

TEST(Additive, KnowsAWeekThatChangesWithTheSeason) {
  const Calendar calendar{kMonday, 1, {}};
  const auto value_of = [](int t) {
    const double summer = std::sin(2 * std::numbers::pi * (t - 100) / 365.25);
    return 100 + (t % 7 == 5 ? 12 * summer : 0);  // Saturdays gain in summer and lose in winter
  };
  std::vector<double> values;
  for (int t = 0; t < 1000; ++t) values.push_back(value_of(t) + noise(t));
  const auto fit = fit_additive({values, 7, &calendar}, 14, {});
  // Without the wave of Saturdays they would be told as their mean of all the year, eleven apart from this.
  for (int step = 0; step < 14; ++step)
    EXPECT_NEAR(fit.prediction.mean[static_cast<std::size_t>(step)], value_of(1000 + step), 2) << step;
  EXPECT_NE(std::ranges::find(fit.components, TermGroup::kSeasonalWeekday, &AdditiveComponent::group),
            fit.components.end());
}

TEST(Additive, ComponentsAddUpToTheForecast) {
  const Calendar calendar{kMonday, 1, {}};
  std::vector<double> values;
  for (int t = 0; t < 500; ++t) values.push_back(300 + 40 * std::sin(t / 58.0) + weekday_effect(t) + noise(t));
  for (const bool logarithm : {false, true})
    for (const bool given : {false, true}) {
      const auto penalties = given ? std::optional(kUsualPenalties) : std::nullopt;
      const auto fit = fit_additive({values, 7, &calendar}, 5, {logarithm, penalties});
      double whole = logarithm ? 1 : 0;
      for (const auto& component : fit.components) {
        ASSERT_EQ(component.values.size(), 505U);
        whole = logarithm ? whole * component.values[502] : whole + component.values[502];
      }
      EXPECT_NEAR(whole, fit.prediction.mean[2], 1e-6 * whole);
    }
}

TEST(Additive, AnOutlierDoesNotBendTheTrend) {
  const Calendar calendar{kMonday, 1, {}};
  std::vector<double> values;
  for (int t = 0; t < 200; ++t) values.push_back(60 + noise(t));
  const double before = fit_additive({values, 7, &calendar}, 7, {}).prediction.mean[3];
  values[190] += 400;
  EXPECT_NEAR(fit_additive({values, 7, &calendar}, 7, {}).prediction.mean[3], before, 1);
}

TEST(Additive, FactorsAreChosenForASeriesThatGrowsByFactors) {
  const Calendar calendar{kMonday, 1, {}};
  std::vector<double> values;
  for (int t = 0; t < 400; ++t)
    values.push_back(std::exp(3 + 0.008 * t + 0.1 * weekday_effect(kMonday + t) + 0.05 * noise(t)));
  EXPECT_EQ(fit_additive({values, 7, &calendar}, 14).name(), "additive(log)");
}

TEST(Additive, AnswersForShortAndConstantSeries) {
  const Calendar calendar{kMonday, 1, {}};
  for (const std::size_t size : {2U, 5U, 30U, 400U}) {
    const std::vector<double> values(size, 7.0);
    const auto fit = fit_additive({values, 7, &calendar}, 3);
    EXPECT_NEAR(fit.prediction.mean[2], 7, 0.01) << size;
  }
}

TEST(Additive, ManyHighDaysHardlyLiftTheRest) {
  const Calendar calendar{kMonday, 1, {}};
  std::vector<double> values;
  for (int t = 0; t < 300; ++t) values.push_back(60 + noise(t) + ((t * 7919) % 100 < 10 ? 3 : 0));
  const auto fit = fit_additive({values, 7, &calendar}, 7, {});
  double mean = 0;
  for (const double value : fit.prediction.mean) mean += value / 7;
  // The noise has a deviation of 0.35: of a tenth of the days each counts by 2 of them, 0.07 in all, and plainly by 3,
  // 0.3.
  EXPECT_NEAR(mean, 60, 0.17);
}

TEST(Additive, AWeekdayIsClosedAfterHalfAYearOnly) {
  const Calendar calendar{kMonday, 1, {}};
  std::vector<double> values;
  for (int t = 0; t < 300; ++t) values.push_back(t % 7 == 5 && t > 200 ? 0 : 80 + noise(t));
  EXPECT_TRUE(fit_additive({values, 7, &calendar}, 7).closed_weekdays.empty());
}

TEST(Additive, AYearHasAQuarterOfADayMore) {
  const Calendar calendar{kMonday, 1, {}};
  std::vector<double> values;
  const auto season = [](int t) { return 300 + 50 * std::sin(4 * 2 * std::numbers::pi * t / 365.25); };
  for (int t = 0; t < 6 * 365; ++t) values.push_back(season(t) + noise(t));
  const auto fit = fit_additive({values, 7, &calendar}, 28, {});
  // Noise of 0.35 over six years leaves a tenth of it; a year of 364 days would be three days late: a quarter of the
  // wave.
  for (int step = 0; step < 28; ++step)
    EXPECT_NEAR(fit.prediction.mean[static_cast<std::size_t>(step)], season(6 * 365 + step), 4) << step;
}

TEST(Additive, TheLastOfAMonthIsADayOfItsOwn) {
  const Calendar calendar{kMonday, 1, {}};
  std::vector<double> values;
  const std::int64_t end = std::chrono::sys_days(std::chrono::year(2021) / 2 / 20).time_since_epoch().count();
  for (std::int64_t day = kMonday; day < end; ++day) {
    const std::chrono::year_month_day next{std::chrono::sys_days(std::chrono::days(day + 1))};
    values.push_back(100 + noise(static_cast<int>(day - kMonday)) + (next.day() == std::chrono::day(1) ? 20 : 0));
  }
  const auto mean = fit_additive({values, 7, &calendar}, 10, {}).prediction.mean;
  EXPECT_GT(mean[8] - mean[6], 6);  // 28 February 2021 against the 26th: the penalty takes about half of 20
}

}  // namespace
}  // namespace klytics::forecast
