// What the simulated shop sends and shows: campaigns, flows, forms.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shop/kinds.h"

namespace klaviyo_sim {

/// One thing that is sent: a campaign's message or an action's message of a flow.
struct Message {
  std::string id;
  std::string name;
  std::string subject;
  Channel channel = Channel::kEmail;
  std::uint32_t campaign = kNone;
  std::uint32_t flow = kNone;
  std::uint32_t action = kNone;
  std::uint32_t template_number = kNone;
  UnixSeconds created = 0;
};

struct Campaign {
  std::string id;
  std::string name;
  std::string_view status;
  Channel channel = Channel::kEmail;
  bool archived = false;
  UnixSeconds created = 0;
  UnixSeconds updated = 0;
  UnixSeconds send_at = 0;  // 0: a draft without a date
  std::uint32_t message = kNone;
  std::vector<std::uint32_t> lists;
  std::vector<std::uint32_t> segments;
  std::vector<std::uint32_t> tags;
};

struct FlowAction {
  std::string id;
  std::uint32_t flow = kNone;
  std::string_view type;    // SEND_EMAIL, TIME_DELAY, ...
  std::string_view status;  // live, draft, manual
  std::int64_t delay_seconds = 0;
  std::vector<std::uint32_t> messages;
};

/// What starts a flow; how its sends are simulated.
enum class Trigger : std::uint8_t { kSubscribed, kAbandonedCart, kPlacedOrder, kViewedProduct, kLapsed, kNothing };

struct Flow {
  std::string id;
  std::string name;
  std::string_view status;
  std::string_view trigger_type;
  Trigger trigger = Trigger::kNothing;
  bool archived = false;
  UnixSeconds created = 0;
  UnixSeconds updated = 0;
  std::vector<std::uint32_t> actions;
  std::vector<std::uint32_t> messages;
  std::vector<std::uint32_t> tags;
};

struct FormVersion {
  std::string id;
  std::string_view type;
  std::string variation;
  bool live = true;
};

struct Form {
  std::string id;
  std::string name;
  bool live = true;
  UnixSeconds created = 0;
  UnixSeconds updated = 0;
  double weight = 0;       // share of the form views
  double submit_rate = 0;  // submissions a view
  std::vector<FormVersion> versions;
};

}  // namespace klaviyo_sim
