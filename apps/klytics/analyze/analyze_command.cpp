#include "analyze/analyze_command.h"

#include "action_command.h"

namespace klytics::app {
namespace {

constexpr Verb kActions[] = {
    {"metrics", "The metrics of the database that can be analysed", make_analyze_metrics},
    {"timeseries", "The values themselves, or fewer that show their shape", make_analyze_timeseries},
    {"decomposition", "Trend, seasons and what they leave", make_analyze_decomposition},
    {"anomalies", "Values unlike what is usual for their time", make_analyze_anomalies},
    {"correlation", "Which series go together, and which follows", make_analyze_correlation},
    {"entropy", "How regular a series is", make_analyze_entropy},
    {"changepoints", "Where a series changes for a while", make_analyze_changepoints},
    {"insights", "What changed between two periods, and what explains it", make_analyze_insights},
};

}  // namespace

std::unique_ptr<Command> make_analyze_command() { return make_action_command(kActions); }

}  // namespace klytics::app
