// Tests of collection/report_rows: what a report and a metric's aggregates become, digit by digit, and what is refused.
#include "collection/reports/report_rows.h"

#include <gtest/gtest.h>

#include "collection/http/http.h"
#include "collection/memory_store.h"
#include "collection/reports/metric_aggregates.h"
#include "collection/resources.h"

namespace klytics::collection {
namespace {

struct Built {
  PageRows rows;
  MemoryStore store;

  Built(const Resource& resource, std::string body, std::string_view partition) {
    body.reserve(body.size() + kBodyPadding);
    RowBuilder builder(resource);
    rows = builder.build(body, *split_page(body), partition);
    ResourceCounts counts;
    PageCommit commit;
    commit.slice.resource = resource.name;
    commit.batches = rows.batches;
    store.commit({commit}, counts);
  }
  std::string reason() const { return rows.rejected.empty() ? "" : rows.rejected.front().reason; }
};

std::string report(const std::string& results, const std::string& times = "") {
  return R"({"data":{"type":"r","attributes":{"results":[)" + results + "]" +
         (times.empty() ? "" : R"(,"date_times":[)" + times + "]") + "}}}";
}

const Resource kFlows = flow_values_report_resource();
const Resource kForms = form_series_report_resource();

TEST(ReportRows, are_one_a_statistic_with_the_digits_as_they_came) {
  const Built built(kFlows,
                    report(R"({"statistics":{"delivered":12.0,"conversion_value":1234567890123.45,"opens":null},)"
                           R"("groupings":{"flow_id":"F","flow_message_id":"M","send_channel":"email"}})"),
                    "2026-02");
  const std::string key = "2026-02-01/F/M/email";
  const auto field = [&](const char* statistic, const char* column) {
    return built.store.field("report_values", std::string("flow_values_report/") + statistic + "/" + key, column);
  };
  EXPECT_EQ(field("delivered", "value"), "12.0");
  EXPECT_EQ(field("conversion_value", "value"), "1234567890123.45");
  EXPECT_EQ(field("opens", "value"), "\\N");
  EXPECT_EQ(field("opens", "period_from"), "2026-02-01");
  EXPECT_EQ(field("opens", "period_to"), "2026-02-28");
  EXPECT_EQ(field("opens", "message_id"), "M");
  EXPECT_EQ(built.rows.records, 3);
  EXPECT_EQ(built.rows.seen_ids, std::vector<std::string>{key});
}

TEST(ReportRows, of_a_series_lie_on_the_local_days_whatever_offset_they_are_labelled_with) {
  const Built built(kForms,
                    report(R"({"groupings":{"form_id":"F"},"statistics":{"submits":[1,2]}})",
                           R"("2026-02-01T00:00:00+00:00","2026-02-02T00:00:00+00:00")"),
                    "2026-02");
  EXPECT_EQ(built.store.field("report_values", "form_series_report/submits/2026-02-02/F//", "value"), "2");
  EXPECT_EQ(built.store.field("report_values", "form_series_report/submits/2026-02-02/F//", "period_to"), "2026-02-02");
  EXPECT_EQ(built.store.field("report_values", "form_series_report/submits/2026-02-02/F//", "message_id"), "\\N");
}

TEST(ReportRows, refuse_a_report_as_a_whole_that_is_not_what_was_asked_for) {
  const std::string times = R"("2026-02-01T00:00:00+00:00","2026-02-02T00:00:00+00:00")";
  const std::string good = R"({"groupings":{"form_id":"F"},"statistics":{"submits":[1,2]}})";
  for (const std::string& body :
       {report(good + R"(,{"groupings":{"form_id":"F"},"statistics":{"submits":[1]}})", times),
        report(good, R"("2026-02-28T00:00:00+00:00","2026-03-01T00:00:00+00:00")"),
        report(R"({"groupings":{"form_id":"F"},"statistics":{"submits":["1","2"]}})", times),
        std::string(R"({"data":{"attributes":{"date_times":[]}}})"), std::string(R"({"data":[]})")}) {
    const Built built(kForms, body, "2026-02");
    EXPECT_NE(built.reason(), "") << body;
    EXPECT_TRUE(built.rows.batches.empty()) << body;
    EXPECT_TRUE(built.rows.seen_ids.empty()) << body;
  }
}

TEST(ReportRows, of_a_month_without_anything_are_none) {
  const Built built(kForms, report("", R"("2026-02-01T00:00:00+00:00")"), "2026-02");
  EXPECT_EQ(built.reason(), "");
  EXPECT_EQ(built.rows.records, 0);
}

TEST(ReportRows, sum_the_messages_of_an_object) {
  std::string body =
      report(R"({"groupings":{"flow_id":"F","flow_message_id":"1"},"statistics":{"conversion_value":1.5}},)"
             R"({"groupings":{"flow_id":"F","flow_message_id":"2"},"statistics":{"conversion_value":2}},)"
             R"({"groupings":{"flow_id":"G","flow_message_id":"3"},"statistics":{"conversion_value":null}})");
  body.reserve(body.size() + kBodyPadding);
  EXPECT_EQ(report_sums(body, "flow_id", "conversion_value"), (std::map<std::string, double>{{"F", 3.5}}));
}

TEST(AggregateRows, lie_on_the_local_days_whose_midnights_are_named) {
  const Built built(metric_aggregates_resource(),
                    R"({"data":{"type":"metric-aggregate","id":"x","attributes":{"dates":["2026-03-28T23:00:00+00:00",)"
                    R"("2026-03-29T22:00:00+00:00"],"data":[{"dimensions":[],"measurements":{"sum_value":[1.5,0.0],)"
                    R"("count":[3.0,0.0]}}]}}})",
                    "METRIC/Europe/Copenhagen");
  ASSERT_EQ(built.rows.records, 2);
  EXPECT_EQ(built.store.tables.at("metric_days").size(), 1U) << "the memory store keys by the metric";
  EXPECT_EQ(built.store.field("metric_days", "METRIC", "day"), "2026-03-30");
  EXPECT_EQ(built.store.field("metric_days", "METRIC", "count"), "0.0");
}

TEST(AggregateWindows, span_at_most_a_year_and_name_the_zone_as_the_vendor_knows_it) {
  const auto windows =
      aggregate_windows("https://api.test", "M", {*parse_date("2024-01-01"), *parse_date("2026-01-01")}, "Europe/Kyiv");
  ASSERT_EQ(windows.size(), 3U);
  for (std::size_t i = 1; i < windows.size(); ++i) EXPECT_EQ(windows[i].slice.from, windows[i - 1].slice.to);
  EXPECT_NE(windows[0].first.body.find(R"("timezone":"Europe/Kiev")"), std::string::npos);
  EXPECT_NE(windows[0].first.body.find("greater-or-equal(datetime,2023-12-31T22:00:00Z)"), std::string::npos);
  EXPECT_EQ(windows[0].slice.partition, "M/Europe/Kyiv");
}

TEST(MetricDays, are_those_of_a_year_at_first_and_then_those_since_the_last_time_and_the_look_back) {
  const Resource resource = metric_aggregates_resource();
  const auto moment = [](const char* text) { return *parse_instant(text); };
  PlanOptions options{.now = moment("2026-07-15T12:00:00Z"), .time_zone = "America/New_York"};
  ASSERT_EQ(partition_keys(resource, {"M"}, options), std::vector<std::string>{"M/America/New_York"});
  const auto first = plan_metric_days(resource, "M/America/New_York", {}, options);
  ASSERT_TRUE(first);
  ASSERT_EQ(first->slices.size(), 1U);
  EXPECT_EQ(first->slices[0].from, moment("2025-07-15T04:00:00Z"));
  EXPECT_EQ(first->slices[0].to, moment("2026-07-15T04:00:00Z")) << "whole days only";
  EXPECT_EQ(first->after.complete_to, moment("2026-07-15T04:00:00Z"));
  EXPECT_NE(aggregate_body(first->slices[0]).find("\"metric_id\":\"M\""), std::string::npos);

  options.now = moment("2026-07-20T12:00:00Z");
  const auto second = plan_metric_days(resource, "M/America/New_York", first->after, options);
  EXPECT_EQ(second->slices[0].from, moment("2026-07-08T04:00:00Z"));
  EXPECT_EQ(second->after.complete_from, first->after.complete_from);
  options.since = moment("2023-12-31T05:00:00Z");
  EXPECT_EQ(plan_metric_days(resource, "M/America/New_York", first->after, options)->slices.size(), 3U);
  options.until = moment("2023-12-31T05:00:00Z");
  EXPECT_FALSE(plan_metric_days(resource, "M/America/New_York", {}, options)) << "no day";
}

TEST(EventWindows, join_days_in_a_row) {
  const Resource events = events_of_metric(events_resource({}), "M");
  const auto windows =
      event_windows(events, "https://api.test",
                    {*parse_date("2026-01-01"), *parse_date("2026-01-02"), *parse_date("2026-01-04")}, "UTC");
  ASSERT_EQ(windows.size(), 2U);
  EXPECT_EQ(windows[0].slice.to, *parse_instant("2026-01-03T00:00:00Z"));
  EXPECT_NE(windows[1].first.url.find("equals%28metric_id%2C%22M%22%29%2Cgreater-or-equal%28datetime%2C2026-01-04"),
            std::string::npos)
      << windows[1].first.url;
}

}  // namespace
}  // namespace klytics::collection
