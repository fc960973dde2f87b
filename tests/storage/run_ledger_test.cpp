#include "storage/run_ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "storage/account_lock.h"
#include "support/test_database.h"

namespace klytics::test {
namespace {

using storage::AccountLock;
using storage::Outcome;
using storage::RunLedger;

class RunLedgerTest : public testing::Test {
 protected:
  static storage::RunStart sync_of(std::optional<std::string> account) {
    return {.verb = "sync", .account_id = std::move(account), .version = "1.2.3", .host = "shop-1", .process_id = 4711};
  }
  std::string status_of(std::int64_t run_id) {
    return std::string(connection_.execute("select status from runs where run_id = $1", {run_id}).text(0, 0));
  }

  TestDatabase database_;
  storage::Connection connection_ = database_.connect();
};

TEST_F(RunLedgerTest, ARunAndItsResourcesAreEnteredAndClosed) {
  RunLedger run(connection_, sync_of("A"));
  EXPECT_EQ(status_of(run.run_id()), "running");
  run.start_resource("events");
  run.start_resource("lists");
  run.warn("events", "first");
  run.warn("events", "second");
  run.finish_resource("events", Outcome::kDone, 12, "third");
  run.finish_resource("forms", Outcome::kSkipped, 1,
                      "the key lacks forms:read; Authorization: Klaviyo-API-Key pk_abc123");
  run.finish(Outcome::kFailed, 69, "host unreachable");
  EXPECT_EQ(status_of(run.run_id()), "failed");
  const storage::Rows rows = connection_.execute(
      "select resource, status, requests, warning, finished_at from run_resources order by resource");
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows.text(0, 1), "done");
  EXPECT_EQ(rows.integer(0, 2), 12);
  EXPECT_EQ(rows.text(0, 3), "first\nsecond\nthird");
  EXPECT_EQ(rows.text(1, 1), "skipped");
  EXPECT_THAT(std::string(rows.text(1, 3)), testing::Not(testing::HasSubstr("abc123")));
  EXPECT_EQ(rows.text(2, 1), "failed") << "closed with the run";
  EXPECT_FALSE(rows.is_null(2, 4));
}

TEST_F(RunLedgerTest, TheNextRunMarksADeadOneInterruptedButNotALivingOne) {
  std::int64_t dead = 0;
  {
    storage::Connection lost = database_.connect();
    RunLedger run(lost, sync_of("A"));
    dead = run.run_id();
    run.start_resource("events");
  }
  storage::Connection other = database_.connect();
  const RunLedger living(other, sync_of("A"));
  EXPECT_EQ(status_of(dead), "interrupted");
  EXPECT_EQ(connection_.execute("select status from run_resources").text(0, 0), "interrupted");
  const RunLedger next(connection_, sync_of("A"));
  EXPECT_EQ(status_of(living.run_id()), "running");
}

TEST_F(RunLedgerTest, ADeadRunIsLeftToItsOwnVerbAndAccount) {
  std::int64_t dead = 0;
  {
    storage::Connection lost = database_.connect();
    dead = RunLedger(lost, sync_of("A")).run_id();
  }
  RunLedger run(connection_, sync_of(std::nullopt));
  EXPECT_EQ(status_of(dead), "running");
  run.set_account("B");
  EXPECT_EQ(status_of(dead), "running");
  run.set_account("A");
  EXPECT_EQ(status_of(dead), "interrupted");
}

TEST_F(RunLedgerTest, TheAccountLockSaysWhoHoldsIt) {
  const AccountLock held(connection_, "sync", "A");
  const RunLedger run(connection_, sync_of("A"));
  storage::Connection other = database_.connect();
  try {
    const AccountLock second(other, "sync", "A");
    FAIL() << "the lock was taken twice";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kTryLater);
    EXPECT_THAT(error.what(), testing::HasSubstr("run " + std::to_string(run.run_id()) + " on shop-1, process 4711"));
  }
  const AccountLock other_account(other, "sync", "B");
  const AccountLock other_verb(other, "prune", "A");
}

TEST_F(RunLedgerTest, WaitingForTheAccountLockEndsWhenItIsGivenBack) {
  auto held = std::make_unique<AccountLock>(connection_, "sync", "A");
  storage::Connection other = database_.connect();
  int pauses = 0;
  const AccountLock waited(other, "sync", "A", [&] {
    if (++pauses == 3) held.reset();
    return true;
  });
  EXPECT_EQ(pauses, 3);
  EXPECT_THROW(AccountLock(connection_, "sync", "A", [] { return false; }), Error);
}

}  // namespace
}  // namespace klytics::test
