#include "storage/audit_log.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "support/test_database.h"

namespace klytics::test {
namespace {

class AuditLogTest : public testing::Test {
 protected:
  AuditLogTest() {
    for (const char* action : {"sync", "aggregate", "export"})
      last_ = storage::append_audit(connection_, action, "A", R"({"rows":1})");
  }
  // Changes the log as only somebody who owns the table and takes its guard away can.
  void tamper(std::string_view statement) {
    connection_.execute("alter table audit_log disable trigger all");
    connection_.execute(statement, {last_ - 1});
  }

  TestDatabase database_;
  storage::Connection connection_ = database_.connect();
  std::int64_t last_ = 0;
};

TEST_F(AuditLogTest, AnUntouchedChainHolds) { EXPECT_EQ(storage::verify_audit(connection_), std::nullopt); }

TEST_F(AuditLogTest, RowsCannotBeChangedOrRemoved) {
  EXPECT_THROW(connection_.execute("update audit_log set action = 'x'"), Error);
  EXPECT_THROW(connection_.execute("delete from audit_log"), Error);
  EXPECT_THROW(connection_.execute("truncate audit_log"), Error);
  EXPECT_EQ(storage::verify_audit(connection_), std::nullopt);
}

TEST_F(AuditLogTest, AChangedRowIsFound) {
  tamper("update audit_log set detail = '{\"rows\":2}' where audit_id = $1");
  EXPECT_EQ(storage::verify_audit(connection_), last_ - 1);
}

TEST_F(AuditLogTest, ARemovedRowIsFoundAtItsSuccessor) {
  tamper("delete from audit_log where audit_id = $1");
  EXPECT_EQ(storage::verify_audit(connection_), last_);
}

TEST_F(AuditLogTest, ARowWithANewHashBreaksTheChainBehindIt) {
  tamper(
      "update audit_log set detail = '{}', hash = audit_hash(previous_hash, audit_id, at, actor, action, account_id, "
      "'{}')"
      " where audit_id = $1");
  EXPECT_EQ(storage::verify_audit(connection_), last_);
}

TEST_F(AuditLogTest, ARolledBackRowLeavesAnUnbrokenChain) {
  EXPECT_THROW(connection_.transaction([&] {
    storage::append_audit(connection_, "forget", std::nullopt, "{}");
    throw Error(ErrorKind::kIo, "stop");
  }),
               Error);
  storage::append_audit(connection_, "sync", std::nullopt, "{}");
  EXPECT_EQ(storage::verify_audit(connection_), std::nullopt);
}

}  // namespace
}  // namespace klytics::test
