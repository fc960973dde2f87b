#include "privacy.h"

#include <fmt/format.h>

#include "collection/records/json_text.h"
#include "core/error.h"
#include "secret_file.h"
#include "storage/forget.h"

namespace klytics::app {
namespace {

using collection::Storing;

Storing storing(std::string_view text) {
  return text == "hashed" ? Storing::kHashed : text == "omitted" ? Storing::kOmitted : Storing::kPlain;
}

collection::PrivacyRules rules_of(const Settings& settings, const Secret& salt) {
  const collection::PrivacyRules rules = {.email = storing(settings.email_storing),
                                          .phone = storing(settings.phone_storing),
                                          .names = storing(settings.names_storing),
                                          .address = storing(settings.address_storing)};
  for (const Storing each : {rules.email, rules.phone, rules.names, rules.address})
    if (each == Storing::kHashed && salt.empty())
      throw Error(ErrorKind::kConfiguration, "[privacy] asks for hashes, and there is no salt to make them with",
                  "set KLYTICS_PRIVACY_SALT_FILE, or salt_file in [privacy]; make one with: openssl rand -hex 32");
  return rules;
}

}  // namespace

Secret privacy_salt(const Settings& settings) {
  constexpr std::size_t kShortestSalt = 16;
  Secret salt = settings.privacy_salt;
  if (salt.empty() && !settings.privacy_salt_file.empty())
    salt = Secret(read_secret_file(settings.privacy_salt_file, "the salt's file"));
  if (!salt.empty() && salt.reveal().size() < kShortestSalt)
    throw Error(ErrorKind::kConfiguration, fmt::format("the salt has less than {} characters", kShortestSalt),
                "make one with: openssl rand -hex 32");
  return salt;
}

Privacy::Privacy(const Settings& settings, storage::Connection& connection, const std::string& account_id)
    : salt_(privacy_salt(settings)),
      machine_open_property_(settings.machine_open_property),
      personal_data_(rules_of(settings, salt_), salt_),
      people_(salt_, account_id, storage::read_forgotten(connection, account_id, salt_),
              settings.machine_open_property) {}

std::optional<std::string> Privacy::filter(const std::string& body) {
  std::optional<std::string> without_them = people_.rewrite_page(body);
  std::optional<std::string> rewritten = personal_data_.rewrite(without_them ? *without_them : body);
  return rewritten ? rewritten : without_them;
}

std::string Privacy::stored_email(const std::string& email) const {
  const auto stored = personal_data_.rewrite(R"({"email":)" + collection::json_quoted(email) + "}");
  if (!stored) return "";
  return collection::json_string(collection::json_member(*stored, "email").value_or("")).value_or("");
}

}  // namespace klytics::app
