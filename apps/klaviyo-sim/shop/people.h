// People of the simulated shop and the lists and segments that they are in.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "shop/kinds.h"

namespace klaviyo_sim {

enum class Suppression : std::uint8_t { kNotSuppressed, kHardBounce, kSpamComplaint, kUnsubscribe, kUserSuppressed };

struct Profile {
  std::string id;
  std::string external_id;  // the shop's customer number, or empty
  std::string email;        // empty for the few who gave only a phone number
  std::string phone_number;
  std::string country;
  std::uint16_t first_name = 0;
  std::uint16_t last_name = 0;
  std::uint16_t city = 0;
  bool guest = false;
  Suppression suppression = Suppression::kNotSuppressed;
  float propensity = 0;  // to buy; relative
  float engagement = 0;  // probability to open an email
  UnixSeconds created = 0;
  UnixSeconds updated = 0;
  UnixSeconds last_event = 0;
  UnixSeconds email_consent_at = 0;
  UnixSeconds suppressed_at = 0;
  UnixSeconds text_consent_at = 0;
  UnixSeconds push_consent_at = 0;
  std::uint32_t orders = 0;
  std::int64_t spent_cents = 0;
  UnixSeconds first_order_at = 0;
  UnixSeconds last_order_at = 0;
};

struct Membership {
  std::uint32_t profile;
  UnixSeconds joined_at;
};

/// A list or a segment.
struct Group {
  std::string id;
  std::string name;
  UnixSeconds created = 0;
  UnixSeconds updated = 0;
  bool double_opt_in = false;
  bool starred = false;
  std::vector<Membership> members;  // oldest first
  std::vector<std::uint32_t> tags;
};

struct TagGroup {
  std::string id;
  std::string name;
  bool exclusive = false;
  bool is_default = false;
};

struct Tag {
  std::string id;
  std::string name;
  std::uint32_t group = 0;
};

}  // namespace klaviyo_sim
