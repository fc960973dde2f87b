#include "presentation/render/report/report.h"

#include <gtest/gtest.h>

#include "analytics/cohort/period.h"
#include "presentation/render/report/chart.h"
#include "presentation/render/report/html.h"

namespace klytics::presentation {
namespace {

Date date(const char* text) { return parse_date(text).value(); }

Report small_report() {
  Report report;
  report.version = "1.2.3";
  report.dashboard.account = {"ABC123", "Bell & <Whistle>", "Europe/London", "GBP"};
  report.dashboard.as_of = date("2026-01-03");
  report.dashboard.freshness = {parse_instant("2026-01-03T02:00:00Z"), *parse_instant("2026-01-03T03:00:00Z"), 26};
  RangeValues values;
  values.range = {"2026-01-01,2026-01-03", {date("2026-01-01"), date("2026-01-03")}};
  values.current.revenue = {1234567, 2};
  values.previous.revenue = {1000000, 2};
  values.current.revenue_by_source = {Decimal{1234567, 2}, Decimal{0, 2}, Decimal{0, 2}, Decimal{0, 2}};
  values.campaigns = {{7, "C7", "<script>alert(1)</script>", {80, 4, 40, 30, 8, 1}, {505000, 2}}};
  values.days = {{date("2026-01-02"), {Decimal{1234567, 2}, Decimal{0, 2}, Decimal{0, 2}, Decimal{0, 2}}}};
  report.dashboard.ranges = {values};
  return report;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(Report, ShowsFiguresWithTheirChange) {
  const std::string page = render_report(small_report());
  EXPECT_TRUE(contains(page, R"(12,345.67<span class="unit"> GBP</span>)"));
  EXPECT_TRUE(contains(page, "up 23.5%</span> from 10,000.00"));
  EXPECT_TRUE(contains(page, R"(<td data-value="84">84</td><td data-value="50">50.0%</td>)"));
  EXPECT_TRUE(contains(page, "Up to date"));
}

TEST(Report, NamesFromTheAccountAreText) {
  const std::string page = render_report(small_report());
  EXPECT_FALSE(contains(page, "<script>alert"));
  EXPECT_TRUE(contains(page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  EXPECT_TRUE(contains(page, "<title>Bell &amp; &lt;Whistle&gt;: marketing report"));
}

TEST(Report, AsksNoNetworkForAnything) {
  const std::string page = render_report(small_report());
  for (const char* part : {"http://", "https://", "src=", "url(", "@import", "<link"})
    EXPECT_FALSE(contains(page, part)) << part;
  EXPECT_TRUE(contains(page, "default-src 'none'"));
  EXPECT_LT(page.size(), 100'000U);
}

TEST(Report, SectionsOfWhatIsNotThereAreLeftOut) {
  Report report = small_report();
  std::string page = render_report(report);
  for (const char* id : {"forecast", "cohorts", "anomalies", "insights"})
    EXPECT_FALSE(contains(page, "<h2 id=\"" + std::string(id))) << id;
  report.anomalies = {{"revenue on 2026-01-02 was 62 % below what is usual for a Friday"}};
  report.insights = std::vector<std::string>{};
  analytics::RetentionCohort cohort{analytics::period_of(date("2026-01-01"), analytics::Period::kMonth), 10, {}};
  cohort.cells = {{10, 10, 0, true}, {4, 4, 0, false}};
  report.cohorts = {cohort};
  RevenueForecast forecast;
  forecast.model = "ets";
  forecast.past_days = {date("2026-01-01"), date("2026-01-02")};
  forecast.days = {{date("2026-01-03"), 10, 5, 20}};
  report.forecast = forecast;
  page = render_report(report);
  EXPECT_TRUE(contains(page, "62 % below"));
  EXPECT_TRUE(contains(page, "the latest first"));
  EXPECT_TRUE(contains(page, "Nothing that is more than chance."));
  EXPECT_TRUE(contains(page, "2026-01</th><td>10</td>"));
  EXPECT_TRUE(contains(page, "40.0<span title=\"this month is not over\">*</span>"));
  EXPECT_TRUE(contains(page, "<td>10.00</td><td>5.00 to 20.00</td>"));
}

TEST(Report, BarsAreDaysThenWeeksThenMonthsAndLoseNothing) {
  std::vector<RevenueDay> days;
  for (Date day = date("2024-01-01"); day <= date("2026-12-31"); day += std::chrono::days{1})
    days.push_back({day, {Decimal{100, 2}, Decimal{0, 2}, Decimal{0, 2}, Decimal{1, 2}}});
  const auto sum = [](const std::vector<RevenueBar>& bars) {
    std::int64_t units = 0;
    for (const RevenueBar& bar : bars)
      for (const Decimal& part : bar.revenue) units += part.units;
    return units;
  };
  const DateRange month{date("2026-01-01"), date("2026-01-31")}, year{date("2026-01-01"), date("2026-12-31")},
      all{date("2024-01-01"), date("2026-12-31")};
  EXPECT_EQ(revenue_bars(month, days).size(), 31U);
  EXPECT_EQ(revenue_bars(year, days).size(), 53U);
  EXPECT_EQ(revenue_bars(year, days)[1].label, "week of 5 Jan 2026");
  EXPECT_EQ(revenue_bars(all, days).size(), 36U);
  EXPECT_EQ(revenue_bars(all, days)[2].label, "Mar 2024");
  for (const DateRange& range : {month, year, all}) EXPECT_EQ(sum(revenue_bars(range, days)), 101 * range.days());
  EXPECT_EQ(revenue_bars(month, {}).size(), 31U);
}

TEST(Report, AxesHaveRoundNumbersThatCoverTheValues) {
  EXPECT_EQ(axis_ticks(0, 93), (std::vector<double>{0, 20, 40, 60, 80, 100}));
  EXPECT_EQ(axis_ticks(0, 0), (std::vector<double>{0, 0.2, 0.4, 0.6000000000000001, 0.8, 1}));
  EXPECT_EQ(axis_ticks(-30, 100).front(), -50);
}

TEST(Report, NumbersAreGrouped) {
  EXPECT_EQ(html::grouped(1234567), "1,234,567");
  EXPECT_EQ(html::grouped(-999), "\u2212999");
  EXPECT_EQ(html::grouped(Decimal{123456789, 2}), "1,234,567.89");
  EXPECT_EQ(html::grouped(Decimal{-5, 2}), "\u22120.05");
  EXPECT_EQ(html::long_date(date("2026-02-01")), "1 February 2026");
  EXPECT_EQ(html::short_date(date("2026-12-31")), "31 Dec");
}

}  // namespace
}  // namespace klytics::presentation
