#include "analyze_command.h"

#include "action_command.h"

namespace klytics::app {
namespace {

constexpr Verb kActions[] = {
    {"metrics", "The metrics of the database that can be analysed", make_analyze_metrics},
    {"timeseries", "The values themselves, or fewer that show their shape", make_analyze_timeseries},
    {"decomposition", "Trend, seasons and what they leave", make_analyze_decomposition},
};

}  // namespace

std::unique_ptr<Command> make_analyze_command() { return make_action_command(kActions); }

}  // namespace klytics::app
