// Turns argv into a verb that is ready to run, or into help, or into a usage error that names the nearest match.
#pragma once

#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "command.h"
#include "log.h"

namespace klytics::app {

struct CommandLine {
  std::string configuration_file;  // --config; empty when not given
  std::string account;             // --account
  Verbosity verbosity = Verbosity::kNormal;
  std::string verb;
  bool unattended = false;           // of the verb: see Verb
  std::unique_ptr<Command> command;  // nullptr when help or the version was printed
};

/// Parses and validates. Help and the version go to `out`. Throws Error(kUsage).
CommandLine parse_command_line(const std::vector<std::string>& arguments, std::ostream& out);

}  // namespace klytics::app
