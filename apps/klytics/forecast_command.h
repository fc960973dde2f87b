// klytics forecast: forecasts of metrics and files, and the registry of models; an action a file.
#pragma once

#include <memory>

#include "command.h"

namespace klytics::app {

std::unique_ptr<Command> make_forecast_command();

}  // namespace klytics::app
