// An id that is empty or blank is no id: whatever way an event says nothing, the same is stored and the same facts
// follow, whether they are built at once or bit by bit.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "collection/records/json_page.h"
#include "collection/records/row_builder.h"
#include "collection/resources.h"
#include "shop.h"
#include "storage/migrator.h"
#include "storage/sync/sync_store.h"

namespace klytics::processing {
namespace {

// A JSON value, or none: then the member that would have it is left out.
using Word = std::optional<std::string>;

std::string member(const std::string& name, const Word& word) { return word ? ",\"" + name + "\":" + *word : ""; }

std::string related(const std::string& type, const Word& id) {
  return "\"" + type + "\":{\"data\":" + (id ? R"({"type":")" + type + R"(","id":)" + *id + "}" : "null") + "}";
}

/// What the API answers for one event; every id that it could name beside `properties` is `nothing`.
std::string record(int number, const std::string& metric, const Word& profile, const std::string& properties,
                   const Word& nothing) {
  return fmt::format(
      R"({{"type":"event","id":"e{}","attributes":{{"datetime":"2026-03-0{}T10:00:00+00:00","event_properties":{{"n":1{}{}{}{}{}{}}}}},)"
      R"("relationships":{{{},{},"attributions":{{"data":[{{"type":"attribution","id":"a"}}]}}}}}})",
      number, 1 + number % 5, properties, member("$message", nothing), member("$flow", nothing),
      member("$variation", nothing), member("$event_id", nothing),
      member("form_id", nothing) + member("$value_currency", nothing), related("metric", "\"" + metric + "\""),
      related("profile", profile));
}

/// What happened, in two halves that are collected one after the other.
std::string page(const Word& nothing, int half) {
  const Word p = "\"p\"";
  std::string records;
  int number = half * 20;
  const auto add = [&](const std::string& metric, const Word& profile, const std::string& properties = "") {
    records += (records.empty() ? "" : ",") + record(++number, metric, profile, properties, nothing);
  };
  for (const char* metric : {"received", "opened", "opened", "clicked", "unsubscribed", "form_view", "form_submit"})
    for (const Word& profile : {p, nothing}) add(metric, profile);
  add("order", p, R"(,"$value":12.50)");
  add("order", nothing, R"(,"$value":7)");
  return R"({"data":[)" + records + R"(],"included":[{"type":"attribution","id":"a","relationships":{)" +
         related("attributed-event", nothing) + "," + related("campaign", nothing) + "," +
         related("campaign-message", nothing) + "," + related("flow", nothing) + "," +
         related("flow-message", nothing) + R"(}}],"links":{"next":null}})";
}

/// Stores a page as klytics sync does.
void collect(storage::SyncStore& store, std::string body) {
  const collection::Resource resource = collection::events_resource({});
  body.reserve(body.size() + collection::kBodyPadding);
  const auto split = collection::split_page(body);
  ASSERT_TRUE(split) << body;
  collection::PageRows rows = collection::RowBuilder(resource).build(body, *split, "");
  ASSERT_TRUE(rows.rejected.empty()) << rows.rejected.front().reason;
  collection::PageCommit commit{
      .slice = {.resource = resource.name},
      .page = {.url = "https://a.klaviyo.com/api/events", .records = rows.records, .body = body},
      .batches = std::move(rows.batches)};
  collection::ResourceCounts counts;
  store.commit({commit}, counts);
}

struct Facts {
  std::vector<std::string> stored, incremental, full;
};

Facts facts_of(const Word& nothing) {
  Shop shop;
  storage::Connection connection = shop.connect();
  const std::int64_t run =
      connection.execute("insert into runs (account_id, verb, version) values ('acc', 'sync', 'test') returning run_id")
          .integer(0, 0);
  storage::SyncStore store(connection, "acc", run);
  collect(store, page(nothing, 0));
  shop.aggregate();
  collect(store, page(nothing, 1));
  EXPECT_FALSE(shop.aggregate().full);
  Facts facts{shop.rows("to_jsonb(e) - 'raw' - 'raw_page_id' - 'attributions'", "events e"), shop.event_facts(), {}};
  shop.aggregate_full();
  facts.full = shop.event_facts();
  return facts;
}

TEST(BlankIds, StandForNoIdInEveryBuild) {
  const Facts missing = facts_of(std::nullopt);
  EXPECT_EQ(missing.incremental, missing.full);
  EXPECT_EQ(missing.stored.size(), 32U);
  for (const char* nothing : {R"("")", R"(" ")", R"("\t \n")"}) {
    const Facts facts = facts_of(nothing);
    EXPECT_EQ(facts.stored, missing.stored) << nothing;
    EXPECT_EQ(facts.incremental, missing.incremental) << nothing;
    EXPECT_EQ(facts.full, missing.full) << nothing;
  }
}

TEST(BlankIds, OfEventsThatWereStoredBeforeBecomeNoIds) {
  Shop shop;
  const auto put_with = [&](const char* message, const std::string& id) {
    shop.put({TestEvent{"received" + id, "2026-03-01 10:00Z", "received", "p"}.with_message(message),
              TestEvent{"opened" + id, "2026-03-02 10:00Z", "opened", "p"}.with_message(message).with_flow("C1")});
  };
  put_with("", "1");
  put_with("\t ", "2");
  put_with("C1", "3");
  shop.connection().execute(
      "insert into ledger_receipts (account_id, profile_id, message_id, channel, opened, clicked)"
      " values ('acc', 'p', ' ', 'email', true, false), ('acc', 'p', 'C1', 'email', true, false)");
  shop.connection().execute("delete from schema_migrations where name = '0022_blank_ids'");
  storage::migrate(shop.connection(), false);
  EXPECT_EQ(shop.rows("event_id, coalesce(message_id, 'none'), coalesce(flow_id, 'none')", "events"),
            (std::vector<std::string>{"opened1|none|C1", "opened2|none|C1", "opened3|C1|C1", "received1|none|none",
                                      "received2|none|none", "received3|C1|none"}));
  EXPECT_EQ(shop.rows("message_id", "ledger_receipts"), std::vector<std::string>{"C1"});
}

}  // namespace
}  // namespace klytics::processing
