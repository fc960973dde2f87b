// The list of verbs.
#include "command.h"

namespace klytics::app {

const std::vector<Verb>& verbs() {
  static const std::vector<Verb> kVerbs = {};
  return kVerbs;
}

}  // namespace klytics::app
