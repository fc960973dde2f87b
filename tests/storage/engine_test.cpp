#include "storage/engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "storage/migrator.h"
#include "support/test_database.h"

namespace klytics::storage {
namespace {

using test::TestDatabase;

TEST(Engine, NamesAreReadAndWritten) {
  for (const Engine engine : {Engine::kPostgres, Engine::kTimescaledb, Engine::kCitus})
    EXPECT_EQ(parse_engine(engine_name(engine)), engine);
  EXPECT_EQ(parse_engine("auto"), std::nullopt);
  EXPECT_THROW(parse_engine("oracle"), Error);
}

TEST(Engine, AnEmptyDatabaseIsKeptByPostgres) {
  TestDatabase database(TestDatabase::Content::kEmpty);
  Connection connection = database.connect();
  EXPECT_EQ(current_engine(connection), Engine::kPostgres);
  migrate(connection, false);
  EXPECT_EQ(current_engine(connection), Engine::kPostgres);
}

}  // namespace
}  // namespace klytics::storage
