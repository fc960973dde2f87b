// klytics migrate: brings the database to the schema that this version knows.
#pragma once

#include <memory>

#include "command.h"

namespace klytics::app {

std::unique_ptr<Command> make_migrate_command();

}  // namespace klytics::app
