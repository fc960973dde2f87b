#include "storage/account_lock.h"

#include <fmt/format.h>

#include "core/error.h"

namespace klytics::storage {

AccountLock::AccountLock(Connection& connection, std::string verb, std::string account_id, const Pause& pause)
    : connection_(connection), verb_(std::move(verb)), account_id_(std::move(account_id)) {
  while (!connection_.query("queries/runs/try_lock", {verb_, account_id_}).boolean(0, 0))
    if (!pause || !pause()) refuse();
}

AccountLock::~AccountLock() {
  try {
    connection_.query("queries/runs/unlock", {verb_, account_id_});
  } catch (const Error&) {
    // The session is gone, and the lock with it.
  }
}

void AccountLock::refuse() const {
  const Rows holder = connection_.query("queries/runs/lock_holder", {verb_, account_id_});
  std::string by = "a run that is about to begin";
  if (!holder.empty())
    by = fmt::format("run {} on {}, process {}, since {}", holder.integer(0, 0), holder.text(0, 1),
                     holder.optional_text(0, 2).value_or("unknown"), holder.text(0, 3));
  throw Error(ErrorKind::kTryLater, fmt::format("{} of account {} is under way already: {}", verb_, account_id_, by),
              "wait until it is done, or use --wait");
}

}  // namespace klytics::storage
