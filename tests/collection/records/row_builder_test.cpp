// Tests of collection/row_builder: what becomes of a record, column by column, and what does not become a row.
#include "collection/records/row_builder.h"

#include <gtest/gtest.h>

#include "collection/http/http.h"
#include "collection/memory_store.h"
#include "collection/resources.h"

namespace klytics::collection {
namespace {

struct Built {
  std::string body;
  PageRows rows;
  MemoryStore store;

  Built(const Resource& resource, std::string text, std::string_view partition = "") : body(std::move(text)) {
    body.reserve(body.size() + kBodyPadding);
    const auto page = split_page(body);
    if (!page) throw std::logic_error("not a page");
    RowBuilder builder(resource);
    rows = builder.build(body, *page, partition);
    ResourceCounts counts;
    PageCommit commit;
    commit.slice.resource = resource.name;
    commit.batches = rows.batches;
    store.commit({commit}, counts);
  }
  std::string operator()(const std::string& table, const std::string& key, const std::string& column) const {
    return store.field(table, key, column);
  }
};

std::string event(const std::string& id, const std::string& properties,
                  const std::string& time = "\"2024-04-01T17:33:15+00:00\"") {
  return R"({"type":"event","id":")" + id + R"(","attributes":{"timestamp":1711992795,"datetime":)" + time +
         R"(,"event_properties":{)" + properties +
         R"(}},"relationships":{"metric":{"data":{"type":"metric","id":"M1"}},"profile":{"data":{"type":"profile","id":"P1"}},)" +
         R"("attributions":{"data":[{"type":"attribution","id":"a1"},{"type":"attribution","id":"a2"}]}}})";
}

std::string page(const std::string& records, const std::string& included = "") {
  return "{\"data\":[" + records + "],\"included\":[" + included + "],\"links\":{\"next\":null}}";
}

std::string attribution(const std::string& id, const std::string& campaign) {
  return R"({"type":"attribution","id":")" + id + R"(","relationships":{"campaign":{"data":{"type":"campaign","id":")" +
         campaign + R"("}},"attributed-event":{"data":{"type":"event","id":"e0"}},"flow":{"links":{}}}})";
}

const Resource kEvents = events_resource({});

TEST(RowBuilder, keeps_money_and_ids_to_the_digit) {
  const Built built(
      kEvents,
      page(event("e1", R"("$value":1234567890123456789.10,"$event_id":123456789012345678901234567890123456789,)"
                       R"("$value_currency":"EUR","$message":"C1","$flow":"F1","form_id":"X1","machine_open":true)")));
  EXPECT_EQ(built("events", "e1", "value"), "1234567890123456789.10");
  EXPECT_EQ(built("events", "e1", "unique_id"), "123456789012345678901234567890123456789");
  EXPECT_EQ(built("events", "e1", "currency"), "EUR");
  EXPECT_EQ(built("events", "e1", "message_id"), "C1");
  EXPECT_EQ(built("events", "e1", "flow_id"), "F1");
  EXPECT_EQ(built("events", "e1", "form_id"), "X1");
  EXPECT_EQ(built("events", "e1", "machine_open"), std::string("\1", 1));
  EXPECT_EQ(built("events", "e1", "metric_id"), "M1");
  EXPECT_EQ(built("events", "e1", "profile_id"), "P1");
}

TEST(RowBuilder, keeps_the_record_byte_for_byte) {
  const std::string record = event("e1", R"("odd" :  [ 4.0 , 1e2,"\u00e9\/" ] )");
  EXPECT_EQ(Built(kEvents, page("\n " + record + "\t"))("events", "e1", "raw"), record);
}

TEST(RowBuilder, takes_a_value_that_came_as_text_and_nothing_for_an_empty_one) {
  const Built built(kEvents, page(event("e1", R"("$value":"19.90")") + "," + event("e2", R"("$value":"")") + "," +
                                  event("e3", R"("$value":null)")));
  EXPECT_EQ(built("events", "e1", "value"), "19.90");
  EXPECT_EQ(built("events", "e2", "value"), "\\N");
  EXPECT_EQ(built("events", "e3", "value"), "\\N");
}

TEST(RowBuilder, takes_an_id_that_is_empty_or_blank_for_none) {
  for (const char* nothing : {"", "  ", R"(\t\n)"}) {
    const std::string word = std::string(":\"") + nothing + "\"";
    const Built built(
        kEvents, page(event("e1", "\"$value\"" + word + ",\"$event_id\"" + word + ",\"$message\"" + word +
                                      ",\"$flow\"" + word + ",\"form_id\"" + word + ",\"$value_currency\"" + word) +
                          "," + event(nothing, ""),
                      attribution("a1", nothing)));
    for (const char* column :
         {"value", "unique_id", "message_id", "flow_id", "form_id", "currency", "attributed_campaign_id"})
      EXPECT_EQ(built("events", "e1", column), "\\N") << column;
    ASSERT_EQ(built.rows.rejected.size(), 1U);
    EXPECT_EQ(built.rows.rejected[0].reason, "id: missing");
  }
}

TEST(RowBuilder, reads_the_attribution_from_the_included_records) {
  const Built built(kEvents, page(event("e1", ""), attribution("a2", "second") + "," + attribution("a1", "first") +
                                                       "," + attribution("zz", "other")));
  EXPECT_EQ(built("events", "e1", "attributed_campaign_id"), "first");
  EXPECT_EQ(built("events", "e1", "attributed_event_id"), "e0");
  EXPECT_EQ(built("events", "e1", "attributed_flow_id"), "\\N");
  EXPECT_EQ(built("events", "e1", "attributions"),
            "[" + attribution("a1", "first") + "," + attribution("a2", "second") + "]");
  EXPECT_EQ(Built(kEvents, page(event("e1", "")))("events", "e1", "attributions"), "\\N");
}

TEST(RowBuilder, falls_back_to_the_timestamp_when_there_is_no_datetime) {
  const Built both(kEvents, page(event("e1", "") + "," + event("e2", "", "null")));
  EXPECT_EQ(both("events", "e1", "occurred_at"), both("events", "e2", "occurred_at"));
  EXPECT_EQ(both.rows.first_time, parse_instant("2024-04-01T17:33:15Z"));
}

TEST(RowBuilder, notices_records_that_are_not_in_order) {
  EXPECT_TRUE(Built(kEvents, page(event("e1", "") + "," + event("e2", "", "\"2024-04-01T17:33:16Z\""))).rows.ascending);
  EXPECT_FALSE(
      Built(kEvents, page(event("e1", "") + "," + event("e2", "", "\"2024-04-01T17:33:14Z\""))).rows.ascending);
}

TEST(RowBuilder, rejects_one_record_with_its_reason_and_keeps_the_others) {
  const std::vector<std::pair<std::string, std::string>> bad = {
      {event("b1", R"("x":"\u0000")"), "NUL"},
      {event("b2", R"("x":"\ud800")"), "broken JSON"},
      {event("b3", "", "\"yesterday\""), "datetime"},
      {event("b4", "", "\"2024-04-01T17:33:15\""), "datetime"},
      {event("b5", R"("$value":"a lot")"), "$value"},
      {event("b6", R"("$value":{"amount":1})"), "$value"},
      {event("b7", R"("$value":1e999999)"), "$value"},
      {event("b8", "", "17"), "datetime"},
      {R"({"type":"event","attributes":{}})", "id"},
      {R"({"type":"event","id":"","attributes":{}})", "id"},
      {R"({"type":"event","id":7,"attributes":{}})", "id"},
      {R"({"type":"metric","id":"m"})", "type"},
      {R"({"type":"event","id":"n"})", "time"},
      {"[1]", "object"},
      {"null", "object"},
      {"{\"type\":\"event\",\"id\":\"u\xff\",\"attributes\":{}}", "UTF-8"},
  };
  for (const auto& [record, reason] : bad) {
    const Built built(kEvents, page(event("good1", "") + "," + record + "," + event("good2", "")));
    EXPECT_EQ(built.rows.records, 3) << record;
    ASSERT_EQ(built.rows.rejected.size(), 1U) << record;
    EXPECT_EQ(built.rows.rejected[0].raw, record);
    EXPECT_NE(built.rows.rejected[0].reason.find(reason), std::string::npos) << built.rows.rejected[0].reason;
    EXPECT_EQ(built.store.tables.at("events").size(), 2U) << record;
  }
}

TEST(RowBuilder, is_lenient_with_properties_that_the_shop_may_send_in_any_shape) {
  const Built built(kEvents,
                    page(event("e1", R"("form_id":["a"],"machine_open":"maybe","$event_id":{"n":1},"$flow":true)")));
  EXPECT_TRUE(built.rows.rejected.empty());
  EXPECT_EQ(built("events", "e1", "form_id"), "\\N");
  EXPECT_EQ(built("events", "e1", "machine_open"), "\\N");
  EXPECT_EQ(built("events", "e1", "unique_id"), "\\N");
}

TEST(RowBuilder, tolerates_relationships_that_are_links_only) {
  const Built built(kEvents, page(R"({"type":"event","id":"e1","attributes":{"datetime":"2024-04-01 17:33:15+00:00"},)"
                                  R"("relationships":{"metric":{"links":{"self":"x"}},"attributions":{"links":{}}}})"));
  EXPECT_EQ(built("events", "e1", "metric_id"), "\\N");
}

TEST(RowBuilder, takes_consent_and_the_earliest_suppression_from_subscriptions) {
  const Built built(
      profiles_resource({}),
      page(R"({"type":"profile","id":"p1","attributes":{"email":"a@b.test","location":{"country":"GB","latitude":51.5},
      "created":"2026-01-01T00:00:00+00:00","subscriptions":{"email":{"marketing":{"can_receive_email_marketing":false,"consent":"UNSUBSCRIBED",
      "consent_timestamp":"2026-02-01T00:00:00+00:00","suppression":[{"reason":"UNSUBSCRIBE","timestamp":"2026-03-01T00:00:00+00:00"},
      {"reason":"HARD_BOUNCE","timestamp":"2026-02-15T00:00:00+00:00"}]}},"sms":null}}})"));
  EXPECT_EQ(built("profiles", "p1", "email_consent"), "UNSUBSCRIBED");
  EXPECT_EQ(built("profiles", "p1", "email_can_receive"), std::string(1, '\0'));
  EXPECT_EQ(built("profiles", "p1", "email_suppression_reason"), "HARD_BOUNCE");
  EXPECT_EQ(built("profiles", "p1", "sms_consent"), "\\N");
  EXPECT_EQ(built("profiles", "p1", "country"), "GB");
}

TEST(RowBuilder, gives_campaign_messages_their_campaign_and_campaigns_their_tags) {
  const Built built(
      campaigns_resource(),
      page(
          R"({"type":"campaign","id":"c1","attributes":{"name":"Sale","archived":true,"status":"Sent"},"relationships":
      {"campaign-messages":{"data":[{"type":"campaign-message","id":"m1"}]},"tags":{"data":[{"type":"tag","id":"t1"},{"type":"tag","id":"t2"}]}}},
      {"type":"campaign","id":"c2","attributes":{"name":null},"relationships":{"tags":{"data":[]}}},
      {"type":"campaign","id":"c3","attributes":{"name":"x"},"relationships":{"tags":{"links":{}}}})",
          R"({"type":"campaign-message","id":"m1","attributes":{"definition":{"channel":"mobile_push","label":"A","content":{"subject":"Hi"}}},
      "relationships":{"campaign":{"links":{}}}},{"type":"tag","id":"t1","attributes":{"name":"x"}})"),
      "push/archived");
  EXPECT_EQ(built("campaigns", "c1", "channel"), "push");
  EXPECT_EQ(built("campaigns", "c2", "name"), "");
  EXPECT_EQ(built("campaign_messages", "m1", "campaign_id"), "c1");
  EXPECT_EQ(built("campaign_messages", "m1", "channel"), "push");
  EXPECT_EQ(built("campaign_messages", "m1", "subject"), "Hi");
  const auto& tags = built.store.tables.at("object_tags");
  EXPECT_EQ(tags.size(), 3U);
  EXPECT_TRUE(tags.contains("campaign/c1/t2"));
  EXPECT_TRUE(tags.contains("campaign/c2/\\N")) << "no tags is a fact, links only is not";
}

TEST(RowBuilder, names_the_ids_of_rejected_records_as_seen) {
  const Built built(
      metrics_resource(),
      page(
          R"({"type":"metric","id":"m1","attributes":{"name":"a","created":"never"}},{"type":"metric","id":"m2","attributes":{"name":"b"}})"));
  EXPECT_EQ(built.rows.seen_ids, (std::vector<std::string>{"m1", "m2"}));
  EXPECT_EQ(built.rows.rejected.size(), 1U);
}

}  // namespace
}  // namespace klytics::collection
