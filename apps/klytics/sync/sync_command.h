// klytics sync: collects from the API into the database.
#pragma once

#include <memory>

#include "command.h"

namespace klytics::app {

std::unique_ptr<Command> make_sync_command();

}  // namespace klytics::app
