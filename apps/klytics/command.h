// What every subcommand implements, and what it is given to run with.
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "context.h"

namespace CLI {
class App;
}

namespace klytics::app {

/// One verb. Options are bound in add_options(), checked without IO in validate(), and used in run().
class Command {
 public:
  virtual ~Command() = default;

  /// Declares options and positional arguments; touches nothing else.
  virtual void add_options(CLI::App& app) = 0;
  /// Checks options against each other. Throws Error(kUsage).
  virtual void validate() const {}
  /// Does the work. Returns the exit code of a normal end, 0 unless the verb says otherwise.
  virtual int run(Context& context) = 0;
};

/// A verb's entry in the one list that drives dispatch, help, manual pages and completions.
struct Verb {
  std::string_view name;
  std::string_view summary;  // one line, as in `klytics --help` and the manual page's NAME
  std::unique_ptr<Command> (*create)();
  bool unattended = false;  // runs from cron: [notify] command is told of its failure
};

/// All verbs in the order in which help shows them. Defined in verbs.cpp.
const std::vector<Verb>& verbs();

}  // namespace klytics::app
