// Whatever happens to the events and whenever facts are built in between, the tables end the same as after one full
// build.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "shop.h"

namespace klytics::processing {
namespace {

// Every column of every fact, as text, so that 1.5 and 1.50 differ.
std::vector<std::string> all_facts(Shop& shop) {
  std::vector<std::string> lines;
  for (const char* table : {"fact_orders", "fact_order_products", "fact_products", "fact_revenue", "fact_engagement",
                            "fact_conversions", "fact_forms", "fact_metrics"})
    for (const std::string& line : shop.rows("to_json(f)", std::string(table) + " f"))
      lines.push_back(std::string(table) + " " + line);
  return lines;
}

std::optional<std::string> pick(const std::vector<const char*>& choices) {
  const char* choice = *rc::gen::elementOf(choices);
  return choice ? std::optional<std::string>(choice) : std::nullopt;
}

// Few people, messages and days, so that events meet; an id that comes again is a correction.
TestEvent any_event() {
  TestEvent event;
  event.id = "e" + std::to_string(*rc::gen::inRange(0, 40));
  event.metric = *pick({"order", "order", "line", "line", "received", "received", "opened", "clicked", "bounced",
                        "received_sms", "clicked_sms", "unsubscribed", "spam", "form_view", "form_submit", "unknown"});
  // Around the clock change of 27 March and a month's end, at times that often coincide.
  const int hours = *rc::gen::inRange(0, 10 * 24 / 5) * 5;
  const int day = 25 + hours / 24;
  char text[32];
  std::snprintf(text, sizeof text, "2011-%02d-%02d %02d:30Z", day > 31 ? 4 : 3, day > 31 ? day - 31 : day, hours % 24);
  event.time = text;
  event.profile = pick({"p", "p", "q", "s", nullptr});
  if (event.metric == "order") {
    event.value = pick({"1", "2.50", "3.5", nullptr});
    event.currency = pick({"GBP", nullptr, nullptr, "EUR"});
    event.unique_id = pick({"A", "B", nullptr, nullptr});
    event.attributed_campaign = pick({"C1", nullptr, nullptr, nullptr});
    event.attributed_flow_message = event.attributed_campaign ? std::nullopt : pick({"F1", nullptr, nullptr, nullptr});
    event.attributed_event = pick({"e1", "e2", nullptr, nullptr});
    event.properties =
        *pick({R"({"Items":["Shirt","Scarf"]})", R"({"Items":[{"ProductName":"Shirt","Quantity":2,"ItemPrice":1.5}]})",
               R"({"$extra":{"line_items":[{"title":"Scarf","price":"3.10","quantity":"1"}]}})", "{}"});
  } else if (event.metric == "line") {
    event.value = pick({"1", "2.50", nullptr});
    event.unique_id = pick({"A:0", "A:1", "B:0", nullptr});
    event.properties =
        *pick({R"({"ProductName":"Shirt","Quantity":1})", R"({"ProductName":"Scarf","OrderId":"B"})", "[]", "{}"});
  } else if (event.metric.starts_with("form")) {
    event.form = pick({"W1", "W2"});
  } else {
    event.message = pick({"C1", "C1", "F1", "F1", "C2", nullptr});
    if (event.message == "F1") event.flow = pick({"F", nullptr});
    event.machine_open = pick({"t", "f", nullptr});
  }
  return event;
}

RC_GTEST_PROP(Aggregate, IncrementalAndFullBuildsGiveTheSameTables, ()) {
  Shop shop;
  const int runs = *rc::gen::inRange(1, 5);
  for (int run = 0; run < runs; ++run) {
    const int events = *rc::gen::inRange(0, 25);
    std::vector<TestEvent> batch;
    for (int i = 0; i < events; ++i) batch.push_back(any_event());
    if (!batch.empty()) shop.put(batch);
    if (*rc::gen::inRange(0, 6) == 0)
      shop.connection().execute(
          "insert into flow_messages (account_id, flow_message_id, flow_id, channel, raw)"
          " values ('acc', 'F1', 'F', 'email', '{}') on conflict do nothing;"
          "insert into campaigns (account_id, campaign_id, name, channel, archived, raw)"
          " values ('acc', 'C1', 'Sale', 'sms', false, '{}') on conflict do nothing");
    const AggregateSummary summary = shop.aggregate();
    RC_ASSERT(summary.full == (run == 0));
  }
  const std::vector<std::string> incremental = all_facts(shop);
  shop.aggregate_full();
  RC_ASSERT(incremental == all_facts(shop));
}

}  // namespace
}  // namespace klytics::processing
