#include "storage/sync/sync_store.h"

#include <gmock/gmock.h>

#include "core/error.h"
#include "storage/store_fixture.h"
#include "storage/sync/sync_positions.h"

namespace klytics::test {
namespace {

using collection::PageCommit;
using collection::ResourceCounts;
using collection::Slice;
using collection::Watermark;
using SyncStoreTest = StoreTest;

const std::vector<std::string> kListColumns = {"list_id", "name", "raw"};

PageCommit lists_page(const std::vector<TextRow>& rows) {
  PageCommit page = page_of("lists");
  add_rows(page, "lists", kListColumns, rows);
  return page;
}

// A page of a complete listing, whose rows are also what it has seen.
PageCommit campaigns_page(const std::string& partition, const std::vector<std::string>& ids) {
  PageCommit page = page_of("campaigns", partition);
  collection::RecordBatch batch("campaigns", {"campaign_id", "name", "channel", "archived", "raw"});
  for (const std::string& id : ids) {
    batch.begin_row();
    batch.text(std::string_view(id));
    batch.text(std::string_view("name"));
    batch.text(std::string_view("email"));
    batch.boolean(partition == "email/archived");
    batch.text(std::string_view("{}"));
  }
  page.batches.push_back(std::move(batch));
  page.seen_ids = ids;
  return page;
}

TEST_F(SyncStoreTest, CommitKeepsTheRawPageAndRowsPointToIt) {
  PageCommit first = lists_page({{"L1", "One", R"({"id":"L1"})"}});
  first.page.body = "first body";
  PageCommit second = lists_page({{"L2", "Two", R"({"id": "L2"})"}});
  second.page.body = std::string("second\0body", 11);
  const ResourceCounts counts = commit({first, second});

  EXPECT_EQ(counts.inserted, 2);
  EXPECT_EQ(counts.pages, 0) << "collection counts its requests, pages and records itself";
  const storage::Rows bodies = connection_.execute(
      "select encode(p.body, 'escape'), encode(p.body, 'hex'), p.body_bytes, p.run_id, p.records, l.raw"
      " from lists l join raw_pages p on p.raw_page_id = l.raw_page_id order by list_id");
  ASSERT_EQ(bodies.size(), 2U);
  const auto body = [&](std::size_t row) {
    const std::string_view hex = bodies.text(row, 1);
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2)
      bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    return storage::decompress_page(bytes);
  };
  EXPECT_EQ(body(0), first.page.body);
  EXPECT_EQ(body(1), second.page.body);
  EXPECT_EQ(bodies.integer(1, 2), 11);
  EXPECT_EQ(bodies.integer(0, 3), run_id_);
  EXPECT_EQ(bodies.text(1, 5), R"({"id": "L2"})");
}

TEST_F(SyncStoreTest, TheSamePageAgainChangesNothing) {
  const PageCommit page = lists_page({{"L1", "One", "{}"}, {"L2", "Two", "{}"}});
  commit({page});
  const std::string before = ask("select list_id, name, xmin, synced_at from lists order by 1");
  const ResourceCounts counts = commit({page});
  EXPECT_EQ(counts.unchanged, 2);
  EXPECT_EQ(counts.inserted + counts.updated, 0);
  EXPECT_EQ(ask("select list_id, name, xmin, synced_at from lists order by 1"), before);
}

TEST_F(SyncStoreTest, AChangeOfRawTextOrOfADerivedColumnUpdates) {
  commit({lists_page({{"L1", "One", "{}"}, {"L2", "Two", "{}"}})});
  const ResourceCounts counts = commit({lists_page({{"L1", "One", "{ }"}, {"L2", "Zwei", "{}"}})});
  EXPECT_EQ(counts.updated, 2);
  EXPECT_EQ(ask("select list_id, name, raw from lists order by 1"), "(L1,One,\"{ }\") (L2,Zwei,{})");
}

TEST_F(SyncStoreTest, OfRowsWithTheSameKeyTheLastCountsAndTheOthersAreUnchanged) {
  const ResourceCounts counts =
      commit({lists_page({{"L1", "first", "{}"}, {"L1", "second", "{}"}}), lists_page({{"L1", "third", "{}"}})});
  EXPECT_EQ(counts.inserted, 1);
  EXPECT_EQ(counts.updated, 0);
  EXPECT_EQ(counts.unchanged, 2);
  EXPECT_EQ(ask("select name from lists"), "(third)");
}

TEST_F(SyncStoreTest, AFailedCommitLeavesNothingAndTheNextOneWorks) {
  PageCommit bad = lists_page({{"L1", "One", "not json"}});
  ResourceCounts counts;
  EXPECT_THROW(store_.commit({bad}, counts), Error);
  EXPECT_EQ(counts.inserted, 0);
  EXPECT_EQ(ask("select (select count(*) from raw_pages), (select count(*) from sync_slices),"
                " (select count(*) from run_resources), (select count(*) from lists)"),
            "(0,0,0,0)");
  EXPECT_EQ(commit({lists_page({{"L1", "One", "{}"}})}).inserted, 1);
}

TEST_F(SyncStoreTest, IncludedObjectsCountInARowOfTheirOwn) {
  PageCommit page = campaigns_page("email/live", {"C1", "C2"});
  page.page.records = 2;
  add_rows(page, "campaign_messages", {"campaign_message_id", "campaign_id", "raw"},
           {{"M1", "C1", "{}"}, {"M2", "C1", "{}"}, {"M3", "C2", "{}"}}, true);
  add_rows(page, "object_tags", {"object_type", "object_id", "tag_id"},
           {{"campaign", "C1", "T1"}, {"campaign", "C2", std::nullopt}}, true);
  const ResourceCounts counts = commit({page});
  EXPECT_EQ(counts.inserted, 2);
  EXPECT_EQ(ask("select resource, pages, fetched, inserted, updated, unchanged from run_resources order by 1"),
            "(campaign_messages,0,3,3,0,0) (campaigns,1,2,2,0,0)");
}

TEST_F(SyncStoreTest, TagsOfAnObjectAreReplacedAsASet) {
  const auto tags = [&](const std::vector<TextRow>& rows) {
    PageCommit page = page_of("lists");
    add_rows(page, "object_tags", {"object_type", "object_id", "tag_id"}, rows, true);
    return page;
  };
  commit({tags({{"list", "L1", "T1"}, {"list", "L1", "T2"}, {"list", "L2", "T1"}, {"segment", "L1", "T9"}})});
  commit({tags({{"list", "L1", "T2"}, {"list", "L1", "T3"}}), tags({{"list", "L2", std::nullopt}})});
  EXPECT_EQ(ask("select object_type, object_id, tag_id from object_tags order by 1, 2, 3"),
            "(list,L1,T2) (list,L1,T3) (segment,L1,T9)");
  commit({tags({{"list", "L1", "T7"}}), tags({{"list", "L1", "T8"}})});
  EXPECT_EQ(ask("select tag_id from object_tags where object_type = 'list' order by 1"), "(T8)") << "the last page";
}

TEST_F(SyncStoreTest, ARejectedRecordIsQuarantinedOnceWithItsBytes) {
  PageCommit page = page_of("profiles");
  page.page.records = 1;
  page.rejected = {{"profiles", "P1", "not UTF-8: \xff", std::string("{\"a\":\"\xff\0\"}", 10)}};
  EXPECT_EQ(commit({page}).quarantined, 1);
  EXPECT_EQ(commit({page}).quarantined, 1) << "each run counts what it met";
  EXPECT_EQ(ask("select resource, object_id, reason, encode(raw, 'hex') from quarantine"),
            "(profiles,P1,\"not UTF-8: ?\",7b2261223a22ff00227d)");
}

TEST_F(SyncStoreTest, AMessageGetsItsFlowFromItsActionWhicheverComesFirst) {
  PageCommit messages = page_of("flow_messages", "A1");
  add_rows(messages, "flow_messages", {"flow_message_id", "flow_action_id", "raw"}, {{"M1", "A1", "{}"}});
  commit({messages});
  EXPECT_EQ(ask("select flow_id from flow_messages"), "()");
  PageCommit actions = page_of("flow_actions", "F1");
  add_rows(actions, "flow_actions", {"flow_action_id", "flow_id", "raw"}, {{"A1", "F1", "{}"}});
  commit({actions});
  EXPECT_EQ(ask("select flow_id from flow_messages"), "(F1)");
  EXPECT_EQ(commit({messages}).unchanged, 1);
}

TEST_F(SyncStoreTest, ObjectsOfOtherResourcesGoToApiObjects) {
  PageCommit page = page_of("templates");
  add_rows(page, "api_objects", {"resource", "object_id", "raw"}, {{"templates", "b", "{}"}, {"templates", "a", "{}"}});
  EXPECT_EQ(commit({page}).inserted, 2);
  EXPECT_EQ(commit({page}).unchanged, 2);
  EXPECT_THAT(store_.object_ids("templates"), testing::ElementsAre("a", "b"));
  EXPECT_THAT(store_.object_ids("images"), testing::IsEmpty());
}

TEST_F(SyncStoreTest, SlicesRememberWhereToGoOn) {
  const Slice first{"events", "", std::nullopt, at("2026-01-01T00:00:00Z"), std::nullopt, false};
  const Slice second{"events", "", at("2026-01-01T00:00:00Z"), std::nullopt, std::nullopt, false};
  store_.plan_slices("events", {second, first});
  PageCommit page = page_of("events");
  page.slice = first;
  page.slice.next_url = "https://a.klaviyo.com/api/events?page%5Bcursor%5D=x";
  commit({page});

  std::vector<Slice> open = store_.open_slices("events");
  ASSERT_EQ(open.size(), 2U);
  EXPECT_EQ(open[0].from, std::nullopt);
  EXPECT_EQ(open[0].to, first.to);
  EXPECT_EQ(open[0].next_url, page.slice.next_url);
  EXPECT_EQ(open[1].from, second.from);
  EXPECT_EQ(open[1].to, std::nullopt);
  EXPECT_EQ(open[1].next_url, std::nullopt);

  page.slice.done = true;
  page.slice.next_url.reset();
  commit({page});
  EXPECT_TRUE(store_.open_slices("events")[0].done);
  EXPECT_TRUE(store_.open_slices("profiles").empty());
  store_.complete({"events", "", std::nullopt, at("2026-02-01T00:00:00Z"), std::nullopt}, false);
  EXPECT_TRUE(store_.open_slices("events").empty());
}

TEST_F(SyncStoreTest, TheWatermarkNeitherPassesTheRunsStartNorGoesBackNorOverAGap) {
  const auto complete = [&](std::optional<Instant> from, std::string_view to) {
    store_.complete({"events", "", from, at(to), std::nullopt}, false);
    const std::vector<Watermark> stored = store_.watermarks();
    EXPECT_EQ(stored.size(), 1U);
    return (stored[0].complete_from ? to_string(*stored[0].complete_from) : "start") + " " +
           to_string(stored[0].complete_to);
  };
  const Instant february = at("2026-02-01T00:00:00Z");
  EXPECT_EQ(complete(february, "2026-02-10T00:00:00Z"), "2026-02-01T00:00:00Z 2026-02-10T00:00:00Z");
  EXPECT_EQ(complete(february, "2026-02-05T00:00:00Z"), "2026-02-01T00:00:00Z 2026-02-10T00:00:00Z");
  EXPECT_EQ(complete(at("2026-02-11T00:00:00Z"), "2026-02-12T00:00:00Z"), "2026-02-01T00:00:00Z 2026-02-10T00:00:00Z");
  EXPECT_EQ(complete(at("2026-02-09T00:00:00Z"), "2027-01-01T00:00:00Z"), "2026-02-01T00:00:00Z 2026-03-01T12:00:00Z");
  EXPECT_EQ(complete(at("2025-01-01T00:00:00Z"), "2025-02-01T00:00:00Z"), "2026-02-01T00:00:00Z 2026-03-01T12:00:00Z");
  EXPECT_EQ(complete(std::nullopt, "2026-02-02T00:00:00Z"), "start 2026-03-01T12:00:00Z");
  EXPECT_EQ(forget_positions(connection_, "A", "events").watermarks, 1);
  EXPECT_TRUE(store_.watermarks().empty());
  EXPECT_EQ(complete(february, "2026-02-05T00:00:00Z"), "2026-02-01T00:00:00Z 2026-02-05T00:00:00Z");
}

TEST_F(SyncStoreTest, ACompleteListingSetsTombstonesAndALaterOneTakesThemAway) {
  const auto list_all = [&](const std::vector<TextRow>& rows) {
    PageCommit page = lists_page(rows);
    for (const TextRow& row : rows) page.seen_ids.push_back(*row[0]);
    commit({page});
    return store_.complete({"lists", "", std::nullopt, at("2026-03-01T00:00:00Z"), at("2026-03-01T11:00:00Z")}, true);
  };
  EXPECT_EQ(list_all({{"L1", "One", "{}"}, {"L2", "Two", "{}"}}), 0);
  EXPECT_EQ(list_all({{"L1", "One", "{}"}}), 1);
  EXPECT_EQ(ask("select list_id, deleted_at from lists order by 1"), "(L1,) (L2,\"2026-03-01 11:00:00+00\")");
  EXPECT_THAT(store_.object_ids("lists"), testing::ElementsAre("L1"));
  EXPECT_EQ(list_all({{"L1", "One", "{}"}}), 0) << "a tombstone is set once";
  EXPECT_EQ(list_all({{"L1", "One", "{}"}, {"L2", "Two", "{}"}}), 0);
  EXPECT_THAT(store_.object_ids("lists"), testing::ElementsAre("L1", "L2"));
  EXPECT_EQ(ask("select removed, updated from run_resources"), "(1,1)");
  EXPECT_EQ(ask("select * from sweep_seen"), "");
}

TEST_F(SyncStoreTest, AMemberLeavesTheListThatWasListedOnly) {
  for (const std::string list : {"L1", "L2"}) {
    PageCommit page = page_of("list_members", list);
    add_rows(page, "list_members", {"list_id", "profile_id", "raw"}, {{list, "P1", "{}"}, {list, "P2", "{}"}});
    commit({page});
  }
  PageCommit empty = page_of("list_members", "L2");
  commit({empty});
  EXPECT_EQ(store_.complete({"list_members", "L2", std::nullopt, at("2026-03-01T00:00:00Z"), std::nullopt}, true), 2);
  EXPECT_EQ(ask("select list_id, profile_id, left_at from list_members order by 1, 2"),
            "(L1,P1,) (L1,P2,) (L2,P1,\"2026-03-01 12:00:00+00\") (L2,P2,\"2026-03-01 12:00:00+00\")");
}

class CampaignSweepTest : public StoreTest {
 protected:
  // Lists a partition completely in a listing that began at `listed_at`, or now.
  std::int64_t list(const std::string& partition, const std::vector<std::string>& ids, Instant listed_at) {
    commit({campaigns_page(partition, ids)});
    return store_.complete({"campaigns", partition, std::nullopt, at("2026-03-01T00:00:00Z"), listed_at}, true);
  }
  Instant server_time() {
    return at(connection_.execute("select to_char(clock_timestamp(), 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')").text(0, 0));
  }
  std::string deleted() { return ask("select campaign_id from campaigns where deleted_at is not null order by 1"); }
};

TEST_F(CampaignSweepTest, ADeletedCampaignIsMissingFromBothListings) {
  list("email/live", {"C1", "C2"}, server_time());
  list("email/archived", {"C3"}, server_time());
  EXPECT_EQ(list("email/live", {"C1"}, server_time()), 0);
  EXPECT_EQ(list("email/archived", {"C3"}, server_time()), 1);
  EXPECT_EQ(deleted(), "(C2)");
}

TEST_F(CampaignSweepTest, ACampaignArchivedBetweenTheListingsLives) {
  list("email/live", {"C1", "C2"}, server_time());
  const Instant archived_began = server_time();
  commit({campaigns_page("email/archived", {})});  // it ends after the live listing that misses C2
  EXPECT_EQ(list("email/live", {"C1"}, server_time()), 0);
  EXPECT_EQ(list("email/archived", {}, archived_began), 0) << "this listing may have passed before C2 was archived";
  EXPECT_EQ(deleted(), "");
  EXPECT_EQ(list("email/archived", {"C2"}, server_time()), 0);
  EXPECT_EQ(list("email/live", {"C1"}, server_time()), 0);
  EXPECT_EQ(list("email/archived", {"C2"}, server_time()), 0);
  EXPECT_EQ(deleted(), "");
}

TEST_F(SyncStoreTest, PagesOfTwoResourcesDoNotMix) {
  ResourceCounts counts;
  EXPECT_THROW(store_.commit({page_of("lists"), page_of("segments")}, counts), Error);
}

}  // namespace
}  // namespace klytics::test
