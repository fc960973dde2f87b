// The merge of events against a simple model, and the partitions that it needs.
#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <atomic>
#include <map>
#include <set>
#include <thread>

#include "core/error.h"
#include "storage/store_fixture.h"

namespace klytics::test {
namespace {

using collection::PageCommit;
using collection::ResourceCounts;
using MergeEventsTest = StoreTest;

PageCommit events_page(const std::vector<TestEvent>& events) {
  PageCommit page = page_of("events");
  add_events(page, events);
  return page;
}

// As after a build of facts: what changes from then on is noted event by event.
constexpr std::string_view kBuild =
    "insert into fact_builds (account_id, built_at, settings_hash) values ('A', now(), 'hash') on conflict do nothing;"
    "delete from dirty_days; delete from changed_events";
constexpr std::string_view kChanged =
    "select concat_ws(' ', case when is_gone then 'gone' else 'stored' end, event_id, metric_id, profile_id, "
    "message_id)"
    " as change from changed_events order by 1";
constexpr std::string_view kDirtyDays = "select metric_id, day from dirty_days order by 1, 2";

TEST_F(MergeEventsTest, AnEventMovedToAnotherMonthExistsOnceAndDirtiesBothDays) {
  commit({events_page({{"E1", at("2026-01-31T23:30:00Z"), "M1", "P1", "C1"}})});
  connection_.execute(kBuild);
  const ResourceCounts counts = commit({events_page({{"E1", at("2026-03-02T10:00:00Z"), "M2", "P1", "C1"}})});
  EXPECT_EQ(counts.updated, 1);
  EXPECT_EQ(counts.inserted, 0);
  EXPECT_EQ(ask("select tableoid::regclass, event_id from events"), "(events_2026_03,E1)");
  EXPECT_EQ(ask("select event_id, occurred_at from event_keys"), "(E1,\"2026-03-02 10:00:00+00\")");
  EXPECT_EQ(ask(kDirtyDays), "(M1,2026-02-01) (M2,2026-03-02)") << "local days: 23:30 UTC is the next day in Berlin";
  EXPECT_EQ(ask(kChanged), "(\"gone E1 M1 P1 C1\") (\"stored E1\")");
}

TEST_F(MergeEventsTest, BeforeFactsAreBuiltEventsAreNotNotedOneByOne) {
  commit({events_page({{"E1", at("2026-01-10T00:00:00Z"), "M1"}, {"E2", at("2026-01-10T00:00:00Z"), "M1"}})});
  EXPECT_EQ(ask("select event_id, is_gone from changed_events"), "(\"\",f)");
}

TEST_F(MergeEventsTest, AnUnchangedEventMarksNothing) {
  const PageCommit page = events_page({{"E1", at("2026-01-10T00:00:00Z"), "M1", "P1", "C1", "12.50"}});
  commit({page});
  connection_.execute(kBuild);
  const std::string before = ask("select event_id, xmin, raw_page_id from events");
  EXPECT_EQ(commit({page}).unchanged, 1);
  EXPECT_EQ(ask("select event_id, xmin, raw_page_id from events"), before);
  EXPECT_EQ(ask(kDirtyDays), "");
  EXPECT_EQ(ask(kChanged), "");
}

TEST_F(MergeEventsTest, EveryColumnCounts) {
  const TestEvent stored{"E1", at("2026-01-10T00:00:00Z"), "M1", "P1", "C1", "12.50", "{}"};
  for (const auto change : std::vector<void (*)(TestEvent&)>{
           [](TestEvent& event) { event.metric = std::nullopt; }, [](TestEvent& event) { event.profile = "P2"; },
           [](TestEvent& event) { event.message = std::nullopt; }, [](TestEvent& event) { event.value = "12.51"; },
           [](TestEvent& event) { event.raw = "{ }"; }}) {
    commit({events_page({stored})});
    TestEvent changed = stored;
    change(changed);
    EXPECT_EQ(commit({events_page({changed})}).updated, 1);
  }
}

TEST_F(MergeEventsTest, ValuesKeepEveryDigit) {
  commit({events_page({{"E1", at("2026-01-10T00:00:00Z"), "M1", "P1", std::nullopt, "123456789012345678901.10"}})});
  EXPECT_EQ(ask("select value from events"), "(123456789012345678901.10)");
}

TEST_F(MergeEventsTest, AbsurdTimesGetTheirOwnMonthOnly) {
  commit({events_page({{"E1", at("1970-01-01T00:00:00Z")},
                       {"E2", at("2262-04-11T00:00:00Z")},
                       {"E3", at("0001-01-01T00:00:00Z")},
                       {"E4", at("9999-12-31T23:59:59.999999Z")}})});
  EXPECT_EQ(ask("select tableoid::regclass, event_id from events order by event_id"),
            "(events_1970_01,E1) (events_2262_04,E2) (events_0001_01,E3) (events_9999_12,E4)");
  EXPECT_EQ(ask("select count(*) from pg_inherits where inhparent = 'events'::regclass"), "(4)");
}

TEST_F(MergeEventsTest, EventsOfAnUnknownAccountAreRefused) {
  storage::SyncStore stranger(connection_, "B", run_id_);
  ResourceCounts counts;
  EXPECT_THROW(stranger.commit({events_page({{"E1", at("2026-01-10T00:00:00Z")}})}, counts), Error);
  EXPECT_EQ(ask("select count(*) from events"), "(0)");
}

TEST_F(MergeEventsTest, AccountsDoNotTouchEachOther) {
  connection_.execute("insert into accounts (account_id, timezone, currency, raw) values ('B', 'UTC', 'EUR', '{}')");
  commit({events_page({{"E1", at("2026-01-10T00:00:00Z")}})});
  storage::SyncStore other(connection_, "B", run_id_);
  ResourceCounts counts;
  other.commit({events_page({{"E1", at("2026-02-10T00:00:00Z")}})}, counts);
  EXPECT_EQ(counts.inserted, 1);
  EXPECT_EQ(ask("select account_id, occurred_at from events order by 1"),
            "(A,\"2026-01-10 00:00:00+00\") (B,\"2026-02-10 00:00:00+00\")");
}

TEST_F(MergeEventsTest, SessionsThatNeedTheSamePartitionsCreateThemOnce) {
  std::vector<std::thread> sessions;
  std::atomic<int> created = 0;
  for (int session = 0; session < 4; ++session)
    sessions.emplace_back([&] {
      storage::Connection connection = database_.connect();
      created += static_cast<int>(
          connection.execute("select ensure_partitions('events', '2020-01-15', '2020-12-01')").integer(0, 0));
    });
  for (std::thread& session : sessions) session.join();
  EXPECT_EQ(created, 12);
  EXPECT_EQ(ask("select ensure_partitions('events', '2020-01-15', '2020-12-01')"), "(0)");
}

// What the tables must hold, computed the obvious way.
struct Model {
  std::map<std::string, TestEvent> events;
  std::set<std::pair<std::string, std::string>> dirty_days;  // metric, local day
  std::multiset<std::string> changed;                        // as kChanged shows it
  TimeZone zone{"Europe/Berlin"};

  void mark(const TestEvent& event) {
    if (event.metric) dirty_days.emplace(*event.metric, to_string(zone.local_date(event.time)));
  }
  // Takes one commit; returns how many events it inserts and updates.
  std::pair<std::int64_t, std::int64_t> commit(const std::vector<TestEvent>& staged) {
    std::map<std::string, TestEvent> last;
    for (const TestEvent& event : staged) last.insert_or_assign(event.id, event);
    std::int64_t inserted = 0;
    std::int64_t updated = 0;
    for (const auto& [id, event] : last) {
      const auto known = events.find(id);
      if (known == events.end()) {
        ++inserted;
      } else {
        const TestEvent& old = known->second;
        if (old.time == event.time && old.metric == event.metric && old.profile == event.profile &&
            old.message == event.message && old.value == event.value && old.raw == event.raw)
          continue;
        ++updated;
        mark(old);
        std::string gone = "gone " + id;
        for (const auto& part : {old.metric, old.profile, old.message})
          if (part) gone += " " + *part;
        changed.insert(gone);
      }
      mark(event);
      changed.insert("stored " + id);
      events.insert_or_assign(id, event);
    }
    return {inserted, updated};
  }
};

rc::Gen<std::optional<std::string>> optional_of(const std::vector<std::string>& values) {
  return rc::gen::map(rc::gen::inRange<std::size_t>(0, values.size() + 1),
                      [values](std::size_t i) { return i == values.size() ? std::nullopt : std::optional(values[i]); });
}

// Few ids and times on both sides of month ends and local midnights, so that duplicates, moves and changes are common.
TestEvent random_event() {
  static const std::vector<std::string> kTimes = {"2026-01-31T22:59:59Z", "2026-01-31T23:00:00Z",
                                                  "2026-02-01T00:00:00Z", "2026-03-29T00:59:59Z",
                                                  "2026-03-29T01:00:00Z", "2026-03-31T22:00:00Z"};
  return {.id = "E" + std::to_string(*rc::gen::inRange(0, 12)),
          .time = at(*rc::gen::elementOf(kTimes)),
          .metric = *optional_of({"M1", "M2"}),
          .profile = *optional_of({"P1", "P2"}),
          .message = *optional_of({"C1"}),
          .value = *optional_of({"1", "2.5"}),
          .raw = *rc::gen::elementOf(std::vector<std::string>{"{}", "{\"a\":1}"})};
}

TEST_F(MergeEventsTest, RandomCommitsEndAsTheModelSays) {
  const bool holds = rc::check([&] {
    connection_.execute("truncate events, event_keys");
    connection_.execute(kBuild);
    Model model;
    const int commits = *rc::gen::inRange(1, 6);
    for (int i = 0; i < commits; ++i) {
      // A build of facts clears the marks now and then; what was marked before must not hide a missing mark.
      if (*rc::gen::arbitrary<bool>()) {
        connection_.execute(kBuild);
        model.dirty_days.clear();
        model.changed.clear();
      }
      std::vector<TestEvent> staged;
      std::vector<PageCommit> pages;
      for (int page = *rc::gen::inRange(1, 4); page > 0; --page) {
        std::vector<TestEvent> events;
        for (int event = *rc::gen::inRange(0, 10); event > 0; --event) events.push_back(random_event());
        staged.insert(staged.end(), events.begin(), events.end());
        pages.push_back(events_page(events));
      }
      const auto [inserted, updated] = model.commit(staged);
      const ResourceCounts counts = commit(std::move(pages));
      RC_ASSERT(counts.inserted == inserted);
      RC_ASSERT(counts.updated == updated);
      RC_ASSERT(counts.unchanged == static_cast<std::int64_t>(staged.size()) - inserted - updated);
    }
    const storage::Rows stored = connection_.execute(
        "select e.event_id, to_char(e.occurred_at, 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), metric_id, profile_id, "
        "message_id,"
        " value, raw from events e join event_keys k using (account_id, event_id, occurred_at) order by 1");
    RC_ASSERT(stored.size() == model.events.size());
    RC_ASSERT(ask("select count(*) from events") == ask("select count(*) from event_keys"));
    std::map<std::string, std::size_t> positions;
    for (std::size_t row = 0; row < stored.size(); ++row) positions.emplace(stored.text(row, 0), row);
    for (const auto& [id, event] : model.events) {
      RC_ASSERT(positions.contains(id));
      const std::size_t position = positions.at(id);
      RC_ASSERT(stored.text(position, 1) == to_string(event.time));
      RC_ASSERT(stored.optional_text(position, 2) == event.metric);
      RC_ASSERT(stored.optional_text(position, 3) == event.profile);
      RC_ASSERT(stored.optional_text(position, 4) == event.message);
      RC_ASSERT(stored.optional_text(position, 5) == event.value);
      RC_ASSERT(stored.text(position, 6) == event.raw);
    }
    const auto pairs = [&](std::string_view query) {
      std::set<std::pair<std::string, std::string>> out;
      const storage::Rows rows = connection_.execute(query);
      for (std::size_t i = 0; i < rows.size(); ++i) out.emplace(rows.text(i, 0), rows.text(i, 1));
      return out;
    };
    RC_ASSERT(pairs("select metric_id, day from dirty_days") == model.dirty_days);
    const storage::Rows changes = connection_.execute(kChanged);
    std::multiset<std::string> changed;
    for (std::size_t i = 0; i < changes.size(); ++i) changed.emplace(changes.text(i, 0));
    RC_ASSERT(changed == model.changed);
  });
  EXPECT_TRUE(holds) << "the counterexample is above";
}

}  // namespace
}  // namespace klytics::test
