// How personal data is stored ([privacy]): plainly, as a keyed hash, or not at all. Works on the text of a response, so
// that columns, raw records, pages and quarantine hold the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/secret.h"

namespace klytics::collection {

enum class Storing { kPlain, kHashed, kOmitted };

struct PrivacyRules {
  Storing email = Storing::kPlain;    // every address, wherever it stands in a text
  Storing phone = Storing::kPlain;    // members named as a telephone number
  Storing names = Storing::kPlain;    // members named as the name of a person
  Storing address = Storing::kPlain;  // members named as a street, postal code, city, coordinate or network address

  bool all_plain() const;
};

class PersonalData {
 public:
  /// `salt` is needed for kHashed.
  PersonalData(const PrivacyRules& rules, Secret salt) : rules_(rules), salt_(std::move(salt)) {}

  /// JSON text with what is personal replaced: by "hmac-sha256:" and 64 digits, or by null (within a longer text by
  /// "omitted"). An email address is hashed in lower case, a telephone number without what stands between its digits.
  /// What is hashed already stays. nullopt when nothing changes. Linear.
  std::optional<std::string> rewrite(std::string_view json) const;

 private:
  PrivacyRules rules_;
  Secret salt_;
};

/// The first email address in `text` at or after `from`, as offset and length; nullopt when there is none. A rule of
/// thumb: letters, digits, ".", "_", "+" and "-" before an "@", and a host name with a dot behind it.
std::optional<std::pair<std::size_t, std::size_t>> find_email(std::string_view text, std::size_t from = 0);

/// Lower case, without space around it.
std::string canonical_email(std::string_view email);
/// Digits, and a leading "+".
std::string canonical_phone(std::string_view phone);

}  // namespace klytics::collection
