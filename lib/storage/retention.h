// What the database still holds of an account, and the removal of what is older than wanted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/retention_period.h"
#include "core/time.h"
#include "storage/postgres/connection.h"

namespace klytics::storage {

/// From when on something is held; nullopt: all of it.
struct Held {
  std::optional<Instant> raw_from;
  std::optional<Instant> events_from;
  std::optional<std::string> facts_built_from;  // local day: facts of days before stay as they are
  std::optional<std::string> facts_from;        // local day: facts of days before are gone

  /// "events since 2025-10-01T00:00:00Z; raw pages since ...", empty when all is held.
  std::string text() const;
};

Held read_held(Connection& connection, const std::string& account_id);

struct Retention {
  RetentionPeriod raw, events, facts, predictions;
};

/// What was removed of one kind, or would be.
struct Pruned {
  std::string kind;             // raw, events, facts, predictions
  std::int64_t partitions = 0;  // months or chunks that were dropped whole
  std::int64_t rows = 0;
  std::optional<std::string> before;  // what is older is gone; nullopt when nothing went
  std::string kept;                   // what of it was kept in ledgers
  std::string hindrance;              // why less went than the period wants
};

/// Removes what is older than its period, in all accounts: whole months or chunks of raw pages and events, rows of
/// facts and predictions. Never an event whose facts are not built. What analytics need of events and facts is kept in
/// ledgers first. One transaction and one audit row for each kind; with `dry_run` each transaction is rolled back, so
/// that the numbers are exact. Throws Error(kTryLater) while a sync or an aggregate of an account runs.
std::vector<Pruned> prune(Connection& connection, const Retention& retention, Instant now, bool dry_run);

}  // namespace klytics::storage
