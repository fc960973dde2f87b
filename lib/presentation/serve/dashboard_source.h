// Reads ranges from the database for serve: a few sessions that may only read, opened when they are needed and again
// after the database was away.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/account.h"
#include "presentation/dashboard_reader.h"
#include "presentation/serve/range_cache.h"
#include "storage/postgres/connection.h"

namespace klytics::presentation {

/// What changes between two answers to the same question.
struct DataState {
  std::string version;  // another text when numbers may have changed
  Freshness freshness;
};

/// What serve needs from a database; tests stand in for it.
class DashboardSource {
 public:
  virtual ~DashboardSource() = default;

  /// Safe for concurrent use. Throws Error(kUnavailable) while the database is away.
  virtual DataState state(Instant now) = 0;
  /// What renders every document of the range, and that of the value of customers.
  virtual DocumentRenderer range(const NamedRange& range, Date today, Instant now) = 0;
};

struct DatabaseSourceOptions {
  Account account;
  int max_age_hours = 0;
  std::vector<std::string> attribution;
  std::chrono::seconds longest_statement{30};
};

/// `connect` opens a session and is called by one thread at a time.
std::unique_ptr<DashboardSource> make_database_source(DatabaseSourceOptions options,
                                                      std::function<storage::Connection()> connect);

}  // namespace klytics::presentation
