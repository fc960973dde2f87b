// Messages to stderr: one line each, redacted. Verbosity is set once from -v and --quiet.
#pragma once

#include <ostream>
#include <string_view>

namespace klytics::app {

enum class Verbosity { kQuiet, kNormal, kVerbose };

class Log {
 public:
  Log(std::ostream& stream, Verbosity verbosity, bool terminal)
      : stream_(stream), verbosity_(verbosity), terminal_(terminal) {}

  void error(std::string_view message, std::string_view hint = {});  // always
  void warning(std::string_view message);                            // always
  void info(std::string_view message);                               // unless --quiet
  void verbose(std::string_view message);                            // only with -v

  /// Redraws one line on a terminal; does nothing elsewhere or with --quiet. end_progress() clears it.
  void progress(std::string_view line);
  void end_progress();

  void set_verbosity(Verbosity verbosity) { verbosity_ = verbosity; }
  bool terminal() const { return terminal_; }
  Verbosity verbosity() const { return verbosity_; }

 private:
  void write(std::string_view prefix, std::string_view message);

  std::ostream& stream_;
  Verbosity verbosity_;
  bool terminal_;
  bool progress_shown_ = false;
};

}  // namespace klytics::app
