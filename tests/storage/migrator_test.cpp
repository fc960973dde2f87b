#include "storage/migrator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "core/error.h"
#include "support/test_database.h"

namespace klytics::storage {
namespace {

using test::TestDatabase;
using testing::HasSubstr;

// The embedded files with changes; the strings live here because sql::File only points to them.
class Files {
 public:
  Files() : files_(sql::files().begin(), sql::files().end()) {}

  Files& set(const std::string& name, const std::string& text) {
    remove(name);
    names_.push_back(std::make_unique<std::string>(name));
    names_.push_back(std::make_unique<std::string>(text));
    files_.push_back({*names_[names_.size() - 2], *names_.back()});
    std::sort(files_.begin(), files_.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return *this;
  }
  Files& remove(const std::string& name) {
    std::erase_if(files_, [&](const sql::File& file) { return file.name == name; });
    return *this;
  }
  operator std::span<const sql::File>() const { return files_; }  // NOLINT(google-explicit-constructor)

 private:
  std::vector<sql::File> files_;
  std::vector<std::unique_ptr<std::string>> names_;
};

ErrorKind kind_of(const std::function<void()>& work, std::string* message = nullptr) {
  try {
    work();
  } catch (const Error& e) {
    if (message) *message = e.what();
    return e.kind();
  }
  throw std::logic_error("no error where one was expected");
}

class Migrator : public testing::Test {
 protected:
  TestDatabase database_{TestDatabase::Content::kEmpty};
  Connection connection_ = database_.connect();

  bool relation_exists(const std::string& name) {
    return connection_.execute("select to_regclass($1) is not null", {name}).boolean(0, 0);
  }
};

TEST_F(Migrator, BringsAnEmptyDatabaseToTheCurrentSchema) {
  EXPECT_FALSE(schema_status(connection_).current());
  const MigrationReport report = migrate(connection_, false);
  EXPECT_EQ(report.migrations.front(), "0001_accounts_and_runs");
  EXPECT_TRUE(schema_status(connection_).current());
  EXPECT_TRUE(relation_exists("events"));
  EXPECT_NO_THROW(require_current(connection_));
}

TEST_F(Migrator, FindsNothingToDoTheSecondTime) {
  migrate(connection_, false);
  EXPECT_TRUE(migrate(connection_, false).empty());
  EXPECT_EQ(connection_.execute("select count(*) from audit_log").integer(0, 0), 1);
}

TEST_F(Migrator, DryRunReportsEverythingAndChangesNothing) {
  const MigrationReport planned = migrate(connection_, true);
  EXPECT_FALSE(relation_exists("schema_migrations"));
  const MigrationReport done = migrate(connection_, false);
  EXPECT_EQ(planned.migrations, done.migrations);
  EXPECT_EQ(planned.objects, done.objects);
}

TEST_F(Migrator, RequireCurrentNamesTheCommandThatHelps) {
  try {
    require_current(connection_);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind(), ErrorKind::kConfiguration);
    EXPECT_EQ(e.hint(), "klytics migrate");
  }
}

TEST_F(Migrator, ConcurrentRunsApplyEverythingOnce) {
  constexpr std::size_t kRuns = 4;
  std::vector<MigrationReport> reports(kRuns);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < kRuns; ++i)
    threads.emplace_back([&, i] {
      Connection own = database_.connect();
      reports[i] = migrate(own, false);
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(std::count_if(reports.begin(), reports.end(), [](const auto& report) { return !report.empty(); }), 1);
  EXPECT_TRUE(schema_status(connection_).current());
}

TEST_F(Migrator, RefusesAnAppliedMigrationWhoseTextChanged) {
  migrate(connection_, false);
  Files files;
  files.set("migrations/0001_accounts_and_runs", "select 'edited';");
  std::string message;
  EXPECT_EQ(kind_of([&] { migrate(connection_, false, files); }, &message), ErrorKind::kBadData);
  EXPECT_THAT(message, HasSubstr("0001_accounts_and_runs"));
  EXPECT_EQ(kind_of([&] { require_current(connection_, files); }), ErrorKind::kBadData);
}

TEST_F(Migrator, RefusesADatabaseThatIsNewer) {
  Files newer;
  newer.set("migrations/9001_future", "create table future ();");
  migrate(connection_, false, newer);
  EXPECT_EQ(kind_of([&] { migrate(connection_, false); }), ErrorKind::kConfiguration);
}

TEST_F(Migrator, AFailingMigrationLeavesNothingOfItselfAndKeepsThoseBefore) {
  Files files;
  files.set("migrations/9001_broken", "create table half_done (); select 1 / 0;");
  std::string message;
  EXPECT_EQ(kind_of([&] { migrate(connection_, false, files); }, &message), ErrorKind::kBadData);
  EXPECT_THAT(message, HasSubstr("9001_broken"));
  EXPECT_FALSE(relation_exists("half_done"));
  EXPECT_TRUE(relation_exists("events"));

  // Corrected, it goes on from there; the audit log tells of the migrations of both runs.
  files.set("migrations/9001_broken", "create table half_done ();");
  EXPECT_EQ(migrate(connection_, false, files).migrations, std::vector<std::string>{"9001_broken"});
  const Rows audit = connection_.execute("select detail from audit_log");
  ASSERT_EQ(audit.size(), 1U);
  EXPECT_THAT(std::string(audit.text(0, 0)), HasSubstr("0001_accounts_and_runs"));
}

TEST_F(Migrator, ReplacesAChangedFunctionAndOnlyThat) {
  Files files;
  files.set("functions/answer", "create or replace function answer() returns integer language sql as 'select 1';");
  migrate(connection_, false, files);
  files.set("functions/answer", "create or replace function answer() returns integer language sql as 'select 2';");
  EXPECT_EQ(migrate(connection_, false, files).objects, std::vector<std::string>{"functions/answer"});
  EXPECT_EQ(connection_.execute("select answer()").integer(0, 0), 2);
}

TEST_F(Migrator, GivesFunctionsAndViewsAnotherShape) {
  Files files;
  files.set("functions/answer", "create or replace function answer() returns integer language sql as 'select 1';")
      .set("views/a_base", "create or replace view a_base as select answer() as first, 1 as second;")
      .set("views/b_above", "create or replace view b_above as select second from a_base;");
  migrate(connection_, false, files);
  files.set("functions/answer", "create or replace function answer() returns text language sql as $$select 'x'$$;")
      .set("views/a_base", "create or replace view a_base as select 2 as second, answer() as renamed;");
  migrate(connection_, false, files);
  EXPECT_EQ(connection_.execute("select second from b_above").integer(0, 0), 2);
  EXPECT_EQ(connection_.execute("select renamed from a_base").text(0, 0), "x");
}

TEST_F(Migrator, AChangedParameterTypeLeavesNoSecondFunctionBehind) {
  Files files;
  files.set("functions/twice",
            "create or replace function twice(a integer) returns integer language sql as 'select 2 * a';");
  migrate(connection_, false, files);
  files.set("functions/twice",
            "create or replace function twice(a bigint) returns bigint language sql as 'select 2 * a';");
  migrate(connection_, false, files);
  EXPECT_EQ(connection_.execute("select count(*) from pg_proc where proname = 'twice'").integer(0, 0), 1);
}

TEST_F(Migrator, DropsAViewThatIsNoLongerPartOfTheSchema) {
  Files files;
  files.set("views/passing", "create or replace view passing as select 1 as one;");
  migrate(connection_, false, files);
  EXPECT_EQ(migrate(connection_, false).objects, std::vector<std::string>{"views/passing"});
  EXPECT_FALSE(relation_exists("passing"));
}

TEST_F(Migrator, NeverDropsSomebodyElsesViewThatStandsOnAView) {
  Files files;
  files.set("views/base", "create or replace view base as select 1 as one;");
  migrate(connection_, false, files);
  connection_.execute("create view theirs as select one from base");
  files.set("views/base", "create or replace view base as select 'text' as two;");
  EXPECT_THROW(migrate(connection_, false, files), Error);
  EXPECT_EQ(connection_.execute("select one from theirs").integer(0, 0), 1);
}

TEST_F(Migrator, TheAuditLogRefusesChanges) {
  migrate(connection_, false);
  for (const char* statement : {"update audit_log set action = 'x'", "delete from audit_log", "truncate audit_log"}) {
    std::string message;
    EXPECT_EQ(kind_of([&] { connection_.execute(statement); }, &message), ErrorKind::kConfiguration);
    EXPECT_THAT(message, HasSubstr("append-only"));
  }
}

TEST_F(Migrator, TheTestTemplateIsMigrated) {
  TestDatabase migrated;
  Connection connection = migrated.connect();
  EXPECT_NO_THROW(require_current(connection));
}

}  // namespace
}  // namespace klytics::storage
