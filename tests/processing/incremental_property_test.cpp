// Whatever happens to the events and whenever facts are built in between, the tables end the same as after one full
// build.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>

#include "shop.h"

namespace klytics::processing {
namespace {

// Rapidcheck's default of 100 cases takes minutes; RC_PARAMS="max_success=1000" runs as many.
[[maybe_unused]] const bool fewer_cases = setenv("RC_PARAMS", "max_success=12", 0) == 0;

std::optional<std::string> pick(const std::vector<const char*>& choices) {
  const char* choice = *rc::gen::elementOf(choices);
  return choice ? std::optional<std::string>(choice) : std::nullopt;
}

std::string any_id() { return "e" + std::to_string(*rc::gen::inRange(0, 40)); }

// Few people, messages and days, so that events meet; an id that comes again is a correction.
TestEvent any_event() {
  TestEvent event;
  event.id = any_id();
  event.metric = *pick({"order", "order", "line", "line", "received", "received", "opened", "clicked", "bounced",
                        "received_sms", "clicked_sms", "unsubscribed", "spam", "form_view", "form_submit", "unknown"});
  // Around the clock changes of 27 March and, more rarely, 30 October and a month's end, at times that often coincide.
  const int month = *rc::gen::elementOf(std::vector{3, 3, 3, 10});
  const int hours = *rc::gen::inRange(0, 10 * 24 / 5) * 5;
  const int day = 25 + hours / 24;
  char text[32];
  std::snprintf(text, sizeof text, "2011-%02d-%02d %02d:30Z", day > 31 ? month + 1 : month, day > 31 ? day - 31 : day,
                hours % 24);
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

// A step in the life of a shop: events arrive, some are found gone, listings tell whose a message is.
void anything_happens(Shop& shop) {
  std::vector<TestEvent> batch;
  const int events = *rc::gen::inRange(0, 30);
  for (int i = 0; i < events; ++i) batch.push_back(any_event());
  if (!batch.empty()) shop.put(batch);
  const int gone = *rc::gen::inRange(0, 4);
  for (int i = 0; i < gone; ++i) shop.remove_gone(any_id());
  if (*rc::gen::inRange(0, 6) == 0)
    shop.connection().execute(
        "insert into flow_messages (account_id, flow_message_id, flow_id, channel, raw)"
        " values ('acc', 'F1', 'F', 'email', '{}') on conflict do nothing;"
        "insert into campaigns (account_id, campaign_id, name, channel, archived, raw)"
        " values ('acc', 'C1', 'Sale', 'sms', false, '{}') on conflict do nothing");
}

RC_GTEST_PROP(Aggregate, IncrementalAndFullBuildsGiveTheSameTables, ()) {
  static Shop shop;
  shop.clear();
  shop.options.attribution = *rc::gen::elementOf(
      std::vector<std::vector<std::string>>{{"native", "session"}, {"session", "native"}, {"session"}, {"native"}});
  // Each build but the first is a case of its own: it is compared with a full one, which changes nothing.
  const int builds = *rc::gen::inRange(2, 6);
  for (int build = 0; build < builds; ++build) {
    anything_happens(shop);
    const AggregateSummary summary = shop.aggregate();
    RC_ASSERT(summary.full == (build == 0));
    if (build == 0) continue;
    const std::vector<std::string> incremental = shop.event_facts();
    shop.aggregate_full();
    RC_ASSERT(incremental == shop.event_facts());
  }
}

}  // namespace
}  // namespace klytics::processing
