// klytics export: publishes the dashboard's snapshot, and what else people take away: tables, a report.
#pragma once

#include <memory>

#include "command.h"

namespace klytics::app {

std::unique_ptr<Command> make_export_command();

}  // namespace klytics::app
