// klytics forecast: what comes next in every series of a file.
#pragma once

#include <memory>

#include "command.h"

namespace klytics::app {

std::unique_ptr<Command> make_forecast_command();

}  // namespace klytics::app
