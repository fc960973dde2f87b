// klytics aggregate: builds the facts from the stored events.
#pragma once

#include <memory>

#include "command.h"
#include "core/account.h"
#include "processing/aggregate.h"

namespace klytics::app {

std::unique_ptr<Command> make_aggregate_command();

/// What the verb does: builds the facts of what changed, or everything, as a run of the ledger; logs the warnings.
struct BuiltFacts {
  Account account;
  processing::AggregateSummary summary;
  double seconds = 0;
};
BuiltFacts build_facts(Context& context, bool full);

}  // namespace klytics::app
