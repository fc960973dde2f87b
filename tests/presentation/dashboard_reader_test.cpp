#include "presentation/dashboard_reader.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "core/error.h"
#include "presentation/render/rates.h"
#include "presentation/render/snapshot.h"
#include "storage/account.h"
#include "support/json_schema.h"
#include "support/test_database.h"

namespace klytics::presentation {
namespace {

Date date(const char* text) { return parse_date(text).value(); }

class DashboardReaderTest : public testing::Test {
 protected:
  DashboardReaderTest() : connection_(database_.connect()) {
    run("insert into accounts (account_id, name, timezone, currency, raw) "
        "values ('A', 'Shop', 'Europe/London', 'GBP', '{}'), ('B', 'Other', 'UTC', 'EUR', '{}')");
  }

  void run(const std::string& sql) { connection_.execute(sql); }
  std::string one(const std::string& sql) { return std::string(connection_.execute(sql).text(0, 0)); }

  void campaign(const std::string& id, const std::string& send_at, bool archived = false) {
    connection_.execute(
        "insert into campaigns (account_id, campaign_id, name, channel, archived, send_at, created_at, raw) "
        "values ('A', $1, 'Campaign ' || $1, 'email', $3, $2, $2, '{}')",
        {id, send_at, archived});
  }
  void flow(const std::string& id, const std::string& created_at, bool archived = false) {
    connection_.execute(
        "insert into flows (account_id, flow_id, name, archived, created_at, raw) "
        "values ('A', $1, 'Flow ' || $1, $3, $2, '{}')",
        {id, created_at, archived});
  }
  void form(const std::string& id) {
    connection_.execute(
        "insert into forms (account_id, form_id, name, created_at, raw) "
        "values ('A', $1, 'Form ' || $1, '2025-01-01Z', '{}')",
        {id});
  }
  void segment(const std::string& id) {
    connection_.execute(
        "insert into segments (account_id, segment_id, name, created_at, raw) "
        "values ('A', $1, 'Segment ' || $1, '2025-01-01Z', '{}')",
        {id});
  }
  void member(const std::string& segment, const std::string& profile, std::optional<std::string> joined,
              std::optional<std::string> left = {}) {
    connection_.execute(
        "insert into segment_members (account_id, segment_id, profile_id, joined_at, left_at, raw) "
        "values ('A', $1, $2, $3, $4, '{}')",
        {segment, profile, joined, left});
  }
  void engagement(const std::string& day, const std::string& channel, const std::string& source, const std::string& id,
                  const MessageCounts& counts) {
    connection_.execute(
        "insert into fact_engagement values ('A', $1, $2, $3, $4, $4 || '-message', $5, $6, $7, $7, 0, $8, $9, $9, 0, "
        "0)",
        {day, channel, source, id, counts.received, counts.bounced, counts.unique_opens, counts.unique_human_opens,
         counts.unique_clicks});
    connection_.execute("insert into fact_conversions values ('A', $1, $2, $3, $4, $4 || '-message', $5, $5)",
                        {day, channel, source, id, counts.converters});
  }
  // An order and its part of fact_revenue, as a build leaves them.
  void order(const std::string& day, const std::string& profile, const std::string& amount, const std::string& source,
             std::optional<std::string> source_id = {}) {
    const std::string id = "order-" + std::to_string(++orders_);
    connection_.execute(
        "insert into fact_orders (account_id, order_id, profile_id, event_id, occurred_at, day, amount, currency, "
        "channel, source, campaign_id, flow_id, order_number) values ('A', $1, $2, $1, $3::date + time '12:00', $3, "
        "$4, "
        "'GBP', 'none', $5, case when $5 = 'campaign' then $6 end, case when $5 = 'flow' then $6 end, 1)",
        {id, profile, day, amount, source, source_id});
    connection_.execute(
        "insert into fact_revenue values ('A', $1, 'none', $2, $3, 1, 1) on conflict (account_id, day, channel, "
        "source) "
        "do update set revenue = fact_revenue.revenue + excluded.revenue, orders = fact_revenue.orders + 1",
        {day, source, amount});
  }
  void built(const char* complete_to = "2026-01-31T03:00:00Z") {
    run("insert into fact_builds (account_id, built_at, conversion_metric_id, settings_hash) "
        "values ('A', now(), 'M', 'x')");
    for (const char* resource : {"campaigns", "events", "flows", "forms", "metrics", "profiles", "segments"})
      connection_.execute("insert into watermarks (account_id, resource, complete_to) values ('A', $1, $2)",
                          {resource, complete_to});
    run("insert into watermarks (account_id, resource, partition_key, complete_to) "
        "select 'A', 'segment_members', segment_id, '2026-02-01Z' from segments");
  }

  Dashboard read(const char* as_of = "2026-01-31") {
    DashboardRequest request{storage::find_account(connection_, "A"), date(as_of), {},
                             *parse_instant("2026-01-31T04:00:00Z"),  26,          {"native"}};
    for (const std::string_view name : kPresetRanges)
      request.ranges.push_back({std::string(name), preset_range(name, request.as_of).value()});
    return read_dashboard(connection_, request);
  }
  const RangeValues& range(const Dashboard& dashboard, std::string_view name) {
    for (const RangeValues& values : dashboard.ranges)
      if (values.range.name == name) return values;
    throw std::out_of_range(std::string(name));
  }

  test::TestDatabase database_;
  storage::Connection connection_;
  int orders_ = 0;
};

template <typename Row>
std::vector<std::string> klaviyo_ids(const std::vector<Row>& rows) {
  std::vector<std::string> ids;
  for (const Row& row : rows) ids.push_back(row.klaviyo_id);
  return ids;
}

using Ids = std::vector<std::string>;

TEST_F(DashboardReaderTest, CountsWhatStandsOnTheDaysOfTheRangeAndOfThePreviousPeriod) {
  built();
  // last-7-days is 2026-01-24..31, the previous period 16..23.
  engagement("2026-01-23", "email", "campaign", "C", {1000, 0, 900, 900, 900, 900});
  engagement("2026-01-24", "email", "campaign", "C", {10, 1, 5, 4, 3, 2});
  engagement("2026-01-31", "email", "flow", "F", {20, 2, 6, 6, 2, 1});
  engagement("2026-01-31", "sms", "flow", "F2", {30, 0, 0, 0, 3, 0});
  engagement("2026-02-01", "email", "flow", "F", {5000, 0, 0, 0, 0, 0});
  order("2026-01-15", "p", "1000", "other");
  order("2026-01-16", "p", "10.005", "other");
  order("2026-01-24", "p", "0.004", "campaign", "C");
  order("2026-01-31", "p", "0.004", "campaign", "C");
  order("2026-01-31", "p", "20.10", "flow", "F");
  order("2026-02-01", "p", "5000", "form");
  run("insert into fact_forms values ('A','2026-01-23','X',9,3,0), ('A','2026-01-24','X',9,4,0), "
      "('A','2026-01-31','Y',9,5,0)");
  run("insert into fact_subscribers values ('A','2026-01-20',100,'reconstructed'), ('A','2026-01-30',90,'recorded'), "
      "('B','2026-01-31',1,'recorded')");
  const Dashboard dashboard = read();
  const RangeValues& week = range(dashboard, "last-7-days");
  EXPECT_EQ(to_string(week.current.revenue), "20.11");  // 20.108: rounded once, not order by order
  EXPECT_EQ(to_string(week.current.revenue_by_source[0]), "0.01");
  EXPECT_EQ(to_string(week.current.revenue_by_source[1]), "20.1");
  EXPECT_EQ(to_string(week.previous.revenue), "10.01");
  EXPECT_EQ(week.current.form_submissions, 9);
  EXPECT_EQ(week.previous.form_submissions, 3);
  EXPECT_EQ(week.current.subscribers, 90);
  EXPECT_EQ(week.current.subscribers_basis, "recorded");
  EXPECT_EQ(week.previous.subscribers, 100);
  EXPECT_EQ(week.previous.subscribers_basis, "reconstructed");
  const MessageCounts messages = week.current.messages();
  EXPECT_EQ(messages.received, 60);
  EXPECT_EQ(messages.bounced, 3);
  EXPECT_EQ(messages.unique_opens, 11);
  EXPECT_EQ(messages.unique_human_opens, 10);
  EXPECT_EQ(messages.unique_clicks, 8);
  EXPECT_EQ(messages.converters, 3);
  ASSERT_EQ(week.current.channels.size(), 2U);
  EXPECT_EQ(week.current.channels[1].channel, "sms");
  EXPECT_EQ(week.previous.messages().received, 1000);
  ASSERT_EQ(week.days.size(), 2U);
  EXPECT_EQ(to_string(week.days[1].revenue[1]), "20.1");
}

TEST_F(DashboardReaderTest, ListsTheCampaignsReceivedInTheRangeNewestFirst) {
  campaign("OLD", "2026-01-25T10:00:00Z", true);
  campaign("NEW", "2026-01-30T10:00:00Z");
  campaign("SAME", "2026-01-30T10:00:00Z");
  campaign("EARLIER", "2026-01-10T10:00:00Z");
  campaign("BOUNCED", "2026-01-29T10:00:00Z");
  built();
  engagement("2026-01-25", "email", "campaign", "OLD", {1, 0, 1, 1, 1, 1});
  engagement("2026-01-30", "email", "campaign", "NEW", {10, 1, 5, 4, 3, 2});
  engagement("2026-01-31", "email", "campaign", "NEW", {10, 0, 1, 1, 1, 0});
  engagement("2026-01-30", "email", "campaign", "SAME", {1, 0, 0, 0, 0, 0});
  engagement("2026-01-30", "email", "campaign", "UNLISTED", {7, 0, 0, 0, 0, 0});
  engagement("2026-01-10", "email", "campaign", "EARLIER", {1, 0, 0, 0, 0, 0});
  engagement("2026-01-29", "email", "campaign", "BOUNCED", {0, 5, 0, 0, 0, 0});
  order("2026-01-30", "p", "10", "campaign", "NEW");
  order("2026-01-23", "p", "99", "campaign", "NEW");
  order("2026-01-31", "q", "2.5", "campaign", "NEW");
  order("2026-01-31", "q", "7", "campaign", "EARLIER");
  const Dashboard dashboard = read();
  const std::vector<Mailing>& week = range(dashboard, "last-7-days").campaigns;
  EXPECT_EQ(klaviyo_ids(week), (Ids{"NEW", "SAME", "OLD", "UNLISTED"}));
  EXPECT_EQ(week[0].counts.received, 20);
  EXPECT_EQ(sent(week[0].counts), 21);
  EXPECT_EQ(week[0].counts.unique_opens, 6);
  EXPECT_EQ(week[0].counts.unique_human_opens, 5);
  EXPECT_EQ(week[0].counts.unique_clicks, 4);
  EXPECT_EQ(week[0].counts.converters, 2);
  EXPECT_EQ(to_string(week[0].revenue), "12.5");
  EXPECT_EQ(week[3].name, "");
  EXPECT_EQ(klaviyo_ids(range(dashboard, "last-30-days").campaigns).back(), "UNLISTED");
  EXPECT_EQ(to_string(range(dashboard, "last-30-days").campaigns[0].revenue), "111.5");
  EXPECT_TRUE(range(dashboard, "last-month").campaigns.empty());
}

TEST_F(DashboardReaderTest, ListsAllFlowsAndFormsThatAreThere) {
  flow("F1", "2025-01-01T00:00:00Z");
  flow("F2", "2025-01-02T00:00:00Z", true);
  flow("F3", "2025-01-03T00:00:00Z");
  form("X1");
  form("X2");
  run("update flows set deleted_at = now() where flow_id = 'F3'");
  run("update forms set deleted_at = now() where form_id = 'X2'");
  built();
  engagement("2026-01-30", "email", "flow", "F1", {10, 2, 5, 5, 1, 1});
  engagement("2026-01-30", "email", "flow", "F2", {10, 2, 5, 5, 1, 1});
  order("2026-01-31", "p", "3", "flow", "F1");
  run("insert into fact_forms values ('A','2026-01-30','X1',9,3,2), ('A','2026-01-31','X1',1,1,0), "
      "('A','2026-01-31','X2',1,1,0)");
  const Dashboard dashboard = read();
  const RangeValues& week = range(dashboard, "last-7-days");
  ASSERT_EQ(klaviyo_ids(week.flows), (Ids{"F1"}));
  EXPECT_EQ(sent(week.flows[0].counts), 12);
  EXPECT_EQ(to_string(week.flows[0].revenue), "3");
  ASSERT_EQ(klaviyo_ids(week.forms), (Ids{"X1"}));
  EXPECT_EQ(week.forms[0].views, 10);
  EXPECT_EQ(week.forms[0].submissions, 4);
  EXPECT_EQ(week.forms[0].conversions, 2);
  EXPECT_EQ(week.current.form_submissions, 5);
  EXPECT_EQ(klaviyo_ids(range(dashboard, "last-month").flows), (Ids{"F1"}));
}

TEST_F(DashboardReaderTest, CountsMembersAtTheEndOfTheRangesLastLocalDay) {
  segment("S");
  segment("GONE");
  run("update segments set deleted_at = now() where segment_id = 'GONE'");
  run("update accounts set timezone = 'America/New_York' where account_id = 'A'");
  built();
  // The range's last day 2025-06-30 ends at 2025-07-01T04:00:00Z in New York.
  member("S", "always", std::nullopt);
  member("S", "in time", "2025-07-01T03:59:59Z");
  member("S", "too late", "2025-07-01T04:00:00Z");
  member("S", "left before", std::nullopt, "2025-07-01T03:59:59Z");
  member("S", "left after", std::nullopt, "2025-07-01T04:00:00Z");
  member("GONE", "always", std::nullopt);
  order("2025-06-24", "always", "1.5", "other");
  order("2025-06-30", "always", "1", "flow", "F");
  order("2025-06-22", "in time", "100", "other");
  order("2025-06-30", "too late", "100", "other");
  order("2025-06-30", "left before", "100", "other");
  order("2025-06-30", "left after", "0", "other");
  const Dashboard dashboard = read("2025-06-30");
  ASSERT_EQ(klaviyo_ids(range(dashboard, "last-7-days").segments), (Ids{"S"}));
  const Segment& week = range(dashboard, "last-7-days").segments[0];
  EXPECT_EQ(week.members, 3);
  EXPECT_EQ(week.buyers, 2);
  EXPECT_EQ(to_string(week.revenue), "2.5");
  EXPECT_EQ(to_string(conversion_rate(week)), "66.7");
  EXPECT_EQ(range(dashboard, "last-30-days").segments[0].buyers, 3);
  EXPECT_EQ(range(dashboard, "last-month").segments[0].members, 3);  // "left before" in place of "in time"
  EXPECT_EQ(range(dashboard, "last-month").segments[0].buyers, 0);
}

TEST_F(DashboardReaderTest, NumbersAreGivenInOrderOfCreationAndStayForEver) {
  campaign("C2", "2025-01-02T00:00:00Z");
  campaign("C9", "2025-01-01T00:00:00Z");
  flow("F1", "2025-01-01T00:00:00Z");
  run("insert into dashboard_ids values ('B', 'campaign', 'C2', 77)");
  built();
  read();
  const std::string numbers =
      "select string_agg(kind || ' ' || klaviyo_id || ' ' || id, ', ' order by kind, id) from dashboard_ids "
      "where account_id = 'A'";
  EXPECT_EQ(one(numbers), "campaign C9 1, campaign C2 2, flow F1 1");
  // A rebuild from raw pages makes the tables anew, with an older campaign that was not there before.
  run("delete from campaigns");
  campaign("C1", "2020-01-01T00:00:00Z");
  read();
  campaign("C9", "2025-01-01T00:00:00Z");
  campaign("C2", "2025-01-02T00:00:00Z");
  read();
  EXPECT_EQ(one(numbers), "campaign C9 1, campaign C2 2, campaign C1 3, flow F1 1");
}

TEST_F(DashboardReaderTest, TwoExportsAtOnceGiveEveryObjectOneNumber) {
  run("insert into campaigns (account_id, campaign_id, name, channel, archived, created_at, raw) "
      "select 'A', 'C' || n, '', 'email', false, now(), '{}' from generate_series(1, 500) n");
  built();
  DashboardRequest request{storage::find_account(connection_, "A"), date("2026-01-31"), {}, Instant{}, 26, {}};
  request.ranges = {{"last-7-days", *preset_range("last-7-days", request.as_of)}};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      storage::Connection connection = database_.connect();
      EXPECT_NO_THROW(read_dashboard(connection, request));
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(one("select count(*) || ' ' || min(id) || ' ' || max(id) from dashboard_ids"), "500 1 500");
}

TEST_F(DashboardReaderTest, DataThroughIsTheLowestWatermarkOfWhatTheDashboardReads) {
  segment("S");
  built("2026-01-31T03:00:00.25Z");
  EXPECT_EQ(to_string(read().freshness.data_through.value()), "2026-01-31T03:00:00.250000Z");
  run("update watermarks set complete_to = '2026-01-30T01:00:00Z' where resource = 'flows'");
  run("insert into watermarks values ('A', 'tags', '', null, '2020-01-01Z'), ('B', 'events', '', null, '2020-01-01Z'), "
      "('A', 'segment_members', 'GONE', null, '2020-01-01Z')");
  EXPECT_EQ(to_string(read().freshness.data_through.value()), "2026-01-30T01:00:00Z");
  run("update watermarks set complete_to = '2026-01-29T01:00:00Z' where resource = 'segment_members' and partition_key "
      "= 'S'");
  EXPECT_EQ(to_string(read().freshness.data_through.value()), "2026-01-29T01:00:00Z");
  // Facts miss what happened on a day that changed after they were built: summer time, so London's day begins at 23:00
  // UTC.
  run("insert into dirty_days values ('A', 'M', '2025-07-02'), ('A', 'M', '2026-01-31')");
  const Dashboard dashboard = read();
  EXPECT_EQ(to_string(dashboard.freshness.data_through.value()), "2025-07-01T23:00:00Z");
  EXPECT_EQ(dashboard.coverage.unbuilt_days, 2);
}

TEST_F(DashboardReaderTest, AFreshAccountGivesZerosWithTheirReasons) {
  const Dashboard dashboard = read();
  EXPECT_FALSE(dashboard.freshness.data_through);
  EXPECT_TRUE(dashboard.freshness.is_stale());
  EXPECT_EQ(dashboard.coverage.missing_resources,
            (Ids{"campaigns", "events", "flows", "forms", "metrics", "profiles", "segments"}));
  const Snapshot snapshot = render_snapshot(dashboard, "1");
  const nlohmann::json manifest = nlohmann::json::parse(snapshot.files.back().body);
  EXPECT_TRUE(manifest["dataThrough"].is_null());
  EXPECT_GE(manifest["notes"].size(), 8U);
  for (const Document& file : snapshot.files)
    if (file.path == "api/overview") {
      EXPECT_EQ(nlohmann::json::parse(file.body)["revenue"].dump(), R"({"change":0,"current":0,"previous":0})");
    }
  if (!test::dashboard_schema("overview"))
    GTEST_SKIP() << "the dashboard's schemas are not beside the project (../shared/dashboard/schema)";
  for (const Document& file : snapshot.files)
    if (file.path.starts_with("api/"))
      EXPECT_EQ(test::schema_violations(*test::dashboard_schema(file.path.substr(4)), file.body), Ids{}) << file.body;
}

TEST_F(DashboardReaderTest, EventsWithoutFactsAreRefusedSinceZerosWouldLookReal) {
  run("insert into dirty_days values ('A', 'M', '2026-01-31')");
  try {
    read();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kBadData);
  }
  EXPECT_EQ(one("select count(*) from dashboard_ids"), "0");
}

}  // namespace
}  // namespace klytics::presentation
