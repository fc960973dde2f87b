// Reads how the installation is doing, all of it in one snapshot of the database.
#pragma once

#include "core/account.h"
#include "presentation/render/status.h"
#include "storage/postgres/connection.h"

namespace klytics::presentation {

/// Changes nothing. The schema must be current. `now` decides what is stale, `quota_share` how many reports are ours.
/// Costs a pass over the audit log; the rest depends on runs, resources and quarantined records, not on events.
Status read_status(storage::Connection& connection, const Account& account, Instant now, int max_age_hours,
                   double quota_share);

}  // namespace klytics::presentation
