// Runs a synchronisation: plans, fetches, parses and stores side by side, with bounded memory.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "collection/engine/fetcher.h"
#include "collection/engine/sync_plan.h"
#include "collection/resource.h"
#include "collection/store.h"

namespace klytics::collection {

/// What happened to one resource.
struct ResourceReport {
  enum class Status { kWaiting, kRunning, kDone, kSkipped, kPostponed };

  std::string resource;
  Status status = Status::kWaiting;
  ResourceCounts counts;
  double seconds = 0;
  std::string warning;               // why it was skipped or postponed
  std::optional<Instant> try_again;  // when a postponed one may go on
};

struct SyncSettings {
  std::string base_url;
  std::vector<Resource> resources;     // parents before children
  std::vector<std::string> asked_for;  // resources named by the user: a missing scope is an error there
  PlanOptions plan;
  Fetcher::Settings fetch;
  std::size_t pending_bytes = 16U << 20U;                // of bodies between the network and the store
  std::function<bool()> stopped = [] { return false; };  // asked often; true ends the run cleanly
  std::function<void(const std::vector<ResourceReport>&)> progress = [](const auto&) {};  // several times a second
};

struct SyncReport {
  std::vector<ResourceReport> resources;
  bool interrupted = false;  // stopped() said so; what was fetched is stored
  double parse_seconds = 0;  // of the thread that turns pages into rows
};

/// Synchronises. `account_page` is the answer of /api/accounts, which is stored first: everything else needs its zone.
/// A page's data and the position behind it are stored together, so that the process may die at any instant and the
/// next run goes on; the end state is that of an undisturbed run. Throws Error, after it has stored the pages that were
/// in hand.
SyncReport synchronise(Store& store, HttpClient& http, const Clock& clock, const SyncSettings& settings,
                       Fetcher::Page account_page);

}  // namespace klytics::collection
