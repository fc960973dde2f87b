// One synchronisation from the first request to the ledger, shared by klytics sync and its --follow.
#pragma once

#include <functional>

#include "collection/account.h"
#include "collection/engine/sync_engine.h"
#include "context.h"
#include "stop_signal.h"
#include "storage/account_lock.h"
#include "storage/sync/sync_store.h"
#include "sync/options.h"
#include "sync/record.h"

namespace klytics::app {

/// Waits for a moment while another run holds the lock: only with --wait, and not after a signal.
storage::AccountLock::Pause lock_pause(const SyncOptions& options, const StopSignal& stop);

/// What a run works with once it holds the account's lock and is in the ledger.
struct SyncSession {
  Context& context;
  const StopSignal& stop;
  collection::HttpClient& http;
  const collection::Clock& clock;
  collection::SyncSettings& settings;
  collection::Account& account;
  storage::Connection& connection;
  storage::SyncStore& store;
  SyncRecord& record;
};

/// Opens a run and does `work`, which closes it in the ledger; a failure closes it here. Returns false, without a run,
/// after a signal that came first.
bool with_session(Context& context, const SyncOptions& options, const StopSignal& stop,
                  const std::function<void(SyncSession&)>& work);

/// Collects what is due into the database, under the account's lock and as a run of the ledger, and logs the warnings.
/// After a signal the report says interrupted. Throws Error; also kBadData, after everything is stored and `report`
/// has been given the figures, when too many records went to quarantine.
collection::SyncReport run_sync(Context& context, const SyncOptions& options, const StopSignal& stop,
                                const std::function<void(const collection::SyncReport&)>& report);

}  // namespace klytics::app
