// klytics db: the way into the database for people and other programs.
#pragma once

#include <memory>

#include "command.h"

namespace klytics::app {

std::unique_ptr<Command> make_db_command();

}  // namespace klytics::app
