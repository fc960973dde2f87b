// klytics forget: removes a person everywhere, and keeps the person out.
#pragma once

#include <memory>

#include "command.h"

namespace klytics::app {

std::unique_ptr<Command> make_forget_command();

}  // namespace klytics::app
