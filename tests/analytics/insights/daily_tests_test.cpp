#include "analytics/insights/daily_tests.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analytics/insights/false_discovery.h"
#include "analytics/reference_table.h"

namespace klytics::insights {
namespace {

constexpr double kRounding = 1e-9;  // relative: sums of some hundred products, and a quantile by iteration

void expect_equal(double ours, double theirs, const std::string& what) {
  EXPECT_NEAR(ours, theirs, kRounding * std::fmax(1, std::abs(theirs))) << what;
}

struct Periods {
  DailyValues first, second;
};

Periods periods_of(const analytics::ReferenceTable& days, const std::string& name) {
  Periods periods;
  for (std::size_t i = 0; i < days.text("case").size(); ++i) {
    if (days.text("case")[i] != name) continue;
    DailyValues& here = days.text("period")[i] == "first" ? periods.first : periods.second;
    here.value.push_back(std::stod(days.text("value")[i]));
    if (!days.text("base")[i].empty()) here.base.push_back(std::stod(days.text("base")[i]));
    periods.second.weekday = std::stoi(days.text("weekday")[i]);
  }
  periods.first.weekday = (periods.second.weekday + static_cast<int>(periods.second.value.size())) % 7;
  return periods;
}

TEST(DailyTests, EqualThoseOfR) {
  const auto days = analytics::own_table("insights/days.csv").value();
  const auto answers = analytics::own_table("insights/differences.csv").value();
  for (std::size_t row = 0; row < answers.text("case").size(); ++row) {
    const Periods periods = periods_of(days, answers.text("case")[row]);
    const std::string& kind = answers.text("kind")[row];
    const auto number = [&](const char* column) { return std::stod(answers.text(column)[row]); };
    const Noise noise{number("memory"), kind == "count", kind == "share"};
    const Difference ours = periods.first.base.empty() ? sum_difference(periods.first, periods.second, noise)
                                                       : rate_difference(periods.first, periods.second, noise);
    const std::string what = answers.text("case")[row] + " " + answers.text("memory")[row] + " ";
    expect_equal(ours.estimate, number("estimate"), what + "estimate");
    expect_equal(ours.low, number("low"), what + "low");
    expect_equal(ours.high, number("high"), what + "high");
    expect_equal(ours.p_value, number("p_value"), what + "p");
    expect_equal(ours.freedom, number("freedom"), what + "freedom");
  }
}

TEST(DailyTests, MemoryEqualsThatOfR) {
  const auto histories = analytics::own_table("insights/histories.csv").value();
  const auto memories = analytics::own_table("insights/memories.csv").value();
  for (std::size_t row = 0; row < memories.text("history").size(); ++row) {
    DailyValues history;
    for (std::size_t i = 0; i < histories.text("history").size(); ++i)
      if (histories.text("history")[i] == memories.text("history")[row])
        history.value.push_back(std::stod(histories.text("value")[i]));
    expect_equal(memory_of(history), std::stod(memories.text("memory")[row]), memories.text("history")[row]);
  }
}

TEST(DailyTests, PeersAndWeightsEqualThoseOfR) {
  const auto table = analytics::own_table("insights/peers.csv").value();
  const std::vector<double> values = table.numbers("value"), expected = table.numbers("p_value");
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::vector<double> others = values;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    expect_equal(peer_p_value(values[i], others), expected[i], std::to_string(i));
  }
  const auto binomial = analytics::own_table("insights/binomial.csv").value();
  for (std::size_t i = 0; i < binomial.text("count").size(); ++i)
    expect_equal(
        binomial_p_value(binomial.numbers("count")[i], binomial.numbers("whole")[i], binomial.numbers("rate")[i]),
        binomial.numbers("p_value")[i], "binomial " + std::to_string(i));
  const auto weighted = analytics::own_table("insights/weighted.csv").value();
  const std::vector<double> ours = weighted_p_values(weighted.numbers("p_value"), weighted.numbers("weight"));
  for (std::size_t i = 0; i < ours.size(); ++i)
    expect_equal(ours[i], weighted.numbers("adjusted")[i], std::to_string(i));
}

TEST(DailyTests, WhatCannotBeTestedIsNotSignificant) {
  const DailyValues ones{std::vector<double>(30, 1.0), {}, 0}, twos{std::vector<double>(30, 2.0), {}, 2};
  EXPECT_EQ(sum_difference(twos, ones, {}).p_value, 1);  // money without any spread
  EXPECT_EQ(sum_difference(twos, ones, {}).estimate, 30);
  EXPECT_LT(sum_difference(twos, ones, {.is_count = true}).p_value, 0.01);  // counts have Poisson's at least
  const DailyValues short_one{{1, 5, 2}, {}, 0}, short_two{{9, 9, 8}, {}, 3};
  EXPECT_EQ(sum_difference(short_one, short_two, {}).p_value, 1);
  // One mailing each: what another would have done nobody knows.
  const DailyValues mailing{{0, 400, 0, 0}, {0, 1000, 0, 0}, 0}, other{{0, 200, 0, 0}, {0, 1000, 0, 0}, 4};
  EXPECT_EQ(rate_difference(mailing, other, {.is_share = true}).p_value, 1);
  EXPECT_NEAR(rate_difference(mailing, other, {.is_share = true}).estimate, 0.2, kRounding);
  const DailyValues nothing{{0, 0, 0, 0}, {0, 0, 0, 0}, 0};
  EXPECT_EQ(rate_difference(nothing, mailing, {.is_share = true}).p_value, 1);
  EXPECT_EQ(peer_p_value(5, std::vector<double>{1, 2, 3}), 1);
  EXPECT_EQ(peer_p_value(5, std::vector<double>(9, 1.0)), 1);
  EXPECT_EQ(memory_of(DailyValues{std::vector<double>(60, 3.0), {}, 0}), 1);
}

// 30 days have five Saturdays or four: more of them is no change.
TEST(DailyTests, AnotherMixOfWeekdaysIsNoChange) {
  DailyValues first{{}, {}, 5}, second{{}, {}, 3};
  for (int i = 0; i < 30; ++i) {
    first.value.push_back(((5 + i) % 7 == 6 ? 900 : 100) + i % 3);
    second.value.push_back(((3 + i) % 7 == 6 ? 900 : 100) + i % 3);
  }
  EXPECT_NEAR(sum_difference(first, second, {}).estimate, 800, 10);
  EXPECT_GT(sum_difference(first, second, {}).p_value, 0.5);
}

}  // namespace
}  // namespace klytics::insights
