// klytics serve: the dashboard's endpoints for any range, from the database.
#pragma once

#include <memory>

#include "command.h"

namespace klytics::app {

std::unique_ptr<Command> make_serve_command();

}  // namespace klytics::app
