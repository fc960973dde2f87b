// The ledger of runs: what ran when, with which settings, how it ended, and what it did to each resource.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/postgres/connection.h"

namespace klytics::storage {

/// How a run or one of its resources ended.
enum class Outcome {
  kDone,
  kSkipped,    // a resource only: such as one whose scope the key lacks
  kPostponed,  // a resource only: it goes on when the quota allows
  kFailed,
  kInterrupted,  // stopped by a signal
};

struct RunStart {
  std::string verb;
  std::optional<std::string> account_id;  // nullopt while it is not known
  std::string version;                    // of klytics
  std::string host;
  int process_id = 0;
  std::string settings_json = "{}";  // effective settings, without secrets
};

/// One run, from its beginning to finish(). While it is open the session holds a lock that says the run is alive; a run
/// that died without finishing is marked interrupted when the next one of the same verb and account begins. One run at
/// a time per connection.
class RunLedger {
 public:
  /// `connection` must outlive this.
  RunLedger(Connection& connection, const RunStart& start);
  /// Leaves a run that was not finished to the next one to mark as interrupted.
  ~RunLedger();
  RunLedger(const RunLedger&) = delete;
  RunLedger& operator=(const RunLedger&) = delete;

  std::int64_t run_id() const { return run_id_; }

  /// Names the account of a run that began without one.
  void set_account(std::string_view account_id);

  void start_resource(std::string_view resource);
  /// Adds a line to the resource's warning.
  void warn(std::string_view resource, std::string_view warning);
  /// `requests` counts from the run's beginning. The other counts are kept by SyncStore as it commits.
  void finish_resource(std::string_view resource, Outcome outcome, std::int64_t requests,
                       const std::optional<std::string>& warning = std::nullopt);

  /// Closes the run, and with the same outcome the resources that are open still. The message is redacted.
  void finish(Outcome outcome, int exit_code, const std::optional<std::string>& message = std::nullopt);

 private:
  Connection& connection_;
  std::string verb_;
  std::int64_t run_id_ = 0;
};

}  // namespace klytics::storage
