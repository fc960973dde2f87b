// Synchronisations against the simulator over real HTTP: the end state does not depend on what happened on the way.
#include <gtest/gtest.h>

#include <memory>

#include "collection/account.h"
#include "collection/engine/sync_engine.h"
#include "collection/http/curl_client.h"
#include "collection/memory_store.h"
#include "collection/resources.h"
#include "server/server.h"
#include "shop/shop.h"

namespace klytics::collection {
namespace {

constexpr const char* kApiKey = "pk_0123456789";

klaviyo_sim::Options small_shop() {
  klaviyo_sim::Options options;
  options.port = 0;
  options.api_key = kApiKey;
  options.profiles = 120;
  options.events = 6000;
  options.days = 60;
  options.end = parse_date("2026-06-30");
  options.limits = false;
  return options;
}

struct SyncRun {
  explicit SyncRun(const klaviyo_sim::Server& server) {
    settings.base_url = server.base_url();
    conversion_metric = server.shop().metrics[static_cast<std::size_t>(klaviyo_sim::Kind::kPlacedOrder)].id;
    settings.resources = all_resources({});
    settings.plan.now = *parse_instant("2026-07-01T12:00:00Z");
    settings.plan.time_zone = server.shop().time_zone;
    settings.fetch.retry.first_delay = std::chrono::milliseconds{1};
    settings.fetch.retry.longest_delay = std::chrono::milliseconds{20};
    settings.fetch.unlimited_without_headers = true;
    settings.fetch.retry.attempts = 25;
    settings.fetch.retry.malformed_attempts = 25;
  }

  SyncReport operator()(MemoryStore& store) {
    if (store.facts.conversion_metric.empty()) store.facts.conversion_metric = conversion_metric;
    CurlSettings curl;
    curl.base_url = settings.base_url;
    curl.api_key = Secret(kApiKey);
    curl.revision = "2026-07-15";
    curl.user_agent = "klytics/test";
    const std::unique_ptr<HttpClient> http = make_curl_client(curl);
    const Clock clock{[this] { return settings.plan.now; }, [] { return std::chrono::steady_clock::now(); }};
    Account account = fetch_account(*http, clock, settings.fetch, settings.base_url);
    return synchronise(store, *http, clock, settings, std::move(account.page));
  }

  SyncSettings settings;
  std::string conversion_metric;  // id
};

MemoryStore undisturbed() {
  klaviyo_sim::Server server(small_shop());
  MemoryStore store;
  SyncRun run(server);
  run(store);
  return store;
}

void expect_same_tables(const MemoryStore& expected, const MemoryStore& actual) {
  for (const auto& [name, table] : expected.tables) {
    ASSERT_TRUE(actual.tables.contains(name)) << name;
    EXPECT_EQ(table.size(), actual.tables.at(name).size()) << name;
    if (name == "events" || name == "profiles")  // raw holds links with the server's port
      for (const auto& [key, row] : table) EXPECT_TRUE(actual.tables.at(name).contains(key)) << name << " " << key;
  }
}

TEST(SimulatedSync, collects_everything_and_finds_nothing_new_right_after) {
  klaviyo_sim::Server server(small_shop());
  MemoryStore store;
  SyncRun run(server);
  const SyncReport first = run(store);
  for (const ResourceReport& report : first.resources) {
    EXPECT_EQ(report.status, ResourceReport::Status::kDone) << report.resource;
    EXPECT_GT(report.counts.fetched, 0) << report.resource;
    EXPECT_EQ(report.counts.quarantined, 0) << report.resource;
  }
  for (const char* table :
       {"accounts", "metrics", "profiles", "lists", "list_members", "segments", "segment_members", "tags", "campaigns",
        "campaign_messages", "flows", "flow_actions", "flow_messages", "forms", "events"})
    EXPECT_GT(store.tables[table].size(), 0U) << table;
  const auto tables = store.tables;
  run.settings.plan.now += std::chrono::minutes{1};
  const SyncReport second = run(store);
  for (const ResourceReport& report : second.resources) {
    EXPECT_EQ(report.counts.inserted, 0) << report.resource;
    EXPECT_EQ(report.counts.updated, 0) << report.resource;
    EXPECT_EQ(report.counts.removed, 0) << report.resource;
    if (report.resource == "events") EXPECT_LT(report.counts.fetched, 2500);
    if (report.resource == "flow_messages") EXPECT_EQ(report.counts.requests, 0);
  }
  EXPECT_EQ(tables, store.tables);
}

TEST(SimulatedSync, stores_objects_without_a_table_of_their_own_under_their_resource_and_parent) {
  klaviyo_sim::Server server(small_shop());
  MemoryStore store;
  SyncRun run(server);
  run(store);
  std::map<std::string, std::set<std::string>> parents;
  for (const auto& [key, row] : store.tables["api_objects"]) parents[row[0]].insert(row[1]);
  for (const Resource& resource : run.settings.resources) {
    if (resource.rows.table != "api_objects") continue;
    EXPECT_FALSE(parents[resource.name].empty()) << resource.name;
    EXPECT_NE(parents[resource.name].contains(""), !resource.parent.empty()) << resource.name;
  }
  EXPECT_EQ(parents["metric_properties"].size(), store.tables["metrics"].size());
  EXPECT_EQ(parents["form_versions"].size(), store.tables["forms"].size());
}

TEST(SimulatedSync, ends_in_the_same_state_whatever_fails_on_the_way) {
  const MemoryStore expected = undisturbed();
  klaviyo_sim::Options options = small_shop();
  options.faults[klaviyo_sim::Fault::kTooManyRequests] = 0.0;  // costs a second each; see retry_test
  options.faults[klaviyo_sim::Fault::kInternalError] = 0.05;
  options.faults[klaviyo_sim::Fault::kUnavailable] = 0.05;
  options.faults[klaviyo_sim::Fault::kDrop] = 0.05;
  options.faults[klaviyo_sim::Fault::kTruncate] = 0.05;
  options.faults[klaviyo_sim::Fault::kExpiredCursor] = 0.05;
  klaviyo_sim::Server server(options);
  MemoryStore store;
  SyncRun run(server);
  run(store);
  expect_same_tables(expected, store);
}

TEST(SimulatedSync, goes_on_where_it_was_killed) {
  const MemoryStore expected = undisturbed();
  klaviyo_sim::Server server(small_shop());
  MemoryStore store;
  SyncRun run(server);
  int kills = 0;
  for (bool done = false; !done; ++kills) {
    ASSERT_LT(kills, 100);
    store.calls_until_killed = 1 + 3 * kills;  // a run that repeats every listing needs some to get through
    try {
      run(store);
      done = true;
    } catch (const Killed&) {
    }
    run.settings.plan.now += std::chrono::seconds{1};
  }
  EXPECT_GT(kills, 5);
  expect_same_tables(expected, store);
  EXPECT_TRUE(store.slices["events"].empty());
}

TEST(SimulatedSync, keeps_the_rest_of_a_page_with_malformed_records) {
  const MemoryStore expected = undisturbed();
  klaviyo_sim::Options options = small_shop();
  options.faults.malformed = 0.02;
  klaviyo_sim::Server server(options);
  MemoryStore store;
  SyncRun run(server);
  run(store);
  EXPECT_GT(store.quarantined.size(), 0U);
  const std::size_t events = expected.tables.at("events").size();
  EXPECT_GT(store.tables["events"].size(), events * 95 / 100);
  EXPECT_LT(store.tables["events"].size(), events);
}

TEST(SimulatedSync, stops_with_permission_when_the_key_is_wrong) {
  klaviyo_sim::Options options = small_shop();
  options.api_key = "pk_another";
  klaviyo_sim::Server server(options);
  MemoryStore store;
  SyncRun run(server);
  try {
    run(store);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kPermission);
    EXPECT_EQ(std::string(error.what()).find(kApiKey), std::string::npos);
  }
  EXPECT_TRUE(store.tables.empty());
}

TEST(SimulatedSync, skips_what_the_key_may_not_read_unless_it_was_asked_for) {
  klaviyo_sim::Options options = small_shop();
  options.scopes = {"accounts:read", "metrics:read", "events:read"};
  klaviyo_sim::Server server(options);
  MemoryStore store;
  SyncRun run(server);
  // A refused report does not say that there are no limits, so that the next one would wait for a minute.
  std::erase_if(run.settings.resources, [](const Resource& resource) { return resource.report.has_value(); });
  for (const ResourceReport& report : run(store).resources) {
    const bool allowed = report.resource == "accounts" || report.resource == "metrics" ||
                         report.resource == "mapped_metrics" || report.resource == "events";
    if (allowed) EXPECT_EQ(report.status, ResourceReport::Status::kDone) << report.resource;
    if (report.resource == "campaigns") {
      EXPECT_EQ(report.status, ResourceReport::Status::kSkipped);
      EXPECT_NE(report.warning.find("campaigns:read"), std::string::npos);
    }
  }
  run.settings.asked_for = {"campaigns"};
  try {
    run(store);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kPermission);
  }
}

TEST(SimulatedSync, collects_without_tags_when_the_key_may_not_read_them) {
  MemoryStore expected = undisturbed();
  klaviyo_sim::Options options = small_shop();
  options.scopes = {"accounts:read", "lists:read", "segments:read", "campaigns:read", "flows:read"};
  klaviyo_sim::Server server(options);
  MemoryStore store;
  SyncRun run(server);
  run.settings.asked_for = {"campaigns"};  // is collected, so that the missing tags are no error
  for (const ResourceReport& report : run(store).resources) {
    const std::string& name = report.resource;
    const bool tagged = name == "lists" || name == "segments" || name == "campaigns" || name == "flows";
    if (!tagged) continue;
    EXPECT_EQ(report.status, ResourceReport::Status::kDone) << name;
    EXPECT_NE(report.warning.find("tags:read"), std::string::npos) << name;
    EXPECT_EQ(store.tables[name].size(), expected.tables[name].size()) << name;
  }
  EXPECT_EQ(store.tables["campaign_messages"].size(), expected.tables["campaign_messages"].size());
  EXPECT_TRUE(store.tables["object_tags"].empty());
}

TEST(SimulatedSync, leaves_stored_tags_alone_when_the_key_may_no_longer_read_them) {
  klaviyo_sim::Options options = small_shop();
  MemoryStore store = undisturbed();
  const auto tags = store.tables["object_tags"];
  ASSERT_FALSE(tags.empty());
  options.scopes = {"accounts:read", "campaigns:read"};
  klaviyo_sim::Server server(options);
  SyncRun run(server);
  run(store);
  EXPECT_EQ(store.tables["object_tags"], tags);
}

TEST(SimulatedSync, stores_what_it_has_when_it_is_stopped) {
  klaviyo_sim::Server server(small_shop());
  MemoryStore store;
  SyncRun run(server);
  int asked = 0;
  run.settings.stopped = [&] { return ++asked > 3; };
  const SyncReport report = run(store);
  EXPECT_TRUE(report.interrupted);
  run.settings.stopped = [] { return false; };
  run(store);
  expect_same_tables(undisturbed(), store);
}

TEST(SimulatedSync, cuts_a_long_history_into_slices) {
  klaviyo_sim::Options options = small_shop();
  options.events = 60'000;
  klaviyo_sim::Server server(options);
  MemoryStore store;
  SyncRun run(server);
  const SyncReport report = run(store);
  const auto& events = report.resources.back();
  const auto full_pages = static_cast<std::int64_t>(store.tables["events"].size() / 1000);
  EXPECT_GT(events.counts.pages, full_pages + 4) << "pieces end in pages that are not full";
  EXPECT_LT(events.counts.pages, 2 * full_pages);
  EXPECT_LT(events.counts.unchanged, events.counts.inserted / 5) << "records fetched twice at the cuts";
}

}  // namespace
}  // namespace klytics::collection
