// klytics explain: where one number of the dashboard comes from.
#pragma once

#include <memory>

#include "command.h"

namespace klytics::app {

std::unique_ptr<Command> make_explain_command();

}  // namespace klytics::app
