// The list of verbs.
#include "command.h"
#include "export_command.h"

namespace klytics::app {

const std::vector<Verb>& verbs() {
  static const std::vector<Verb> kVerbs = {
      {"export", "Publish the dashboard's snapshot into a folder", make_export_command},
  };
  return kVerbs;
}

}  // namespace klytics::app
