// What [privacy] and the people who were forgotten make of a response before it is stored.
#pragma once

#include <optional>
#include <string>

#include "collection/records/forgotten_people.h"
#include "collection/records/personal_data.h"
#include "context.h"

namespace klytics::app {

/// The salt of [privacy], empty when none is configured. Throws Error(kConfiguration) when its file cannot be read or
/// may be read by others, or when it has fewer than 16 characters.
Secret privacy_salt(const Settings& settings);

class Privacy {
 public:
  /// Reads whom the account has forgotten. Throws Error(kConfiguration) when something is to be hashed, or somebody was
  /// forgotten, and there is no salt, or another one than then.
  Privacy(const Settings& settings, storage::Connection& connection, const std::string& account_id);

  /// The body as it may be stored; nullopt when that is how it came.
  std::optional<std::string> filter(const std::string& body);

  collection::ForgottenPeople& people() { return people_; }
  const Secret& salt() const { return salt_; }
  const std::string& machine_open_property() const { return machine_open_property_; }
  /// The form in which an email address is stored; empty when that is plain.
  std::string stored_email(const std::string& email) const;

 private:
  Secret salt_;
  std::string machine_open_property_;
  collection::PersonalData personal_data_;
  collection::ForgottenPeople people_;
};

}  // namespace klytics::app
