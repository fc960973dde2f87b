// A verb whose work is done by actions: klytics cohort retention.
#pragma once

#include <memory>
#include <span>

#include "command.h"

namespace klytics::app {

/// A verb that insists on one of `actions`, which must outlive it, and passes everything on to it.
std::unique_ptr<Command> make_action_command(std::span<const Verb> actions);

}  // namespace klytics::app
