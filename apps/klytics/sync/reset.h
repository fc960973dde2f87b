// klytics sync --reset: forgets how far resources are complete, so that the next run collects them from the beginning.
#pragma once

#include <string>
#include <vector>

#include "context.h"
#include "storage/account_lock.h"

namespace klytics::app {

/// The names of "a,b" as the tables have them. Throws Error(kUsage) for an unknown one, with the nearest known.
std::vector<std::string> resources_to_reset(const std::string& list);

/// Takes the account's lock, so that no run's positions vanish under it, and leaves an audit row. Rows and tombstones
/// stay. Needs neither the API nor a key. Throws Error(kTryLater) while a sync is running.
int reset_sync(Context& context, const std::vector<std::string>& resources, const storage::AccountLock::Pause& pause);

}  // namespace klytics::app
