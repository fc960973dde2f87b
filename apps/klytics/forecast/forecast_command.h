// klytics forecast: forecasts of metrics and files, and the registry of models; an action a file.
#pragma once

#include <memory>

#include "command.h"

namespace klytics::app {

std::unique_ptr<Command> make_forecast_command();

std::unique_ptr<Command> make_forecast_list();
std::unique_ptr<Command> make_forecast_show();
std::unique_ptr<Command> make_forecast_promote();
std::unique_ptr<Command> make_forecast_retire();

}  // namespace klytics::app
