// Facts after a prune: held days are built as before, pruned days stay, nothing is counted twice.
#include "storage/retention.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "processing/consistency.h"
#include "shop.h"
#include "storage/cohort_reader.h"

namespace klytics::processing {
namespace {

using storage::Pruned;
using testing::ElementsAre;
using testing::IsEmpty;

// Twelve months before this, whole months: events before 2025-06-01 go, facts of days before 2025-07-03 stay.
const Instant kNow = parse_instant("2026-06-15T12:00:00Z").value();

std::vector<Pruned> prune_events(Shop& shop, bool dry_run = false) {
  return storage::prune(shop.connection(), {{}, *parse_retention_period("12mo"), {}, {}}, kNow, dry_run);
}

// Every row of every table of facts.
std::vector<std::string> facts(Shop& shop) {
  std::vector<std::string> all;
  for (const char* table :
       {"fact_orders", "fact_revenue", "fact_engagement", "fact_conversions", "fact_forms", "fact_metrics",
        "fact_products", "fact_order_products", "fact_subscribers", "fact_segments"})
    for (const std::string& row : shop.rows(std::string("'") + table + "', t::text", std::string(table) + " t"))
      all.push_back(row);
  return all;
}

// Two people over fifteen months: messages, opens, clicks, orders, forms.
void fill(Shop& shop) {
  std::vector<TestEvent> events;
  const char* people[] = {"p", "q"};
  int n = 0;
  for (int month = 0; month < 15; ++month)
    for (const char* person : people)
      for (int day : {3, 17, 28}) {
        const int year = 2025 + (2 + month) / 12;
        const std::string date =
            std::to_string(year) + "-" + std::to_string((2 + month) % 12 + 1) + "-" + std::to_string(day);
        const std::string message = "m" + std::to_string(month) + "_" + std::to_string(day);
        const std::string id = std::to_string(++n);
        events.push_back(TestEvent{"r" + id, date + " 08:00Z", "received", person}.with_message(message.c_str()));
        events.push_back(TestEvent{"o" + id, date + " 09:00Z", "opened", person}.with_message(message.c_str()));
        events.push_back(TestEvent{"c" + id, date + " 09:01Z", "clicked", person}.with_message(message.c_str()));
        events.push_back(TestEvent{"f" + id, date + " 09:02Z", "form_submit", person}.with_form("form"));
        events.push_back(TestEvent{"b" + id, date + " 10:00Z", "order", person, "10.50", {}, "A" + id}.with_properties(
            R"({"Items":["Shirt"]})"));
      }
  shop.put(events);
}

TEST(Retention, PrunedDaysKeepTheirFactsAndHeldDaysAreBuiltAsBefore) {
  Shop shop;
  fill(shop);
  shop.aggregate();
  const std::vector<std::string> before = facts(shop);

  const std::vector<Pruned> report = prune_events(shop);
  ASSERT_EQ(report.size(), 1U);
  EXPECT_EQ(report[0].before, "2025-06-01T00:00:00Z");
  EXPECT_EQ(report[0].partitions, 3);        // March, April, May
  EXPECT_EQ(report[0].rows, 3 * 3 * 2 * 5);  // months, days, people, events
  EXPECT_EQ(report[0].kept, "24 orders, 12 first events, 18 receipts");
  EXPECT_THAT(shop.rows("min(occurred_at)", "events"), ElementsAre("2025-06-03 08:00:00+00"));
  EXPECT_EQ(facts(shop), before);

  shop.aggregate();
  EXPECT_EQ(facts(shop), before);
  const AggregateSummary summary = shop.aggregate_full();
  EXPECT_EQ(facts(shop), before);
  EXPECT_EQ(summary.held.facts_built_from, "2025-07-03");
}

TEST(Retention, LaterEventsCountTheSameWithAndWithoutAPrune) {
  const auto later = [](Shop& shop) {
    // An order of a known person, and an open of a message whose second receipt is held.
    shop.put(TestEvent{"new1", "2026-06-01 10:00Z", "order", "p", "7", {}, "N1"});
    shop.put(TestEvent{"new2", "2026-06-02 10:00Z", "received", "p"}.with_message("m0_3"));
    shop.put(TestEvent{"new3", "2026-06-02 11:00Z", "opened", "p"}.with_message("m0_3"));
    shop.aggregate();
  };
  Shop whole;
  fill(whole);
  whole.aggregate();
  later(whole);
  Shop pruned;
  fill(pruned);
  pruned.aggregate();
  prune_events(pruned);
  later(pruned);
  EXPECT_EQ(facts(pruned), facts(whole));
  // The open counts, but not as unique: it was unique in March 2025.
  EXPECT_THAT(pruned.rows("received, opens, unique_opens", "fact_engagement where day = '2026-06-02'"),
              ElementsAre("1|1|0"));
  EXPECT_THAT(pruned.rows("order_number, previous_day", "fact_orders where order_id = 'N1'"),
              ElementsAre("46|2026-05-28"));
  pruned.aggregate_full();
  EXPECT_EQ(facts(pruned), facts(whole));
}

TEST(Retention, ALateEventForAPrunedMessageIsNotCountedAgain) {
  Shop shop;
  fill(shop);
  shop.aggregate();
  prune_events(shop);
  const std::vector<std::string> before = shop.rows("t::text", "fact_engagement t");
  // Sent again from before what is held, and new for a message from before.
  shop.put(TestEvent{"o1", "2025-03-03 09:00Z", "opened", "p"}.with_message("m0_3"));
  shop.put(TestEvent{"late", "2026-06-03 09:00Z", "opened", "p"}.with_message("m0_3"));
  shop.aggregate();
  EXPECT_EQ(shop.rows("t::text", "fact_engagement t"), before);
  shop.aggregate_full();
  EXPECT_EQ(shop.rows("t::text", "fact_engagement t"), before);
  EXPECT_THAT(shop.rows("event_id", "events where event_id in ('o1', 'late')"), ElementsAre("late"));
}

TEST(Retention, AnOrderThatIsSentAgainIsOneOrder) {
  Shop shop;
  fill(shop);
  shop.aggregate();
  prune_events(shop);
  const std::vector<std::string> before = facts(shop);
  shop.put(TestEvent{"again", "2026-06-03 09:00Z", "order", "p", "10.50", {}, "A1"});
  shop.aggregate();
  EXPECT_EQ(shop.rows("t::text", "fact_orders t where order_id = 'A1'").size(), 1U);
  EXPECT_THAT(shop.rows("revenue", "fact_revenue where day = '2026-06-03'"), IsEmpty());
}

TEST(Retention, ADayThatIsNotBuiltStaysWithAllAfterIt) {
  Shop shop;
  fill(shop);
  EXPECT_EQ(prune_events(shop)[0].rows, 0);  // nothing was ever built
  EXPECT_THAT(prune_events(shop)[0].hindrance, testing::HasSubstr("run klytics aggregate"));
  shop.aggregate();
  shop.put(TestEvent{"late", "2025-05-20 10:00Z", "order", "p", "1"});
  const std::vector<Pruned> report = prune_events(shop);
  EXPECT_EQ(report[0].before, "2025-04-01T00:00:00Z");
  EXPECT_THAT(report[0].hindrance, testing::HasSubstr("days that changed"));
  EXPECT_THAT(shop.rows("count(*)", "events where event_id = 'late'"), ElementsAre("1"));
}

TEST(Retention, ADryRunSaysTheSameAndChangesNothing) {
  Shop shop;
  fill(shop);
  shop.aggregate();
  const std::vector<std::string> before = shop.rows("event_id", "events");
  const std::vector<Pruned> planned = prune_events(shop, true);
  EXPECT_EQ(shop.rows("event_id", "events"), before);
  EXPECT_THAT(shop.rows("count(*)", "retention"), ElementsAre("0"));
  const std::vector<Pruned> done = prune_events(shop);
  EXPECT_EQ(planned[0].rows, done[0].rows);
  EXPECT_EQ(planned[0].kept, done[0].kept);
}

TEST(Retention, PrunedFactsDoNotComeBackAndTheirOrdersAreKept) {
  Shop shop;
  fill(shop);
  shop.aggregate();
  const std::vector<Pruned> report =
      storage::prune(shop.connection(), {{}, {}, *parse_retention_period("12mo"), {}}, kNow, false);
  EXPECT_EQ(report[0].before, "2025-06-15");
  EXPECT_EQ(report[0].kept, "26 orders");
  const std::vector<std::string> held = facts(shop);
  EXPECT_THAT(shop.rows("min(day)", "fact_orders"), ElementsAre("2025-06-17"));
  EXPECT_THAT(shop.rows("count(*)", "ledger_orders"), ElementsAre("26"));
  shop.aggregate_full();
  EXPECT_EQ(facts(shop), held);
}

const Account kAccount{"acc", "Shop", "Europe/London", "GBP"};

// "day cohort name" of everybody's beginning.
std::vector<std::string> starts(Shop& shop, const std::string& definition) {
  std::vector<std::string> lines;
  shop.connection().transaction([&] {
    storage::CohortReader reader(shop.connection(), kAccount);
    Orders orders;
    for (const auto& start : reader.read_starts(orders, parse_cohort_definition(definition), {"Submitted Form"}))
      lines.push_back(std::to_string(start.day) + " " + start.id + " " + start.name);
  });
  std::ranges::sort(lines);
  return lines;
}

TEST(Retention, CohortsBeginAsBefore) {
  Shop shop;
  fill(shop);
  shop.connection().execute(
      "insert into dim_message (account_id, message_id, channel, source, source_id) values"
      " ('acc', 'm0_3', 'email', 'campaign', 'C1'), ('acc', 'm1_3', 'email', 'flow', 'F1'),"
      " ('acc', 'm14_3', 'email', 'campaign', 'C2')");
  shop.aggregate();
  const char* definitions[] = {"metric:Opened Email", "metric:Placed Order", "campaign", "flow", "form"};
  std::vector<std::vector<std::string>> before;
  for (const char* definition : definitions) before.push_back(starts(shop, definition));
  EXPECT_GT(prune_events(shop)[0].rows, 0);
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(before[i].size(), 2U) << definitions[i];
    EXPECT_EQ(starts(shop, definitions[i]), before[i]) << definitions[i];
  }
}

CheckResult conversions_check(Shop& shop) {
  for (const CheckResult& check : check_consistency(shop.connection(), kAccount))
    if (check.name == "conversions_add_up") return check;
  throw std::logic_error("no such check");
}

TEST(Retention, ConversionsAreStillHeldAgainstOrders) {
  Shop shop;
  fill(shop);
  shop.aggregate();
  prune_events(shop);
  // An order that a message of a day that stays as it is led to: no conversion of a day that is compared.
  shop.put(TestEvent{"late", "2025-07-03 09:30Z", "clicked", "p"}.with_message("m0_3"));
  shop.put(TestEvent{"order", "2025-07-03 09:40Z", "order", "p", "5", {}, "B1"});
  shop.aggregate();
  EXPECT_THAT(shop.rows("source", "fact_orders where order_id = 'B1'"), ElementsAre("campaign"));
  EXPECT_TRUE(conversions_check(shop).holds()) << conversions_check(shop).example;
  shop.connection().execute(
      "update fact_conversions set conversions = conversions + 1 where day = (select max(day) from fact_conversions)");
  EXPECT_FALSE(conversions_check(shop).holds());
}

TEST(Retention, AWorkingSyncIsNotDisturbed) {
  Shop shop;
  fill(shop);
  shop.aggregate();
  storage::Connection other = shop.connect();
  other.query("queries/runs/try_lock", {"sync", "acc"});
  EXPECT_THROW(prune_events(shop), Error);
  EXPECT_THAT(shop.rows("count(*)", "retention"), ElementsAre("0"));
}

}  // namespace
}  // namespace klytics::processing
