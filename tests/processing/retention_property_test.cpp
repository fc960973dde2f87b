// Whatever was stored when old events are pruned: the facts stay as they are, later events count on the days that are
// held as if nothing had been pruned, and building everything that can still be built changes nothing.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "shop.h"
#include "storage/retention.h"

namespace klytics::processing {
namespace {

// Twelve months before this, whole months: events before 2025-06-01 go, facts of days before 2025-07-03 stay.
const Instant kNow = parse_instant("2026-06-15T12:00:00Z").value();

std::string any_time(const std::vector<const char*>& days) {
  char text[16];
  std::snprintf(text, sizeof text, " %02d:30Z", *rc::gen::inRange(0, 24));
  return *rc::gen::elementOf(days) + std::string(text);
}

const TestEvent* any_order(const std::vector<TestEvent>& events) {
  std::vector<const TestEvent*> orders;
  for (const TestEvent& event : events)
    if (event.metric == "order") orders.push_back(&event);
  return orders.empty() ? nullptr : *rc::gen::elementOf(orders);
}

// Few people and messages, so that events on both sides of the boundary belong together. Ids are new: what is sent
// again of what was pruned is left out, which a shop without a prune does not do. A line is of the minute of its order,
// as shops send them: of lines that lie more than the month held before the built days from their order, a prune loses
// some.
TestEvent any_event(const std::vector<TestEvent>& earlier, int number, const std::vector<const char*>& days) {
  TestEvent event;
  event.id = "e" + std::to_string(number);
  event.time = any_time(days);
  event.metric =
      *rc::gen::elementOf(std::vector<std::string>{"order", "order", "line", "received", "received", "opened",
                                                   "clicked", "unsubscribed", "form_view", "form_submit"});
  event.profile = *rc::gen::elementOf(std::vector<std::string>{"p", "q"});
  if (event.metric == "order") {
    event.value = *rc::gen::elementOf(std::vector<std::string>{"1", "2.50"});
    event.unique_id = "A" + std::to_string(number);
    if (*rc::gen::arbitrary<bool>()) event.attributed_campaign = "C1";
    event.properties = R"({"Items":["Shirt"]})";
  } else if (event.metric == "line") {
    const TestEvent* order = any_order(earlier);
    if (order) event.time = order->time;
    event.unique_id = (order ? *order->unique_id : "A" + std::to_string(number)) + ":0";
    event.properties = R"({"ProductName":"Scarf","Quantity":2})";
  } else if (event.metric.starts_with("form")) {
    event.form = "W";
  } else {
    event.message = *rc::gen::elementOf(std::vector<std::string>{"C1", "C2", "F1"});
    if (event.message == "F1") event.flow = "F";
  }
  return event;
}

// Everybody received everything once: an action before any receipt stays on its own day when it is pruned, and would
// move to the day of a later receipt otherwise.
std::vector<TestEvent> first_receipts() {
  std::vector<TestEvent> events;
  for (const char* person : {"p", "q"})
    for (const char* message : {"C1", "C2", "F1"}) {
      events.push_back(
          TestEvent{std::string(person) + message, "2025-05-19 08:00Z", "received", person}.with_message(message));
      if (events.back().message == "F1") events.back().flow = "F";
    }
  return events;
}

std::vector<TestEvent> any_events(int first, int most, const std::vector<const char*>& days) {
  std::vector<TestEvent> events;
  const int count = *rc::gen::inRange(1, most);
  for (int i = 0; i < count; ++i) events.push_back(any_event(events, first + i, days));
  return events;
}

RC_GTEST_PROP(Retention, WhateverIsPrunedFactsStayAndLaterEventsCountTheSame, ()) {
  static Shop whole, pruned;
  whole.clear();
  pruned.clear();
  // Before the boundary, in the month after it that is held for later days, and in the days that are built anew.
  const std::vector<TestEvent> before = any_events(
      0, 40, {"2025-05-20", "2025-05-31", "2025-06-01", "2025-06-20", "2025-07-02", "2025-07-03", "2025-07-20"});
  for (Shop* shop : {&whole, &pruned}) {
    shop->put(first_receipts());
    shop->put(before);
    shop->aggregate();
  }
  const std::vector<std::string> facts = pruned.event_facts();
  storage::prune(pruned.connection(), {{}, *parse_retention_period("12mo"), {}, {}}, kNow, false);
  RC_ASSERT(pruned.event_facts() == facts);
  pruned.aggregate_full();
  RC_ASSERT(pruned.event_facts() == facts);

  const std::vector<TestEvent> later = any_events(100, 15, {"2025-07-10", "2025-07-21", "2025-08-01"});
  for (Shop* shop : {&whole, &pruned}) {
    shop->put(later);
    shop->aggregate();
  }
  RC_ASSERT(pruned.event_facts("2025-07-03") == whole.event_facts("2025-07-03"));
  const std::vector<std::string> now = pruned.event_facts();
  pruned.aggregate_full();
  RC_ASSERT(now == pruned.event_facts());
}

}  // namespace
}  // namespace klytics::processing
