// klytics status: how fresh and how complete everything is.
#pragma once

#include <memory>

#include "command.h"

namespace klytics::app {

std::unique_ptr<Command> make_status_command();

}  // namespace klytics::app
