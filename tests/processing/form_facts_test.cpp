#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "shop.h"

namespace klytics::processing {
namespace {

using testing::ElementsAre;

constexpr const char* kForms = "day, form_id, views, submissions, conversions";

TestEvent form(const std::string& id, const std::string& time, const std::string& metric, const char* person) {
  return TestEvent{id, "2026-01-" + time + "Z", metric, person}.with_form("W");
}

TEST(FormFacts, ViewsAndSubmissionsCountOnTheirDay) {
  Shop shop;
  shop.put(form("v1", "10 10:00", "form_view", "p"));
  shop.put(form("v2", "10 11:00", "form_view", "p"));
  shop.put(form("s1", "10 11:01", "form_submit", "p"));
  shop.put(TestEvent{"v3", "2026-01-11 11:00Z", "form_view", {}});
  shop.aggregate();
  EXPECT_THAT(shop.rows(kForms, "fact_forms"), ElementsAre("2026-01-10|W|2|1|0", "2026-01-11||1|0|0"));
}

TEST(FormFacts, ASubmitterWhoOrderedWithinFiveDaysConvertedOnce) {
  Shop shop;
  shop.put(form("s1", "10 10:00", "form_submit", "p"));
  shop.put(form("s2", "10 11:00", "form_submit", "p"));
  shop.put(form("s3", "10 10:00", "form_submit", "q"));
  shop.put(form("s4", "10 10:00", "form_submit", "s"));
  shop.put({"o1", "2026-01-15 10:00Z", "order", "p", "1"});     // 120 hours later
  shop.put({"o2", "2026-01-11 10:00Z", "order", "p", "1"});     // again
  shop.put({"o3", "2026-01-15 10:00:01Z", "order", "q", "1"});  // too late
  shop.put({"o4", "2026-01-10 10:00Z", "order", "s", "1"});     // not after
  shop.aggregate();
  EXPECT_THAT(shop.rows(kForms, "fact_forms"), ElementsAre("2026-01-10|W|0|4|1"));
}

void report(Shop& shop, const std::string& day, const std::string& statistic, int value) {
  shop.connection().execute(
      "insert into report_values (account_id, report, statistic, row_key, month, period_from, period_to, object_id, "
      "value)"
      " values ('acc', 'form_series_report', $1, $2 || '/W//', '2026-01', $2::date, $2::date, 'W', $3)"
      " on conflict (account_id, report, statistic, row_key) do update set value = excluded.value",
      {statistic, day, std::int64_t{value}});
}

TEST(FormFacts, TheVendorsReportCountsBeforeTheFirstViewThatAnEventTells) {
  Shop shop;
  report(shop, "2026-01-10", "viewed_form", 9);
  report(shop, "2026-01-10", "submits", 2);
  report(shop, "2026-01-11", "viewed_form", 0);
  report(shop, "2026-01-12", "viewed_form", 7);
  shop.put(form("s1", "10 10:00", "form_submit", "p"));
  shop.put({"o1", "2026-01-11 10:00Z", "order", "p", "1"});
  shop.aggregate();
  const std::vector<std::string> reported = {"2026-01-10|W|9|2|1", "2026-01-12|W|7|0|0"};
  EXPECT_EQ(shop.rows(kForms, "fact_forms"), reported) << "who converted is known from the event";
  EXPECT_FALSE(shop.aggregate().full);
  EXPECT_EQ(shop.rows(kForms, "fact_forms"), reported);

  report(shop, "2026-01-12", "viewed_form", 8);  // restated
  shop.aggregate();
  EXPECT_THAT(shop.rows(kForms, "fact_forms"), ElementsAre("2026-01-10|W|9|2|1", "2026-01-12|W|8|0|0"));
  shop.put(form("v1", "12 10:00", "form_view", "p"));
  shop.aggregate();
  const std::vector<std::string> mixed = {"2026-01-10|W|9|2|1", "2026-01-12|W|1|0|0"};
  EXPECT_EQ(shop.rows(kForms, "fact_forms"), mixed) << "never both";
  shop.put(form("v0", "09 10:00", "form_view", "p"));
  shop.aggregate();
  const std::vector<std::string> told = {"2026-01-09|W|1|0|0", "2026-01-10|W|0|1|1", "2026-01-12|W|1|0|0"};
  EXPECT_EQ(shop.rows(kForms, "fact_forms"), told);
  shop.aggregate_full();
  EXPECT_EQ(shop.rows(kForms, "fact_forms"), told);
}

TEST(FormFacts, ALateOrCorrectedOrderReachesTheDayOfTheSubmission) {
  Shop shop;
  shop.put(form("s1", "10 10:00", "form_submit", "p"));
  shop.aggregate();
  shop.put({"o1", "2026-01-14 10:00Z", "order", "p", "1"});
  EXPECT_FALSE(shop.aggregate().full);
  EXPECT_THAT(shop.rows(kForms, "fact_forms"), ElementsAre("2026-01-10|W|0|1|1"));
  shop.put({"o1", "2026-01-24 10:00Z", "order", "p", "1"});
  shop.aggregate();
  EXPECT_THAT(shop.rows(kForms, "fact_forms"), ElementsAre("2026-01-10|W|0|1|0"));
}

}  // namespace
}  // namespace klytics::processing
