// The simulated shop as plain values: who is in it, what it sends, what it sold, and every event. Built once by
// generate_shop(), read-only afterwards. Times are Unix seconds in UTC; 0 means "never".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace klaviyo_sim {

using UnixSeconds = std::int64_t;
constexpr std::uint32_t kNone = 0xffffffff;

/// The metrics of the shop, in the order of Shop::metrics.
enum class Kind : std::uint8_t {
  kReceivedEmail,
  kOpenedEmail,
  kClickedEmail,
  kBouncedEmail,
  kDroppedEmail,
  kUnsubscribedEmail,
  kSubscribedEmail,
  kSpamEmail,
  kReceivedText,
  kClickedText,
  kFailedText,
  kSubscribedText,
  kReceivedPush,
  kOpenedPush,
  kBouncedPush,
  kViewedForm,
  kSubmittedForm,
  kActiveOnSite,
  kViewedProduct,
  kAddedToCart,
  kCheckoutStarted,
  kPlacedOrder,
  kOrderedProduct,
  kRefundedOrder,
  kFulfilledOrder,
};
constexpr std::size_t kKinds = static_cast<std::size_t>(Kind::kFulfilledOrder) + 1;

enum class Channel : std::uint8_t { kEmail, kText, kPush };

struct Metric {
  std::string id;
  std::string name;
  std::string_view integration;  // key of the integration: klaviyo, shopify, api
  UnixSeconds created = 0;
};

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

struct Product {
  std::string id;
  std::string name;
  std::int64_t price_cents = 0;
};

/// A line of an order; its value is exact in the smallest unit of the order's amount.
struct OrderLine {
  std::uint32_t product;
  std::uint32_t quantity;
  std::string value;  // decimal text
};

struct Order {
  std::string invoice;
  std::string amount;  // decimal text exactly as in the source, without a sign
  std::string country;
  std::uint32_t profile = kNone;
  UnixSeconds placed_at = 0;
  std::int64_t items = 0;
  bool refund = false;
  std::vector<OrderLine> lines;
};

struct Event {
  UnixSeconds time;
  std::uint32_t number;  // order of generation: the source of its ids
  std::uint32_t profile;
  std::uint32_t subject = kNone;        // Message, Form, Product or Order, by kind
  std::uint32_t attributed_to = kNone;  // number of the event that earned this order
  std::uint32_t detail = 0;             // line of the order, form version, ...
  Kind kind;
  bool machine_open = false;
  bool late = false;
};

struct Shop {
  std::uint64_t seed = 0;
  std::string account_id;
  std::string name;
  std::string time_zone;
  std::string currency;
  UnixSeconds begin = 0;  // first instant of the first local day
  UnixSeconds end = 0;    // first instant after the last local day

  std::vector<Metric> metrics;
  std::vector<Profile> profiles;
  std::vector<Group> lists;
  std::vector<Group> segments;
  std::vector<TagGroup> tag_groups;
  std::vector<Tag> tags;
  std::vector<Message> messages;
  std::vector<Campaign> campaigns;
  std::vector<Flow> flows;
  std::vector<FlowAction> actions;
  std::vector<Form> forms;
  std::vector<Product> products;
  std::vector<Order> orders;
  std::vector<Event> events;  // by time, then number

  const Metric& metric(Kind kind) const { return metrics[static_cast<std::size_t>(kind)]; }
};

}  // namespace klaviyo_sim
