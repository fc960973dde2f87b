// Tests of collection/report_months: whole local days, windows that never overlap, and when a month is fetched again.
#include "collection/reports/report_months.h"

#include <gmock/gmock.h>

#include "collection/resources.h"

namespace klytics::collection {
namespace {

using std::chrono::days;
using std::chrono::hours;
using testing::ElementsAre;
using testing::HasSubstr;

PlanOptions at(const char* now, const char* zone = "America/New_York") {
  PlanOptions options;
  options.now = *parse_instant(now);
  options.time_zone = zone;
  return options;
}

const Resource kForms = form_series_report_resource();
const Resource kFlows = flow_values_report_resource();

Watermark fetched(const char* month, const char* to, const char* when) {
  return {kForms.name, month, {}, *parse_instant(to), *parse_instant(when)};
}

TEST(ReportMonths, are_this_one_and_the_twelve_before_or_those_that_were_asked_for) {
  const auto months = report_months(*kForms.report, at("2026-07-15T12:00:00Z"));
  EXPECT_EQ(months.size(), 13U);
  EXPECT_EQ(months.front(), "2025-07");
  EXPECT_EQ(months.back(), "2026-07");
  PlanOptions since = at("2026-02-15T12:00:00Z");
  since.since = *parse_instant("2025-12-31T05:00:00Z");
  EXPECT_THAT(report_months(*kForms.report, since), ElementsAre("2025-12", "2026-01", "2026-02"));
}

TEST(ReportMonths, begin_where_the_vendor_begins) {
  PlanOptions options = at("2023-08-15T12:00:00Z");
  EXPECT_EQ(report_months(*segment_series_report_resource().report, options).front(), "2023-06");
}

TEST(ReportMonths, have_no_day_that_is_not_over_in_the_accounts_zone) {
  // 03:00 UTC on the 1st is still the 30th in New York: June has no more whole days than up to the 29th.
  EXPECT_EQ(report_months(*kForms.report, at("2026-07-01T03:00:00Z")).back(), "2026-06");
  const auto plan = plan_report_month(kForms, "2026-06", {}, {}, at("2026-07-01T03:00:00Z"));
  EXPECT_EQ(plan->slices[0].from, *parse_instant("2026-06-01T04:00:00Z"));
  EXPECT_EQ(plan->slices[0].to, *parse_instant("2026-06-30T04:00:00Z"));
  EXPECT_EQ(plan_report_month(kForms, "2026-07", {}, {}, at("2026-07-01T12:00:00Z")), std::nullopt);
  EXPECT_EQ(report_months(*kForms.report, at("2026-07-01T12:00:00Z")).back(), "2026-06");
}

TEST(ReportMonths, follow_each_other_without_a_hole_or_an_overlap_also_where_the_clocks_change) {
  std::optional<Instant> end;
  for (const std::string& month : report_months(*kForms.report, at("2026-12-31T12:00:00Z"))) {
    const Slice slice = plan_report_month(kForms, month, {}, {}, at("2026-12-31T12:00:00Z"))->slices[0];
    if (end) EXPECT_EQ(slice.from, end) << month;
    end = slice.to;
  }
}

TEST(ReportMonths, are_fetched_again_for_new_days_and_once_a_day_while_they_may_be_restated) {
  const auto due = [](const Watermark& stored, const char* now) {
    return plan_report_month(kForms, stored.partition, stored, {}, at(now)).has_value();
  };
  const Watermark partial = fetched("2026-06", "2026-06-15T04:00:00Z", "2026-06-15T06:00:00Z");
  EXPECT_FALSE(due(partial, "2026-06-15T12:00:00Z")) << "no new whole day";
  EXPECT_TRUE(due(partial, "2026-06-16T05:00:00Z")) << "a new day, whenever the last run was";
  const Watermark over = fetched("2026-06", "2026-07-01T04:00:00Z", "2026-07-02T06:00:00Z");
  EXPECT_FALSE(due(over, "2026-07-02T20:00:00Z"));
  EXPECT_TRUE(due(over, "2026-07-03T06:00:00Z"));
  EXPECT_TRUE(due(over, "2027-01-01T06:00:00Z")) << "nobody looked when it became final";
  EXPECT_FALSE(due(fetched("2026-06", "2026-07-01T04:00:00Z", "2026-07-08T06:00:00Z"), "2026-07-20T06:00:00Z"))
      << "final";
  PlanOptions full = at("2026-07-20T06:00:00Z");
  full.full = true;
  EXPECT_TRUE(plan_report_month(kForms, "2026-06", fetched("2026-06", "2026-07-01T04:00:00Z", "2026-07-08T06:00:00Z"),
                                {}, full));
  EXPECT_GT(kFlows.report->restated_days, kForms.report->restated_days) << "orders follow a message for days";
}

TEST(ReportMonths, that_end_after_the_last_day_asked_for_are_left_as_they_are) {
  PlanOptions until = at("2026-06-15T12:00:00Z");
  until.until = parse_instant("2026-06-14T04:00:00Z");  // the 14th and 15th in New York are not asked for
  EXPECT_EQ(plan_report_month(kForms, "2026-06", {}, {}, until), std::nullopt);
  EXPECT_TRUE(plan_report_month(kForms, "2026-05", {}, {}, until));
  until.until = parse_instant("2026-06-15T04:00:00Z");
  EXPECT_TRUE(plan_report_month(kForms, "2026-06", {}, {}, until)) << "all days that are over";
}

TEST(ReportMonths, are_due_again_for_another_conversion_metric) {
  PlanOptions now = at("2027-07-20T06:00:00Z");
  now.conversion_metric = "ORDER";
  const auto plan = plan_report_month(kFlows, "2026-06", {}, {}, now);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->after.basis, "ORDER");
  EXPECT_FALSE(plan_report_month(kFlows, "2026-06", plan->after, {}, now)) << "final";
  now.conversion_metric = "SHIPPED";
  EXPECT_TRUE(plan_report_month(kFlows, "2026-06", plan->after, {}, now));
  const auto forms = plan_report_month(kForms, "2026-06", {}, {}, now);
  now.conversion_metric = "ORDER";
  EXPECT_FALSE(plan_report_month(kForms, "2026-06", forms->after, {}, now)) << "a report without one";
}

TEST(ReportMonths, go_on_with_an_open_window_of_the_same_days_only) {
  const PlanOptions now = at("2026-06-15T12:00:00Z");
  Slice open = plan_report_month(kForms, "2026-06", {}, {}, now)->slices[0];
  open.next_url = "https://api.test/next";
  const auto same = plan_report_month(kForms, "2026-06", {}, {open}, now);
  EXPECT_EQ(same->slices[0].next_url, open.next_url);
  EXPECT_TRUE(same->resumed);
  const auto later = plan_report_month(kForms, "2026-06", {}, {open}, at("2026-06-16T12:00:00Z"));
  EXPECT_EQ(later->slices[0].next_url, std::nullopt);
  EXPECT_FALSE(later->resumed);
}

TEST(ReportMonths, are_asked_for_as_local_days_with_both_ends) {
  const Slice slice = plan_report_month(kFlows, "2026-03", {}, {}, at("2026-06-15T12:00:00Z"))->slices[0];
  const std::string body = report_body(*kFlows.report, slice, "America/New_York", "METRIC");
  EXPECT_THAT(body,
              HasSubstr(R"("timeframe":{"start":"2026-03-01T00:00:00+00:00","end":"2026-03-31T23:59:59+00:00"})"));
  EXPECT_THAT(body, HasSubstr(R"("conversion_metric_id":"METRIC")"));
  EXPECT_THAT(body, HasSubstr(R"("group_by":["flow_id","flow_message_id","send_channel"])"));
  EXPECT_THAT(report_body(*kForms.report, slice, "America/New_York", ""), HasSubstr(R"("interval":"daily")"));
}

}  // namespace
}  // namespace klytics::collection
