// Rebuilds what was collected from the raw pages, without the API.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "collection/http/filtered_client.h"
#include "collection/resource.h"
#include "storage/postgres/connection.h"

namespace klytics::storage {

struct ReplayedResource {
  std::string resource;
  std::int64_t pages = 0;
  std::int64_t records = 0;
  std::int64_t quarantined = 0;
};

struct ReplayReport {
  std::vector<ReplayedResource> resources;  // those with pages, in the order of the descriptions
  bool interrupted = false;                 // stopped() said so: nothing was changed
};

/// Takes away every row of the account's objects, events and quarantine that a kept page can bring back, and brings
/// them back as the descriptions read the pages today, all in one transaction: others see the tables as they were until
/// it ends, and a failure changes nothing. Tombstones and the times at which objects were first seen and last changed
/// stay as they are: no page tells them. `run_id` is a run of RunLedger; the caller holds the account's lock. Memory is
/// bounded; `filter` sees every page first, `stopped` is asked between groups of pages. Throws Error(kBadData) for a
/// page that cannot be read or is of a resource without a description, kInputMissing when no page is kept.
ReplayReport replay_pages(Connection& connection, const std::string& account_id, std::int64_t run_id,
                          const std::vector<collection::Resource>& resources, const collection::BodyFilter& filter,
                          const std::function<bool()>& stopped);

}  // namespace klytics::storage
