// klytics cache: what a running `klytics serve` keeps.
#pragma once

#include <memory>

#include "command.h"

namespace klytics::app {

std::unique_ptr<Command> make_cache_command();

}  // namespace klytics::app
