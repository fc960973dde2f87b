// SIGINT and SIGTERM as a wish to stop cleanly.
#pragma once

#include <chrono>
#include <csignal>

namespace klytics::app {

/// While it lives, the first SIGINT or SIGTERM is only noted; a second one ends the process at once, as by default.
/// At most one at a time.
class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  bool received() const;
  /// Sleeps; returns early, within a fraction of a second, when a signal comes or has come.
  void sleep(std::chrono::milliseconds duration) const;
  /// 128 + the signal's number, as shells report it; 0 when none came.
  int exit_code() const;

 private:
  struct sigaction previous_interrupt_ {};
  struct sigaction previous_terminate_ {};
};

}  // namespace klytics::app
