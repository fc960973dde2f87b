#include "storage/postgres/connection.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <string>

#include "collection/records/record_batch.h"
#include "core/error.h"
#include "support/test_database.h"

namespace klytics::storage {
namespace {

using testing::HasSubstr;
using testing::Not;

Error error_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& e) {
    return e;
  }
  throw std::logic_error("no error where one was expected");
}

double seconds_of(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// A port on loopback that takes connections into its backlog and never answers.
class SilentHost {
 public:
  SilentHost() : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (bind(socket_, generic, size) != 0 || listen(socket_, 5) != 0 || getsockname(socket_, generic, &size) != 0)
      throw std::runtime_error("cannot listen on loopback");
    port_ = ntohs(address.sin_port);
  }
  ~SilentHost() { close(socket_); }
  SilentHost(const SilentHost&) = delete;
  SilentHost& operator=(const SilentHost&) = delete;
  int port() const { return port_; }

 private:
  int socket_;
  int port_;
};

TEST(OpenSession, ARefusedConnectionIsUnavailable) {
  const Error error =
      error_of([] { Connection connection(Secret("postgresql://me:geheim@127.0.0.1:1/shop"), "klytics test"); });
  EXPECT_EQ(error.kind(), ErrorKind::kUnavailable);
  EXPECT_THAT(error.what(), HasSubstr("127.0.0.1"));
  EXPECT_THAT(error.what(), Not(HasSubstr("geheim")));
}

TEST(OpenSession, ASilentHostLeavesHalfOfTheTenSecondsToTheNextOne) {
  const SilentHost silent;
  const double seconds = seconds_of([&] {
    const Error error = error_of([&] {
      Connection connection(
          Secret("postgresql://127.0.0.1:" + std::to_string(silent.port()) + ",127.0.0.1:1/shop?sslmode=disable"),
          "klytics test");
    });
    EXPECT_EQ(error.kind(), ErrorKind::kUnavailable);
    EXPECT_THAT(error.what(), HasSubstr("no answer from 127.0.0.1"));
    EXPECT_THAT(error.what(), HasSubstr("refused")) << "there was time for the second one";
  });
  EXPECT_GT(seconds, 4.0);
}

TEST(OpenSession, ABadUrlIsAConfigurationErrorThatQuotesNothing) {
  for (const char* url : {"postgresql://me:ge%zzheim@host/shop", "password=geheim geheim", "host=a geheim=1"}) {
    const Error error = error_of([&] { Connection connection(Secret(url), "klytics test"); });
    EXPECT_EQ(error.kind(), ErrorKind::kConfiguration) << url;
    EXPECT_THAT(error.what(), Not(HasSubstr("heim"))) << url;
  }
}

TEST(OpenSession, AWrongPasswordHintsAtTheUrl) {
  test::TestDatabase database(test::TestDatabase::Content::kEmpty);
  Connection administrator = database.connect();
  if (administrator.execute("select from pg_hba_file_rules where 'password_test' = any(user_name)").empty())
    GTEST_SKIP() << "this server asks the role password_test for no password; with_postgres.sh makes one that does";
  administrator.execute(
      "do $$ begin create role password_test login password 'right'; exception when duplicate_object then null; end "
      "$$");
  const auto connect = [&](const std::string& password) {
    Connection connection(
        test::with_database(database.url(), database.name(), "user=password_test password=" + password),
        "klytics test");
  };
  EXPECT_NO_THROW(connect("right"));
  const Error error = error_of([&] { connect("geheim"); });
  EXPECT_EQ(error.kind(), ErrorKind::kUnavailable);
  EXPECT_THAT(error.hint(), HasSubstr("password"));
  EXPECT_THAT(error.what(), Not(HasSubstr("geheim")));
}

TEST(OpenSession, ADatabaseThatDoesNotExistIsUnavailable) {
  const Error error =
      error_of([] { Connection connection(test::with_database(test::server_url(), "no_such_shop"), "klytics test"); });
  EXPECT_EQ(error.kind(), ErrorKind::kUnavailable);
  EXPECT_THAT(error.hint(), HasSubstr("create the database"));
}

class ConnectionTest : public testing::Test {
 protected:
  test::TestDatabase database_{test::TestDatabase::Content::kEmpty};
  Connection connection_ = database_.connect("klytics test: stage");
};

TEST_F(ConnectionTest, ReadsEveryTypeOfField) {
  const Rows rows =
      connection_.execute("select $1, $2::bigint, $3::boolean, $4::text, 'NaN'::float8, '-Infinity'::float8",
                          {"ä'\\", std::int64_t{-9007199254740993}, true, std::nullopt});
  EXPECT_EQ(rows.text(0, 0), "ä'\\");
  EXPECT_EQ(rows.integer(0, 1), -9007199254740993);
  EXPECT_TRUE(rows.boolean(0, 2));
  EXPECT_TRUE(rows.is_null(0, 3));
  EXPECT_EQ(rows.optional_text(0, 3), std::nullopt);
  EXPECT_TRUE(std::isnan(rows.number(0, 4)));
  EXPECT_EQ(rows.number(0, 5), -INFINITY);
  EXPECT_EQ(error_of([&] { (void)rows.text(0, 3); }).kind(), ErrorKind::kInternal);
  EXPECT_EQ(error_of([&] { (void)rows.text(1, 0); }).kind(), ErrorKind::kInternal);
  EXPECT_EQ(error_of([&] { (void)rows.integer(0, 0); }).kind(), ErrorKind::kInternal);
}

TEST_F(ConnectionTest, SessionsAreTheSameWhateverTheDatabasesDefaults) {
  connection_.execute("alter database " + database_.name() + " set timezone to 'Asia/Tokyo'");
  connection_.execute("alter database " + database_.name() + " set datestyle to 'German'");
  Connection fresh = database_.connect("klytics sync: writer");
  const Rows rows = fresh.execute(
      "select timestamptz '2026-07-01 12:00+00', current_setting('application_name'), "
      "current_setting('client_encoding')");
  EXPECT_EQ(rows.text(0, 0), "2026-07-01 12:00:00+00");
  EXPECT_EQ(rows.text(0, 1), "klytics sync: writer");
  EXPECT_EQ(rows.text(0, 2), "UTF8");
}

TEST_F(ConnectionTest, RefusesANulInsteadOfTruncatingTheValue) {
  EXPECT_EQ(error_of([&] { connection_.execute("select $1", {std::string("a\0b", 3)}); }).kind(), ErrorKind::kBadData);
}

TEST_F(ConnectionTest, MapsEveryClassOfFailureToItsKind) {
  connection_.execute("create table t (a integer primary key)");
  const auto kind = [&](const char* text) { return error_of([&] { connection_.execute(text); }).kind(); };
  EXPECT_EQ(kind("select 1 / 0"), ErrorKind::kBadData);
  EXPECT_EQ(kind("insert into t values (1), (1)"), ErrorKind::kBadData);
  EXPECT_EQ(kind("selec"), ErrorKind::kInternal);
  EXPECT_EQ(kind("set statement_timeout to 20; select pg_sleep(10)"), ErrorKind::kTryLater);
  connection_.execute("set statement_timeout to 0; set default_transaction_read_only to on");
  EXPECT_EQ(kind("insert into t values (2)"), ErrorKind::kUnavailable);
}

TEST_F(ConnectionTest, ALackingPrivilegeIsAConfigurationError) {
  connection_.execute("create table t (a integer); set role pg_read_all_stats");
  const Error error = error_of([&] { connection_.execute("select a from t"); });
  EXPECT_EQ(error.kind(), ErrorKind::kConfiguration);
  EXPECT_THAT(error.what(), HasSubstr("42501"));
}

TEST_F(ConnectionTest, ALostSessionIsUnavailableAndNeverReopenedSilently) {
  connection_.execute("create temp table mine ()");
  EXPECT_EQ(error_of([&] { connection_.execute("select pg_terminate_backend(pg_backend_pid())"); }).kind(),
            ErrorKind::kUnavailable);
  EXPECT_EQ(error_of([&] { connection_.execute("select 1"); }).kind(), ErrorKind::kUnavailable);
  EXPECT_EQ(error_of([&] { connection_.transaction([&] { connection_.execute("select 1"); }); }).kind(),
            ErrorKind::kUnavailable);
  EXPECT_EQ(error_of([&] { connection_.copy_binary("mine", {}, {}); }).kind(), ErrorKind::kUnavailable);
}

TEST_F(ConnectionTest, ATransactionCommitsWhenItsWorkReturnsAndRollsBackWhenItThrows) {
  connection_.execute("create table t (a integer)");
  connection_.transaction([&] { connection_.execute("insert into t values (1)"); });
  EXPECT_THROW(connection_.transaction([&] {
    connection_.execute("insert into t values (2)");
    throw std::runtime_error("not of the database");
  }),
               std::runtime_error);
  EXPECT_EQ(connection_.execute("select sum(a) from t").integer(0, 0), 1);
}

TEST_F(ConnectionTest, ATransactionThatHidesAFailedStatementDoesNotPassForCommitted) {
  connection_.execute("create table t (a integer)");
  EXPECT_THROW(connection_.transaction([&] {
    connection_.execute("insert into t values (1)");
    EXPECT_THROW(connection_.execute("select 1 / 0"), Error);
  }),
               Error);
  EXPECT_EQ(connection_.execute("select count(*) from t").integer(0, 0), 0);
  EXPECT_EQ(error_of([&] { connection_.transaction([&] { connection_.transaction([] {}); }); }).kind(),
            ErrorKind::kInternal);
}

TEST_F(ConnectionTest, AnUnknownStatementIsOurBug) {
  EXPECT_EQ(error_of([&] { connection_.query("queries/no/such"); }).kind(), ErrorKind::kInternal);
}

TEST_F(ConnectionTest, BinaryCopyBringsEveryValueBackAsItWas) {
  connection_.execute("create table t (\"Odd \"\"name\" text, b bigint, c boolean, d timestamptz)");
  collection::RecordBatch batch("t", {"Odd \"name", "b", "c", "d"});
  const Instant instant = Instant(std::chrono::microseconds(-86'400'000'001));  // before 1970 and to the microsecond
  for (int i = 0; i < 100'000; ++i) {
    batch.begin_row();
    if (i % 3 == 0)
      batch.null();
    else
      batch.text(std::string_view("line\nä\t\\N"));
    batch.bigint(i % 2 == 0 ? std::optional<std::int64_t>(-i) : std::nullopt);
    batch.boolean(i % 5 == 0);
    batch.instant(instant);
  }
  connection_.copy_binary(batch.table(), batch.columns(), batch.data());
  const Rows rows = connection_.execute(
      "select count(*), count(*) filter (where \"Odd \"\"name\" is null), sum(b), count(*) filter (where c), min(d), "
      "max(d), "
      "max(\"Odd \"\"name\") from t");
  EXPECT_EQ(rows.integer(0, 0), 100'000);
  EXPECT_EQ(rows.integer(0, 1), 33'334);
  EXPECT_EQ(rows.integer(0, 2), -2'499'950'000);
  EXPECT_EQ(rows.integer(0, 3), 20'000);
  EXPECT_EQ(rows.text(0, 4), "1969-12-30 23:59:59.999999+00");
  EXPECT_EQ(rows.text(0, 5), rows.text(0, 4));
  EXPECT_EQ(rows.text(0, 6), "line\nä\t\\N");
}

TEST_F(ConnectionTest, AFailedCopyLeavesNothingAndTheSessionUsable) {
  connection_.execute("create table t (a bigint)");
  collection::RecordBatch batch("t", {"a"});
  batch.begin_row();
  batch.bigint(1);
  EXPECT_EQ(error_of([&] { connection_.copy_binary("t", {"a"}, batch.data() + "rubbish"); }).kind(),
            ErrorKind::kBadData);
  EXPECT_EQ(connection_.execute("select count(*) from t").integer(0, 0), 0);
  EXPECT_EQ(error_of([&] { connection_.copy_binary("no_such", {"a"}, batch.data()); }).kind(), ErrorKind::kInternal);
  connection_.copy_binary("t", {"a"}, batch.data());
  EXPECT_EQ(connection_.execute("select count(*) from t").integer(0, 0), 1);
}

}  // namespace
}  // namespace klytics::storage
