// klytics sync --replay: everything again from the stored responses, without the API.
#pragma once

#include "context.h"
#include "stop_signal.h"
#include "storage/account_lock.h"

namespace klytics::app {

/// Replays the account's raw pages as a run of sync and prints what they held. Needs no API key. Returns the exit code.
int replay_sync(Context& context, const StopSignal& stop, const storage::AccountLock::Pause& pause);

}  // namespace klytics::app
