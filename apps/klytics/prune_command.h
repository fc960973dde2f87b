// klytics prune: removes what is older than the configured periods.
#pragma once

#include <memory>

#include "command.h"

namespace klytics::app {

std::unique_ptr<Command> make_prune_command();

}  // namespace klytics::app
