#include "processing/daily_facts.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "shop.h"

namespace klytics::processing {
namespace {

using testing::ElementsAre;

const Account kAccount{"acc", "Shop", "Europe/London", "GBP"};

Date date(const char* text) { return parse_date(text).value(); }

DailyFacts read(Shop& shop, const char* first, const char* last) {
  const DateRange data = complete_days(shop.connection(), kAccount).value();
  return read_daily_facts(shop.connection(), kAccount, compared_periods({date(first), date(last)}, data));
}

TEST(DailyFacts, PeriodsComeFromWhatIsComplete) {
  const DateRange data{date("2025-01-01"), date("2026-03-31")};
  const ComparedPeriods periods = compared_periods({date("2026-03-02"), date("2026-03-31")}, data);
  EXPECT_EQ(periods.previous, (DateRange{date("2026-01-31"), date("2026-03-01")}));
  EXPECT_EQ(periods.year_ago, (DateRange{date("2025-03-03"), date("2025-04-01")}));  // a Monday as well
  EXPECT_EQ(periods.history, (DateRange{date("2025-08-04"), date("2026-03-01")}));
  EXPECT_FALSE(compared_periods({date("2025-12-01"), date("2025-12-30")}, data).year_ago);
  EXPECT_EQ(compared_periods({date("2025-02-01"), date("2025-02-28")}, data).history,
            (DateRange{date("2025-01-01"), date("2025-01-31")}));
}

TEST(DailyFacts, OrdersAreToldByWhatLedToThemAndByWhetherTheyWereTheFirst) {
  Shop shop;
  shop.connection().execute(
      "insert into flows (account_id, flow_id, name, archived, raw) values ('acc', 'F', 'Welcome', false, '{}')");
  shop.put({"r1", "2026-01-04 09:00Z", "received", "p", {}, {}, {}, "m1", "F"});
  shop.put(TestEvent{"o1", "2026-01-05 10:00Z", "order", "p", "10.50"}
               .with_attributed_flow("F")
               .with_attributed_flow_message("m1"));
  shop.put({"o2", "2026-01-05 11:00Z", "order", "p", "4"});
  shop.put({"o3", "2026-01-05 12:00Z", "order", "q", "8"});
  shop.put({"o4", "2026-01-12 12:00Z", "order", "q", "2"});
  shop.put({"o5", "2026-01-14 12:00Z", "order", "q", "2", "JPY"});  // no rate: in no sum
  shop.put({"o6", "2026-01-17 23:00Z", "order", "q", "1"});
  shop.aggregate();
  EXPECT_EQ(complete_days(shop.connection(), kAccount), (DateRange{date("2026-01-04"), date("2026-01-17")}));
  const DailyFacts facts = read(shop, "2026-01-11", "2026-01-17");
  std::vector<std::string> orders;
  for (const OrderFacts& one : facts.orders)
    orders.push_back(fmt::format("{} {} {}/{}/{} {} {} {}", to_string(one.day), one.origin.channel, one.origin.source,
                                 one.origin.owner, one.origin.message, one.is_first ? "first" : "later", one.revenue,
                                 one.orders));
  EXPECT_THAT(orders, ElementsAre("2026-01-05 none flow/F/m1 first 10.5 1", "2026-01-05 none other// later 4 1",
                                  "2026-01-05 none other// first 8 1", "2026-01-12 none other// later 2 1",
                                  "2026-01-17 none other// later 1 1"));
  EXPECT_EQ(facts.on(date("2026-01-05")).revenue, 22.5);
  EXPECT_EQ(facts.on(date("2026-01-05")).customers, 2);
  EXPECT_EQ(facts.on(date("2026-01-06")).orders, 0);
  EXPECT_THROW(facts.on(date("2026-01-18")), Error);
  EXPECT_EQ(facts.names.at({"flow", "F"}), "Welcome");
}

TEST(DailyFacts, CustomersAreDistinctInAPeriod) {
  Shop shop;
  for (const char* day : {"01", "03", "08", "09", "14"})
    shop.put({std::string("p") + day, std::string("2026-01-") + day + " 10:00Z", "order", "p", "1"});
  shop.put({"q", "2026-01-10 10:00Z", "order", "q", "1"});
  shop.put({"nobody", "2026-01-10 11:00Z", "order", {}, "1"});
  shop.aggregate();
  std::vector<std::string> customers;
  for (const CustomerFacts& one : read(shop, "2026-01-08", "2026-01-14").customers)
    customers.push_back(
        fmt::format("{} {} {}", to_string(one.days.first), one.is_new ? "new" : "returning", one.customers));
  EXPECT_THAT(customers, ElementsAre("2026-01-08 returning 1", "2026-01-08 new 1", "2026-01-01 new 1"));
}

TEST(DailyFacts, MessagesCarryWhatWasDoneWithThem) {
  Shop shop;
  shop.put({"r1", "2026-01-01 09:00Z", "received", "p", {}, {}, {}, "m1", "F"});
  shop.put({"r2", "2026-01-09 09:00Z", "received", "p", {}, {}, {}, "m1", "F"});
  shop.put({"c2", "2026-01-10 09:00Z", "opened", "p", {}, {}, {}, "m1", "F"});
  shop.put(
      TestEvent{"o", "2026-01-14 10:00Z", "order", "p", "1"}.with_attributed_flow("F").with_attributed_flow_message(
          "m1"));
  shop.aggregate();
  std::vector<std::string> messages;
  for (const MessageFacts& one : read(shop, "2026-01-08", "2026-01-14").messages)
    messages.push_back(fmt::format("{} {}/{}/{} {} {} {}", to_string(one.day), one.origin.source, one.origin.owner,
                                   one.origin.message, one.received, one.opens, one.converters));
  EXPECT_THAT(messages, ElementsAre("2026-01-01 flow/F/m1 1 0 0", "2026-01-09 flow/F/m1 1 1 1"));
}

// Who had left a segment before its members were first collected is not known: it would seem to grow.
TEST(DailyFacts, SegmentsCountByMembershipWhenTheDayBeganOnceTheyWereCollected) {
  Shop shop;
  shop.connection().execute(
      "insert into segments (account_id, segment_id, name, raw) values ('acc', 'S', 'VIP', '{}'), ('acc', 'T', 'Late', "
      "'{}');"
      "insert into segment_members (account_id, segment_id, profile_id, joined_at, left_at, first_seen_at, raw) values"
      " ('acc', 'S', 'p', '2026-01-05 12:00Z', null, '2025-12-01', '{}'),"
      " ('acc', 'S', 'q', '2025-11-01', '2026-01-09', '2025-12-01', '{}'),"
      " ('acc', 'T', 'p', '2025-11-01', null, '2026-01-02', '{}')");
  for (const char* day : {"01", "05", "06", "10", "14"})
    for (const char* person : {"p", "q"})
      shop.put({std::string(person) + day, std::string("2026-01-") + day + " 10:00Z", "order", person, "3"});
  shop.aggregate();
  std::vector<std::string> segments;
  for (const SegmentFacts& one : read(shop, "2026-01-08", "2026-01-14").segments)
    segments.push_back(fmt::format("{} {} {} {}", to_string(one.day), one.name, one.revenue, one.orders));
  EXPECT_THAT(segments, ElementsAre("2026-01-01 VIP 3 1", "2026-01-05 VIP 3 1", "2026-01-06 VIP 6 2",
                                    "2026-01-10 VIP 3 1", "2026-01-14 VIP 3 1"));
}

TEST(DailyFacts, WithoutFactsThereIsAComplaint) {
  Shop shop;
  EXPECT_THROW(complete_days(shop.connection(), kAccount), Error);
  shop.aggregate();
  EXPECT_FALSE(complete_days(shop.connection(), kAccount));
}

}  // namespace
}  // namespace klytics::processing
