// What can happen in the simulated shop and on which channel. Times are Unix seconds in UTC; 0 means "never".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

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

}  // namespace klaviyo_sim
