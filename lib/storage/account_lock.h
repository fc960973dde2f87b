// The lock that keeps a verb from running twice at once on one account.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "storage/postgres/connection.h"

namespace klytics::storage {

/// Held by the session from construction to destruction; a process that dies gives it back with its session. Take it
/// before the run is entered into the ledger, where others look up who holds it.
class AccountLock {
 public:
  /// Called while the lock is taken: waits a moment and says whether to try again.
  using Pause = std::function<bool()>;

  /// Throws Error(kTryLater) that says which run holds the lock, when it is taken and there is no `pause` or `pause`
  /// says no. `connection` must outlive this.
  AccountLock(Connection& connection, std::string verb, std::string account_id, const Pause& pause = {});
  ~AccountLock();
  AccountLock(const AccountLock&) = delete;
  AccountLock& operator=(const AccountLock&) = delete;

 private:
  [[noreturn]] void refuse() const;

  Connection& connection_;
  std::string verb_;
  std::string account_id_;
};

}  // namespace klytics::storage
