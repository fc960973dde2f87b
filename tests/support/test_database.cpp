#include "support/test_database.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <memory>

#include "core/error.h"
#include "core/sha256.h"
#include "embedded_sql.h"
#include "storage/migrator.h"

namespace klytics::test {
namespace {

// "key='value' " with the quoting of libpq's connection strings.
std::string option(std::string_view key, std::string_view value) {
  std::string text = std::string(key) + "='";
  for (const char c : value) {
    if (c == '\'' || c == '\\') text += '\\';
    text += c;
  }
  return text + "' ";
}

std::string template_name() {
  std::string everything;
  for (const sql::File& file : sql::files()) everything += fmt::format("{}\n{}\n", file.name, file.text);
  return "klytics_template_" + sha256_hex(everything).substr(0, 16);
}

bool exists(storage::Connection& server, const std::string& database) {
  return !server.execute("select from pg_database where datname = $1", {database}).empty();
}

// Test programs run side by side: one makes the template, the others wait.
void make_template(storage::Connection& server, const std::string& name) {
  if (exists(server, name)) return;
  server.execute("select pg_advisory_lock(hashtextextended($1, 0))", {name});
  if (!exists(server, name)) {
    const std::string unfinished = name + "_unfinished";
    server.execute(fmt::format("drop database if exists \"{}\" with (force)", unfinished));
    server.execute(fmt::format("create database \"{}\" template template0", unfinished));
    {
      storage::Connection connection(with_database(server_url(), unfinished), "klytics test: template");
      storage::migrate(connection, false);
    }
    server.execute(fmt::format("alter database \"{}\" rename to \"{}\"", unfinished, name));
  }
  server.execute("select pg_advisory_unlock(hashtextextended($1, 0))", {name});
}

}  // namespace

Secret server_url() {
  const char* url = std::getenv("KLYTICS_TEST_DATABASE_URL");
  if (url == nullptr || *url == '\0')
    throw Error(ErrorKind::kConfiguration, "KLYTICS_TEST_DATABASE_URL is not set: there is no test database",
                "run the tests through tests/support/with_postgres.sh");
  return Secret(url);
}

Secret with_database(const Secret& url, std::string_view database, std::string_view more_options) {
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> parsed(
      PQconninfoParse(url.reveal().c_str(), nullptr), PQconninfoFree);
  if (!parsed) throw Error(ErrorKind::kConfiguration, "KLYTICS_TEST_DATABASE_URL is not a valid PostgreSQL URL");
  std::string text;
  for (const PQconninfoOption* entry = parsed.get(); entry->keyword != nullptr; ++entry)
    if (entry->val != nullptr) text += option(entry->keyword, entry->val);
  // Of an option given twice libpq takes the last.
  text += option("dbname", database);
  text += more_options;
  return Secret(text);
}

TestDatabase::TestDatabase(Content content) {
  static std::atomic<int> count = 0;
  storage::Connection server(server_url(), "klytics test: server");
  name_ = fmt::format("klytics_test_{}_{}", getpid(), ++count);
  std::string origin = "template0";
  if (content == Content::kMigrated) {
    origin = template_name();
    make_template(server, origin);
  }
  server.execute(fmt::format("drop database if exists \"{}\" with (force)", name_));
  server.execute(fmt::format("create database \"{}\" template \"{}\"", name_, origin));
  url_ = with_database(server_url(), name_);
}

TestDatabase::~TestDatabase() {
  try {
    storage::Connection server(server_url(), "klytics test: server");
    server.execute(fmt::format("drop database if exists \"{}\" with (force)", name_));
  } catch (const Error&) {
    // The server goes away with the test run, and the database with it.
  }
}

storage::Connection TestDatabase::connect(std::string_view application_name) const {
  return storage::Connection(url_, application_name);
}

}  // namespace klytics::test
