#include "processing/consistency.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "shop.h"

namespace klytics::processing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Account kAccount{"acc", "Shop", "Europe/London", "GBP"};

// Names, numbers and examples of what does not hold.
std::vector<std::string> broken(Shop& shop) {
  std::vector<std::string> lines;
  for (const CheckResult& check : check_consistency(shop.connection(), kAccount))
    if (!check.holds())
      lines.push_back(std::string(check.name) + " " + std::to_string(check.found) + " " + check.example);
  return lines;
}

// A message with everything that follows from it, on a day of a clock change.
void fill(Shop& shop) {
  shop.put(TestEvent{"r", "2026-03-29 00:10Z", "received", "p"}.with_message("C"));
  shop.put(TestEvent{"o", "2026-03-29 10:00Z", "opened", "p"}.with_message("C"));
  shop.put({"1", "2026-03-29 11:00Z", "order", "p", "10"});
  shop.put({"2", "2026-03-30 11:00Z", "order", "p", "5"});
  shop.put({"3", "2026-03-30 11:00Z", "order", "q", "5"});
  shop.aggregate();
}

TEST(Consistency, EverythingHoldsOfAShopInOrder) {
  Shop shop;
  EXPECT_THAT(broken(shop), IsEmpty());  // before the first build, too
  fill(shop);
  EXPECT_THAT(broken(shop), IsEmpty());
  shop.put({"4", "2026-03-31 11:00Z", "order", "q", "5"});  // not built yet: no contradiction
  EXPECT_THAT(broken(shop), IsEmpty());
}

TEST(Consistency, ChangedFactsAreFound) {
  const std::pair<const char*, const char*> cases[] = {
      {"update fact_revenue set revenue = revenue + 0.01 where day = '2026-03-30'", "revenue_adds_up 1 2026-03-30"},
      {"delete from fact_revenue where day = '2026-03-29'", "revenue_adds_up 1 2026-03-29"},
      {"update fact_metrics set events = events + 1 where metric_id = 'opened'",
       "facts_match_events 1 opened 2026-03-29"},
      {"delete from fact_metrics where metric_id = 'opened'", "facts_match_events 1 opened 2026-03-29"},
      {"update fact_conversions set conversions = conversions + 2", "conversions_add_up 2 4 conversions, 2 orders"},
      {"update fact_engagement set unique_opens = 2", "rates_stay_below_100 1 C 2026-03-29"},
      {"update fact_orders set order_number = 3 where order_id = '2'", "orders_are_numbered 1 p"},
      {"update fact_orders set event_id = 'x' where order_id = '2'", "orders_match_events 1 2"},
      {"update event_keys set occurred_at = occurred_at + interval '1 s' where event_id = 'o'",
       "events_are_stored_once 2 o"},
  };
  for (const auto& [damage, found] : cases) {
    Shop shop;
    fill(shop);
    shop.connection().execute(damage);
    EXPECT_THAT(broken(shop), ElementsAre(found)) << damage;
  }
}

TEST(Consistency, OddEventsAreFound) {
  const std::pair<TestEvent, const char*> cases[] = {
      {{"x", "2026-03-30 10:00Z", "unlisted", "p"}, "events_have_a_metric 1 x"},
      {{"x", "2026-03-30 10:00Z", "opened", {}}, "events_name_a_person 1 x"},
      {{"x", "1999-12-31 10:00Z", "opened", "p"}, "event_times_are_plausible 1 x"},
      {{"x", "2099-12-31 10:00Z", "opened", "p"}, "event_times_are_plausible 1 x"},
      {{"x", "2026-03-30 12:00Z", "order", "p", "-1"}, "money_is_not_negative 1 x"},
      {{"x", "2026-03-30 12:00Z", "order", "p", "1", "EUR"}, "money_has_one_currency 1 x in EUR"},
      {{"x", "2026-03-30 12:00Z", "order", "q", "1", {}, "2"}, "orders_name_one_person 1 2"},
  };
  for (const auto& [event, found] : cases) {
    Shop shop;
    fill(shop);
    shop.put(event);
    shop.aggregate();
    EXPECT_THAT(broken(shop), ElementsAre(found)) << event.metric << ' ' << event.time;
  }
}

TEST(Consistency, AGapIsFoundWhereEveryDayHasManyEvents) {
  Shop shop;
  std::vector<TestEvent> events;
  for (const int day : {10, 11, 13})
    for (int i = 0; i < 20; ++i)
      events.push_back(
          {std::to_string(day) + "-" + std::to_string(i), "2026-01-" + std::to_string(day) + " 10:00Z", "opened", "p"});
  shop.put(events);
  shop.aggregate();
  EXPECT_THAT(broken(shop), ElementsAre("no_day_is_empty 1 2026-01-12"));
  shop.connection().execute("update fact_metrics set events = 19");
  for (const CheckResult& check : check_consistency(shop.connection(), kAccount))
    if (check.name == "no_day_is_empty") EXPECT_TRUE(check.holds());
}

}  // namespace
}  // namespace klytics::processing
