// The exported overview and campaigns against a direct computation over the events that they were built from.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "presentation/dashboard_reader.h"
#include "presentation/render/snapshot.h"
#include "processing/aggregate.h"
#include "storage/account.h"
#include "support/json_schema.h"
#include "support/test_database.h"

namespace klytics::presentation {
namespace {

using nlohmann::json;

// A shop in New York, so that local days differ from UTC's: three campaigns, one of them archived and one sent across
// the midnight at which the range begins, a flow, people who get, open, click and order, and orders that belong to no
// message.
constexpr const char* kShop = R"sql(
insert into accounts (account_id, name, timezone, currency, raw) values ('A', 'Shop', 'America/New_York', 'USD', '{}');
insert into metrics (account_id, metric_id, name, integration_key, integration_name, raw)
select 'A', id, name, integration, integration, '{}'
from (values ('order', 'Placed Order', 'shopify'), ('received', 'Received Email', 'klaviyo'),
             ('bounced', 'Bounced Email', 'klaviyo'), ('opened', 'Opened Email', 'klaviyo'),
             ('clicked', 'Clicked Email', 'klaviyo')) as m (id, name, integration);
insert into campaigns (account_id, campaign_id, name, channel, archived, send_at, created_at, raw)
select 'A', id, 'Campaign ' || id, 'email', archived, send_at::timestamptz, '2025-01-01Z', '{}'
from (values ('C1', false, '2025-12-10 15:00Z'), ('C2', false, '2026-01-01 00:00Z'), ('C3', true, '2026-01-20 15:00Z'))
  as c (id, archived, send_at);
insert into flows (account_id, flow_id, name, archived, created_at, raw)
values ('A', 'F', 'Welcome', false, '2025-01-01Z', '{}');
insert into flow_messages (account_id, flow_message_id, flow_id, channel, raw) values ('A', 'M', 'F', 'email', '{}');
select ensure_partitions('events', '2025-10-01Z', '2026-03-01Z');

create function luck(seed text) returns integer language sql as $$ select abs(hashtext(seed)) % 100 $$;
create temp table receipts as
select p::text as profile, c.campaign_id as message, null as flow, c.send_at + p * interval '20 minutes' as at
from generate_series(1, 60) p, campaigns c
union all
select p::text, 'M', 'F', timestamptz '2025-11-05 12:00Z' + p * interval '37 hours' from generate_series(1, 60) p;

create function add_event(id text, metric text, r receipts, after interval, amount numeric, machine boolean)
returns void language sql as $$
  insert into events (account_id, event_id, occurred_at, metric_id, profile_id, value, message_id, flow_id,
                      machine_open,
                      attributed_campaign_id, attributed_flow_id, attributed_flow_message_id, raw)
  select 'A', id || r.profile || r.message, r.at + after, metric, r.profile, amount,
         case when amount is null then r.message end, case when amount is null then r.flow end, machine,
         case when amount is not null and r.flow is null then r.message end,
         case when amount is not null then r.flow end,
         case when amount is not null and r.flow is not null then r.message end,
         '{}'
$$;
select add_event('received', 'received', r, '0', null, null) from receipts r;
select add_event('open', 'opened', r, luck('o' || r) * interval '40 minutes', null, luck('m' || r) < 30)
from receipts r where luck('open' || r) < 60;
select add_event('reopen', 'opened', r, interval '4 days', null, luck('n' || r) < 30)
from receipts r where luck('open' || r) < 40;
select add_event('click', 'clicked', r, luck('c' || r) * interval '50 minutes', null, null)
from receipts r where luck('click' || r) < 25;
select add_event('order', 'order', r, luck('b' || r) * interval '1 hour', luck('v' || r) + 0.375, null)
from receipts r where luck('order' || r) < 20;
select add_event('reorder', 'order', r, interval '99 hours', luck('w' || r) / 7.0, null)
from receipts r where luck('order' || r) < 8;
insert into events (account_id, event_id, occurred_at, metric_id, profile_id, value, raw)
select 'A', 'other' || n, timestamptz '2025-11-01 02:00Z' + n * interval '31 hours', 'order', n::text, n * 1.11, '{}'
from generate_series(1, 80) n;
insert into events (account_id, event_id, occurred_at, metric_id, profile_id, message_id, raw)
select 'A', 'bounce' || n || campaign_id, send_at + n * interval '1 hour', 'bounced', 'x' || n, campaign_id, '{}'
from generate_series(1, 7) n, campaigns;
insert into event_keys select account_id, event_id, occurred_at from events;
)sql";

// Figures of the range [$1, $2] straight from the events, with PostgreSQL's own rounding: revenue, open, human open,
// click and conversion rate. Everybody gets each message once.
constexpr const char* kFigures = R"sql(
with e as (
  select *, (occurred_at at time zone 'America/New_York')::date as day,
         coalesce(attributed_campaign_id, attributed_flow_message_id, message_id) as message
  from events
), r as (select profile_id, message from e where metric_id = 'received' and day between $1 and $2),
done as (
  select count(distinct (r.profile_id, r.message)) filter (where e.metric_id = 'opened') as opens,
         count(distinct (r.profile_id, r.message)) filter (where e.metric_id = 'opened' and not machine_open) as human,
         count(distinct (r.profile_id, r.message)) filter (where e.metric_id = 'clicked') as clicks,
         count(distinct (r.profile_id, r.message)) filter (where e.metric_id = 'order') as converters
  from r join e using (profile_id, message)
)
select (select round(sum(value), 2) from e where metric_id = 'order' and day between $1 and $2),
       round(100.0 * opens / n, 1), round(100.0 * human / n, 1), round(100.0 * clicks / n, 1),
       round(100.0 * converters / n, 1)
from done, (select count(*) as n from r) as received)sql";

// The rows of /campaigns for the range [$1, $2] straight from the events: id of Klaviyo, sent, four rates, revenue.
constexpr const char* kCampaigns = R"sql(
with e as (
  select *, (occurred_at at time zone 'America/New_York')::date as day,
         coalesce(attributed_campaign_id, message_id) as message
  from events where flow_id is null and attributed_flow_id is null
), r as (select profile_id, message from e where metric_id = 'received' and day between $1 and $2)
select c.campaign_id,
       (select count(*) from e
        where message = campaign_id and metric_id in ('received', 'bounced') and day between $1 and $2),
       round(100.0 * count(distinct r.profile_id) filter (where e.metric_id = 'opened')
             / count(distinct r.profile_id), 1),
       round(100.0 * count(distinct r.profile_id) filter (where e.metric_id = 'opened' and not machine_open)
             / count(distinct r.profile_id), 1),
       round(100.0 * count(distinct r.profile_id) filter (where e.metric_id = 'clicked')
             / count(distinct r.profile_id), 1),
       round(100.0 * count(distinct r.profile_id) filter (where e.metric_id = 'order')
             / count(distinct r.profile_id), 1),
       (select coalesce(round(sum(value), 2), 0) from e
        where metric_id = 'order' and message = campaign_id and day between $1 and $2)
from campaigns c
join r on r.message = c.campaign_id
join e on e.message = r.message and e.profile_id = r.profile_id
group by c.campaign_id, c.send_at
order by c.send_at desc)sql";

class ExportAgainstEventsTest : public testing::Test {
 protected:
  ExportAgainstEventsTest() : connection_(database_.connect()) {
    connection_.execute(kShop);
    processing::AggregateOptions options;
    options.account_id = "A";
    options.attribution = {"native"};
    processing::aggregate(connection_, options);
    DashboardRequest request;
    request.account = storage::find_account(connection_, "A");
    request.as_of = *parse_date("2026-01-30");
    request.metrics = true;
    request.now = *parse_instant("2026-01-31T04:00:00Z");
    for (const std::string_view name : kPresetRanges)
      request.ranges.push_back({std::string(name), *preset_range(name, request.as_of)});
    snapshot_ = render_snapshot(read_dashboard(connection_, request), "1");
  }

  json file(const std::string& path) const {
    for (const Document& document : snapshot_.files)
      if (document.path == path) return json::parse(document.body);
    throw std::out_of_range(path);
  }

  test::TestDatabase database_;
  storage::Connection connection_;
  Snapshot snapshot_;
};

TEST_F(ExportAgainstEventsTest, OverviewOfTheLast30DaysEqualsADirectComputation) {
  const storage::Rows current = connection_.execute(kFigures, {"2025-12-31", "2026-01-30"});
  const storage::Rows previous = connection_.execute(kFigures, {"2025-11-30", "2025-12-30"});
  const json overview = file("api/overview");
  std::size_t column = 0;
  for (const char* member : {"revenue", "openRate", "humanOpenRate", "clickRate", "conversionRate"}) {
    EXPECT_EQ(overview[member]["current"], json::parse(current.text(0, column))) << member;
    EXPECT_EQ(overview[member]["previous"], json::parse(previous.text(0, column))) << member;
    EXPECT_GT(overview[member]["current"], 0) << member;
    const storage::Rows change =
        connection_.execute("select round(100 * ($1::numeric - $2::numeric) / $2::numeric, 1)",
                            {std::string(current.text(0, column)), std::string(previous.text(0, column))});
    EXPECT_EQ(overview[member]["change"], json::parse(change.text(0, 0))) << member;
    ++column;
  }
}

TEST_F(ExportAgainstEventsTest, CampaignsOfTheLast30DaysEqualADirectComputation) {
  const storage::Rows expected = connection_.execute(kCampaigns, {"2025-12-31", "2026-01-30"});
  const json campaigns = file("api/campaigns");
  ASSERT_EQ(campaigns.size(), 2U);
  ASSERT_EQ(expected.size(), 2U);
  for (std::size_t row = 0; row < expected.size(); ++row) {
    EXPECT_EQ(campaigns[row]["klaviyoId"], std::string(expected.text(row, 0)));
    std::size_t column = 1;
    for (const char* member : {"sent", "openRate", "humanOpenRate", "clickRate", "conversionRate", "revenue"})
      EXPECT_EQ(campaigns[row][member], json::parse(expected.text(row, column++)))
          << member << " of " << expected.text(row, 0);
  }
  // Sent across midnight: the part that was received on the eve of a range belongs to the eve.
  EXPECT_EQ(file("ranges/last-month/campaigns")[0]["klaviyoId"], "C2");
  EXPECT_GT(file("ranges/last-month/campaigns")[0]["sent"], 0);
  EXPECT_GT(file("ranges/this-month/campaigns")[1]["sent"], 0);
}

TEST_F(ExportAgainstEventsTest, RevenueByDayAddsUpToTheOrdersOfEachDay) {
  const storage::Rows expected = connection_.execute(
      "select (occurred_at at time zone 'America/New_York')::date, round(sum(value), 2) from events "
      "where metric_id = 'order' and (occurred_at at time zone 'America/New_York')::date "
      "between '2026-01-01' and '2026-01-30' group by 1 order by 1");
  const json days = file("ranges/this-year/charts/revenue");
  ASSERT_EQ(days.size(), 30U);
  std::map<std::string, double> sums;
  for (const json& day : days) {
    const double sum = day["campaigns"].get<double>() + day["flows"].get<double>() + day["forms"].get<double>() +
                       day["other"].get<double>();
    if (sum > 0) sums[day["date"]] = sum;
  }
  ASSERT_EQ(sums.size(), expected.size());
  for (std::size_t row = 0; row < expected.size(); ++row)
    // Each source is rounded to the cent by itself, so the sum of four may be off by half a cent each.
    EXPECT_NEAR(sums[std::string(expected.text(row, 0))], expected.number(row, 1), 0.0201) << expected.text(row, 0);
}

TEST_F(ExportAgainstEventsTest, EveryFileOfEveryRangeKeepsToItsSchema) {
  if (!test::dashboard_schema("overview"))
    GTEST_SKIP() << "the dashboard's schemas are not beside the project (../shared/dashboard/schema)";
  constexpr std::size_t kMetrics = 4 + 5;  // those of the facts and the shop's own
  constexpr std::size_t kKinds = 5;        // of one metric; then all pairs, and the matrix
  EXPECT_EQ(snapshot_.files.size(),
            (endpoints().size() + kKinds * kMetrics + kMetrics * kMetrics + 1) * (kPresetRanges.size() + 1) + 1);
  for (const Document& document : snapshot_.files) {
    if (document.path == "manifest.json") continue;
    const std::size_t prefix = document.path.starts_with("api/") ? 4 : document.path.find('/', 7) + 1;
    const Endpoint* endpoint = find_endpoint(document.path.substr(prefix));
    ASSERT_NE(endpoint, nullptr) << document.path;
    if (endpoint->name == "analytics/correlations") continue;  // the dashboard has no schema of it
    EXPECT_EQ(test::schema_violations(*test::dashboard_schema(endpoint->name), document.body),
              std::vector<std::string>{})
        << document.path << ": " << document.body;
  }
}

}  // namespace
}  // namespace klytics::presentation
