// What a synchronisation leaves behind about itself: the lock while it runs, the run's ledger row, the audit row.
#pragma once

#include <string>
#include <string_view>

#include "collection/engine/sync_engine.h"
#include "context.h"
#include "core/error.h"
#include "storage/account_lock.h"
#include "storage/postgres/connection.h"
#include "storage/run_ledger.h"

namespace klytics::app {

class SyncRecord {
 public:
  /// Takes the account's lock and opens the run. While another run holds the lock, `pause` waits a moment and says
  /// whether to try again; when not, throws Error(kTryLater) that says who holds it.
  SyncRecord(storage::Connection& connection, const Context& context, const std::string& account_id,
             const storage::AccountLock::Pause& pause);

  std::int64_t run_id() const { return ledger_.run_id(); }

  /// Notes how each resource ended.
  void resources(const collection::SyncReport& report);
  /// `label`: NAME of [accounts.NAME], remembered for other verbs; empty when there is none.
  void succeed(std::string_view label = {});
  void interrupt(int exit_code);
  /// Notes a failure as far as the database still can; never throws.
  void fail(const Error& error) noexcept;

 private:
  void close(storage::Outcome outcome, int exit_code, const std::optional<std::string>& message);

  storage::Connection& connection_;
  std::string account_id_;
  storage::AccountLock lock_;
  storage::RunLedger ledger_;
};

}  // namespace klytics::app
