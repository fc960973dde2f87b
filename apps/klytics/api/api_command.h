// klytics api: reads anything that the API shows, paged, within the limits.
#pragma once

#include <memory>

#include "command.h"

namespace klytics::app {

std::unique_ptr<Command> make_api_command();

}  // namespace klytics::app
