// A database of its own for one test, on the server that KLYTICS_TEST_DATABASE_URL names.
#pragma once

#include <string>
#include <string_view>

#include "core/secret.h"
#include "storage/postgres/connection.h"

namespace klytics::test {

/// The superuser's URL of the test server. Throws Error(kConfiguration) with a hint when the variable is not set: a
/// test without its database fails.
Secret server_url();

/// `url` with another database, and other or additional libpq options as "key=value key=value".
Secret with_database(const Secret& url, std::string_view database, std::string_view more_options = {});

/// A new database, dropped when the object goes. A migrated one is cloned from a template, which the first test that
/// needs it makes; its name holds a hash of all files of sql/.
class TestDatabase {
 public:
  enum class Content { kMigrated, kEmpty };

  explicit TestDatabase(Content content = Content::kMigrated);
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  const Secret& url() const { return url_; }
  const std::string& name() const { return name_; }
  storage::Connection connect(std::string_view application_name = "klytics test") const;

 private:
  std::string name_;
  Secret url_;
};

}  // namespace klytics::test
