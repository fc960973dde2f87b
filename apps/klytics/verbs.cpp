// The list of verbs.
#include "aggregate_command.h"
#include "command.h"
#include "export_command.h"

namespace klytics::app {

const std::vector<Verb>& verbs() {
  static const std::vector<Verb> kVerbs = {
      {"aggregate", "Build the facts from the stored events", make_aggregate_command},
      {"export", "Publish the dashboard's snapshot into a folder", make_export_command},
  };
  return kVerbs;
}

}  // namespace klytics::app
