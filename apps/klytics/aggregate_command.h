// klytics aggregate: builds the facts from the stored events.
#pragma once

#include <memory>

#include "command.h"

namespace klytics::app {

std::unique_ptr<Command> make_aggregate_command();

}  // namespace klytics::app
