// A migrated database with an account in Berlin and a run that has begun, for tests of the sync store.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/page_builder.h"
#include "storage/sync/sync_store.h"
#include "support/test_database.h"

namespace klytics::test {

class StoreTest : public testing::Test {
 protected:
  StoreTest() {
    connection_.execute(
        "insert into accounts (account_id, timezone, currency, raw) values ('A', 'Europe/Berlin', 'EUR', '{}')");
  }

  /// Starts a run at `started_at`; returns its id.
  std::int64_t begin_run(std::string_view started_at = "2026-03-01T12:00:00Z") {
    return connection_
        .execute(
            "insert into runs (account_id, verb, version, started_at) values ('A', 'sync', 'test', $1)"
            " returning run_id",
            {started_at})
        .integer(0, 0);
  }

  collection::ResourceCounts commit(std::vector<collection::PageCommit> pages) {
    collection::ResourceCounts counts;
    store_.commit(std::move(pages), counts);
    return counts;
  }

  /// The rows of a query in their order, each as PostgreSQL prints a row: "(L1,x) (L2,)".
  std::string ask(std::string_view query) {
    const storage::Rows rows =
        connection_.execute("select string_agg(t::text, ' ') from (" + std::string(query) + ") t");
    return rows.optional_text(0, 0).value_or("");
  }

  TestDatabase database_;
  storage::Connection connection_ = database_.connect();
  std::int64_t run_id_ = begin_run();
  storage::SyncStore store_{connection_, "A", run_id_};
};

}  // namespace klytics::test
