// The one exception type of klytics and the exit codes that it maps to.
#pragma once

#include <stdexcept>
#include <string>

namespace klytics {

/// Why something failed, as far as the caller or cron has to tell apart. Each kind is one process exit code, after
/// sysexits.h.
enum class ErrorKind {
  kUsage,          // 64: the command line is wrong
  kBadData,        // 65: input rows, a failed check, the quarantine threshold
  kInputMissing,   // 66: a named input file does not exist or cannot be read
  kUnavailable,    // 69: host or database unreachable
  kInternal,       // 70: a defect of klytics
  kOutput,         // 73: the output cannot be written
  kIo,             // 74: reading or writing failed half-way
  kTryLater,       // 75: lock held, quota spent, Retry-After above the cap
  kContract,       // 76: the API broke its contract
  kPermission,     // 77: key refused, or a scope is missing
  kConfiguration,  // 78: no key, unreadable configuration
};

/// The process exit code of a kind.
int exit_code(ErrorKind kind);

/// A failure with what happened (what()), its kind, and optionally what to do about it. Messages are fixed text first,
/// then values, and never contain a secret.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, std::string message, std::string hint = {})
      : std::runtime_error(std::move(message)), kind_(kind), hint_(std::move(hint)) {}

  ErrorKind kind() const { return kind_; }
  /// What the user can do, a sentence without a full stop; empty when there is nothing to say.
  const std::string& hint() const { return hint_; }

 private:
  ErrorKind kind_;
  std::string hint_;
};

}  // namespace klytics
