// Removes a person from everything that is stored, and remembers by keyed hashes whom to keep out.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "collection/records/forgotten_people.h"
#include "core/secret.h"
#include "storage/postgres/connection.h"

namespace klytics::storage {

/// The hashes of whom an account has forgotten. Throws Error(kConfiguration) when they were made with another salt, or
/// `salt` is empty and somebody was forgotten.
std::set<std::string> read_forgotten(Connection& connection, const std::string& account_id, const Secret& salt);

struct ForgetRequest {
  std::string account_id;
  std::string profile_id;    // or
  std::string email;         // as the person writes it
  std::string stored_email;  // as it is stored when addresses are hashed; empty: they are not
  bool dry_run = false;
};

struct ForgetReport {
  std::int64_t profiles = 0;
  std::int64_t memberships = 0;
  std::int64_t events = 0;       // of the person: their text is gone, money and counts stay under a pseudonym
  std::int64_t facts = 0;        // rows of facts and ledgers that bear the pseudonym now
  std::int64_t mentions = 0;     // records of others, and objects that belonged to the profile
  std::int64_t quarantined = 0;  // removed
  std::int64_t pages = 0;        // written anew
};

/// Forgets the person in one transaction, with a row in the audit log that names nobody. `people` learns the
/// identities. The caller holds the account's lock against a sync; throws Error(kTryLater) while an aggregate of it
/// runs. With `dry_run` the transaction is rolled back, so that the numbers are exact. Cost: reads every stored page
/// and event of the account.
ForgetReport forget(Connection& connection, const ForgetRequest& request, collection::ForgottenPeople& people,
                    const Secret& salt);

}  // namespace klytics::storage
