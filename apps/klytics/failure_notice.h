// [notify] command: tells somebody that a verb which runs unattended has failed.
#pragma once

#include <string>
#include <string_view>

#include "core/settings.h"
#include "log.h"

namespace klytics::app {

/// Runs the configured command through the shell, at most for the configured time, with KLYTICS_VERB, KLYTICS_ACCOUNT,
/// KLYTICS_EXIT_CODE, KLYTICS_MESSAGE and KLYTICS_HINT in its environment. The texts are redacted, and the variables
/// from which klytics takes secrets are left out. What it prints goes to stderr. Does nothing without a command; that
/// the command fails is a warning. Never throws.
class FailureNotice {
 public:
  FailureNotice(const Settings& settings, std::string_view verb);

  void send(Log& log, int exit_code, std::string_view message, std::string_view hint = {}) const noexcept;

 private:
  Secret command_;  // may hold the address of a web hook, which is a secret
  int timeout_seconds_;
  std::string verb_;
  std::string account_;
};

}  // namespace klytics::app
