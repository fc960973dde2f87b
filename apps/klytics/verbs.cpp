// The list of verbs.
#include "aggregate/aggregate_command.h"
#include "analyze/analyze_command.h"
#include "api/api_command.h"
#include "cache_command.h"
#include "cohort/cohort_command.h"
#include "command.h"
#include "db_command.h"
#include "explain_command.h"
#include "export/export_command.h"
#include "forecast/forecast_command.h"
#include "forget_command.h"
#include "migrate_command.h"
#include "prune_command.h"
#include "serve/serve_command.h"
#include "status/status_command.h"
#include "sync/sync_command.h"

namespace klytics::app {

const std::vector<Verb>& verbs() {
  constexpr bool kUnattended = true;
  static const std::vector<Verb> kVerbs = {
      {"migrate", "Bring the database to the schema of this version", make_migrate_command, kUnattended},
      {"sync", "Collect from the API into the database", make_sync_command, kUnattended},
      {"aggregate", "Build the facts from the stored events", make_aggregate_command, kUnattended},
      {"export", "Publish the dashboard's snapshot", make_export_command, kUnattended},
      {"serve", "Answer the dashboard's requests, any range of dates", make_serve_command},
      {"explain", "Show where one number of the dashboard comes from", make_explain_command},
      {"cache", "Look at or clear what a running serve keeps", make_cache_command},
      {"status", "Say how fresh and complete everything is", make_status_command},
      {"api", "Read anything that the API shows, within its limits", make_api_command},
      {"cohort", "Compare cohorts of customers, and value customers", make_cohort_command},
      {"analyze", "Say what a series shows: its parts, what is unusual, what changed", make_analyze_command},
      {"forecast", "Say what comes next in a series, and how sure that is", make_forecast_command},
      {"prune", "Remove what is older than the configured periods", make_prune_command, kUnattended},
      {"forget", "Remove a person everywhere, and keep the person out", make_forget_command},
      {"db", "Reach the database: url, psql, dump, restore, stop", make_db_command},
  };
  return kVerbs;
}

}  // namespace klytics::app
