// klytics analyze: what a series says of itself and of others; one action a file.
#pragma once

#include <memory>

#include "command.h"

namespace klytics::app {

std::unique_ptr<Command> make_analyze_command();

std::unique_ptr<Command> make_analyze_metrics();
std::unique_ptr<Command> make_analyze_timeseries();
std::unique_ptr<Command> make_analyze_decomposition();
std::unique_ptr<Command> make_analyze_anomalies();
std::unique_ptr<Command> make_analyze_correlation();
std::unique_ptr<Command> make_analyze_entropy();
std::unique_ptr<Command> make_analyze_changepoints();
std::unique_ptr<Command> make_analyze_insights();

}  // namespace klytics::app
