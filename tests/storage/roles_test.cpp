#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "storage/migrator.h"
#include "support/test_database.h"

namespace klytics::test {
namespace {

using storage::Connection;
using storage::Rows;

class RolesTest : public testing::Test {
 protected:
  // A login of its own that is a member of the role: the roles themselves cannot log in.
  Connection connect_as(const std::string& role) {
    const std::string login = role + "_of_" + database_.name();
    owner_.execute("create role \"" + login + "\" login in role " + role);
    logins_.push_back(login);
    return Connection(with_database(server_url(), database_.name(), "user='" + login + "' "), "klytics test");
  }
  ~RolesTest() override {
    for (const std::string& login : logins_) owner_.execute("drop role \"" + login + "\"");
  }

  TestDatabase database_;
  Connection owner_ = database_.connect();
  std::vector<std::string> logins_;
};

TEST_F(RolesTest, TheReaderSeesEveryBiView) {
  Connection reader = connect_as("klytics_reader");
  const Rows views = owner_.execute("select viewname from pg_views where schemaname = 'bi'");
  EXPECT_GE(views.size(), 20U);
  for (std::size_t row = 0; row < views.size(); ++row)
    EXPECT_NO_THROW(reader.execute("select * from bi." + std::string(views.text(row, 0)))) << views.text(row, 0);
}

TEST_F(RolesTest, TheReaderIsRefusedEveryTable) {
  Connection reader = connect_as("klytics_reader");
  const Rows tables = owner_.execute(
      "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v')");
  EXPECT_GE(tables.size(), 50U);
  for (std::size_t row = 0; row < tables.size(); ++row)
    EXPECT_THROW(reader.execute("select 1 from public." + std::string(tables.text(row, 0))), Error)
        << tables.text(row, 0);
  EXPECT_THROW(reader.execute("select email from profiles"), Error);
}

TEST_F(RolesTest, NoBiViewHasAPersonalColumn) {
  const Rows columns = owner_.execute(
      "select table_name || '.' || column_name from information_schema.columns where table_schema = 'bi' and "
      "column_name "
      "in ('email', 'phone', 'phone_number', 'first_name', 'last_name', 'external_id', 'city', 'raw', 'unique_id')");
  for (std::size_t row = 0; row < columns.size(); ++row) ADD_FAILURE() << columns.text(row, 0);
}

TEST_F(RolesTest, TheWriterWritesButNeitherRewritesTheAuditLogNorMigrates) {
  Connection writer = connect_as("klytics_writer");
  EXPECT_NO_THROW(writer.execute("select append_audit('sync', null, '{}')"));
  EXPECT_NO_THROW(writer.execute("select ensure_partitions('events', '2026-01-15', '2026-02-15')"));
  EXPECT_NO_THROW(
      writer.execute("insert into metrics (account_id, metric_id, name, raw) values ('A', 'M', 'm', '{}')"));
  EXPECT_THROW(writer.execute("update audit_log set detail = '{}'"), Error);
  EXPECT_THROW(writer.execute("alter table audit_log disable trigger all"), Error);
  EXPECT_THROW(writer.execute("delete from schema_migrations"), Error);
  EXPECT_THROW(writer.execute("create table public.mine ()"), Error);
}

TEST_F(RolesTest, ALaterTableIsGrantedByTheNextMigrate) {
  owner_.execute("create table later (account_id text)");
  EXPECT_EQ(storage::migrate(owner_, false).roles, storage::Roles::kGranted);
  EXPECT_NO_THROW(connect_as("klytics_writer").execute("select 1 from later"));
  EXPECT_TRUE(storage::migrate(owner_, false).empty());
}

TEST_F(RolesTest, TablesAndViewsAndTheirColumnsHaveComments) {
  const Rows bare = owner_.execute(
      "select n.nspname || '.' || c.relname || coalesce('.' || a.attname, '')"
      " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
      " left join lateral (select null::name as attname, 0 as attnum union all"
      "   select attname, attnum from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) a on "
      "true"
      " where n.nspname in ('public', 'bi') and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition"
      "   and coalesce(case when a.attname is null then obj_description(c.oid, 'pg_class')"
      "                     else col_description(c.oid, a.attnum) end, '') = '' order by 1");
  for (std::size_t row = 0; row < bare.size(); ++row)
    ADD_FAILURE() << bare.text(row, 0) << " has no comment: the migration that made it must say what it means";
}

}  // namespace
}  // namespace klytics::test
