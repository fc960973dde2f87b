// Whether the stored data and the facts agree with each other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/account.h"
#include "storage/postgres/connection.h"

namespace klytics::processing {

struct CheckResult {
  std::string_view name;     // what holds when nothing is found, in words with underscores
  std::int64_t found = 0;    // what contradicts it
  std::string example;       // one of those; empty when there is none
  std::string_view meaning;  // of "found"

  bool holds() const { return found == 0; }
};

/// Runs every check of sql/queries/check on one account, in one snapshot of the database; changes nothing. Costs
/// several passes over the events.
std::vector<CheckResult> check_consistency(storage::Connection& connection, const Account& account);

}  // namespace klytics::processing
