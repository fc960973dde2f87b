#include "storage/account.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "support/test_database.h"

namespace klytics::storage {
namespace {

TEST(Account, FindsTheAccountByIdOrNameAndRefusesToGuess) {
  test::TestDatabase database;
  Connection connection = database.connect();
  connection.execute(
      "insert into accounts (account_id, name, timezone, currency, raw) "
      "values ('A', 'Shop', 'Europe/London', 'GBP', '{}'), ('B', 'Other', 'UTC', 'EUR', '{}')");
  EXPECT_EQ(find_account(connection, "B").currency, "EUR");
  EXPECT_EQ(find_account(connection, "Shop").id, "A");
  for (const char* name : {"", "C"}) {
    try {
      find_account(connection, name);
      FAIL() << name;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kUsage);
    }
  }
  connection.execute("delete from accounts where account_id = 'B'");
  EXPECT_EQ(find_account(connection, "").id, "A");
  connection.execute("delete from accounts");
  try {
    find_account(connection, "");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInputMissing);
  }
}

}  // namespace
}  // namespace klytics::storage
