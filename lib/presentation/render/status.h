// How the installation is doing, as text for people or as JSON. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/account.h"
#include "presentation/render/dashboard.h"

namespace klytics::presentation {

/// How far a resource is complete in all of its partitions.
struct WatermarkStatus {
  std::string resource;
  std::int64_t partitions = 0;
  std::optional<Instant> complete_from;  // nullopt: from the beginning
  Instant complete_to;
  std::optional<Instant> swept_at;  // the oldest complete listing; nullopt: a partition never had one
};

/// The last run of a verb.
struct RunStatus {
  std::string verb;
  std::int64_t run_id = 0;
  std::string status;  // running, done, failed, interrupted, or died: without a word
  std::optional<std::int64_t> exit_code;
  Instant started_at;
  std::optional<Instant> finished_at;
  std::optional<std::string> message;
};

struct QuarantineStatus {
  std::string resource;
  std::string reason;
  std::int64_t records = 0;
  Instant last_at;
};

/// What an unfinished synchronisation of a resource left behind.
struct SliceStatus {
  std::string resource;
  std::int64_t open = 0;
  std::int64_t done = 0;
};

struct TableStatus {
  std::string name;
  std::int64_t partitions = 0;
  std::int64_t bytes = 0;  // with indexes and partitions
};

/// The daily allowance of reports.
struct ReportQuotaStatus {
  std::int64_t daily_limit = 225;  // what the vendor allows
  std::int64_t allowed = 0;        // our share of it, in any 24 hours
  std::int64_t used = 0;           // in the last 24 hours
  std::optional<Instant> next_at;  // when it is used up: of the next report

  std::int64_t left() const { return next_at || used >= allowed ? 0 : allowed - used; }
};

/// Everything that `klytics status` shows of one account; the audit log and the tables are those of the database.
struct Status {
  Account account;
  Freshness freshness;
  std::vector<std::string> missing_resources;   // that the dashboard needs and that were never complete, sorted
  std::optional<Instant> built_at;              // of the facts
  std::int64_t dirty_days = 0;                  // local days of a metric that changed since
  std::string first_dirty_day, last_dirty_day;  // empty when there is none
  std::int64_t changed_events = 0;
  ReportQuotaStatus reports;
  std::string held;    // from when on what is held, in words; empty: everything is
  std::string engine;  // that keeps the large tables: postgres, timescaledb
  std::int64_t audit_rows = 0;
  std::optional<std::int64_t> broken_audit_row;  // the first that does not fit the chain
  std::vector<RunStatus> runs;                   // by verb
  std::vector<WatermarkStatus> watermarks;       // by resource
  std::vector<SliceStatus> slices;               // by resource
  std::vector<QuarantineStatus> quarantine;      // the most frequent first
  std::vector<TableStatus> tables;               // the largest first
};

/// Sections with a title, empty ones left out. Times are UTC.
std::string status_text(const Status& status);

/// One object on one line; null for what is not known, empty arrays for what there is none of.
std::string status_json(const Status& status);

}  // namespace klytics::presentation
