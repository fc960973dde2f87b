#include "analytics/cohort/survival.h"

#include <gtest/gtest.h>

#include <map>

#include "analytics/reference_table.h"
#include "core/error.h"

namespace klytics::analytics {
namespace {

constexpr double kSixDigits = 1e-9;  // the reference is written with twelve digits

std::vector<Waiting> simulated(std::string_view group) {
  const ReferenceTable table = own_table("survival/waiting.csv").value();
  std::vector<Waiting> waiting;
  for (std::size_t i = 0; i < table.text("group").size(); ++i)
    if (group.empty() || table.text("group")[i] == group)
      waiting.push_back({table.numbers("time")[i], table.text("happened")[i] == "1"});
  return waiting;
}

std::map<std::string, SurvivalCurve> curves() {
  return {{"all", kaplan_meier(simulated(""), 0.95)},
          {"a", kaplan_meier(simulated("a"), 0.95)},
          {"ends", kaplan_meier(std::vector<Waiting>{{5, true}, {1, true}, {2, true}, {9, true}, {2, true}}, 0.95)},
          {"half", kaplan_meier(std::vector<Waiting>{{1, true}, {2, true}, {3, true}, {4, true}}, 0.95)}};
}

void expect_number(const std::optional<double>& actual, const std::string& expected, const std::string& what) {
  EXPECT_EQ(actual.has_value(), !expected.empty()) << what;
  if (actual && !expected.empty()) EXPECT_NEAR(*actual, std::stod(expected), kSixDigits) << what;
}

TEST(Survival, CurvesAndLimitsAreThoseOfR) {
  const ReferenceTable table = own_table("survival/curve.csv").value();
  std::map<std::string, std::size_t> next;
  const auto all = curves();
  for (std::size_t i = 0; i < table.text("curve").size(); ++i) {
    const std::string& name = table.text("curve")[i];
    const std::vector<SurvivalPoint>& points = all.at(name).points;
    ASSERT_LT(next[name], points.size()) << name;
    const SurvivalPoint& point = points[next[name]++];
    const std::string what = name + " at " + table.text("time")[i];
    EXPECT_EQ(point.time, std::stod(table.text("time")[i])) << what;
    EXPECT_EQ(point.at_risk, std::stod(table.text("at_risk")[i])) << what;
    EXPECT_EQ(point.events, std::stod(table.text("events")[i])) << what;
    EXPECT_NEAR(point.survival, std::stod(table.text("survival")[i]), kSixDigits) << what;
    expect_number(point.lower, table.text("lower")[i], what);
    expect_number(point.upper, table.text("upper")[i], what);
  }
  for (const auto& [name, curve] : all) EXPECT_EQ(curve.points.size(), next[name]) << name;
}

TEST(Survival, MediansAndTheirLimitsAreThoseOfR) {
  const ReferenceTable table = own_table("survival/medians.csv").value();
  const auto all = curves();
  for (std::size_t i = 0; i < table.text("curve").size(); ++i) {
    const SurvivalCurve& curve = all.at(table.text("curve")[i]);
    expect_number(curve.median, table.text("median")[i], table.text("curve")[i] + " median");
    expect_number(curve.median_lower, table.text("lower")[i], table.text("curve")[i] + " lower");
    expect_number(curve.median_upper, table.text("upper")[i], table.text("curve")[i] + " upper");
  }
}

TEST(Survival, NothingHappenedMeansNoMedian) {
  const SurvivalCurve curve = kaplan_meier(std::vector<Waiting>{{3, false}, {4, false}}, 0.95);
  EXPECT_EQ(curve.points.back().survival, 1);
  EXPECT_EQ(curve.points.back().lower, 1);
  EXPECT_FALSE(curve.median);
  EXPECT_TRUE(kaplan_meier({}, 0.95).points.empty());
}

TEST(LogRank, IsThatOfR) {
  const ReferenceTable table = own_table("survival/log_rank.csv").value();
  std::vector<std::vector<Waiting>> groups = {simulated("a"), simulated("b"), simulated("c")};
  for (std::size_t i = 0; i < 2; ++i) {
    const LogRank result = log_rank(groups);
    EXPECT_NEAR(result.chi_squared, table.numbers("chi_squared")[i], kSixDigits);
    EXPECT_NEAR(result.p_value / table.numbers("p_value")[i], 1, 1e-9);
    EXPECT_EQ(result.degrees_of_freedom, 2 - static_cast<int>(i));
    EXPECT_EQ(result.groups[0].observed, table.numbers("first_observed")[i]);
    EXPECT_NEAR(result.groups[0].expected, table.numbers("first_expected")[i], kSixDigits);
    groups.pop_back();
  }
}

TEST(LogRank, RefusesOneGroupAndGroupsWithoutEvents) {
  EXPECT_THROW(log_rank(std::vector<std::vector<Waiting>>{{{1, true}}}), Error);
  EXPECT_THROW((log_rank(std::vector<std::vector<Waiting>>{{{1, false}}, {{2, false}}})), Error);
}

}  // namespace
}  // namespace klytics::analytics
