// Puts the events in order and links every order to the touch that earned it, as the vendor does: the last open or
// click of an email within five days, the last click of a text message or open of a push within a day. Opens by mail
// programs earn nothing.
#include <algorithm>

#include "generate/builder.h"

namespace klaviyo_sim {
namespace {

constexpr UnixSeconds kEmailWindow = 120 * kHour;
constexpr UnixSeconds kTextWindow = 24 * kHour;
constexpr UnixSeconds kFuture = 36'525 * kDay;  // a century, as a typing error gives

struct Touch {
  UnixSeconds time = 0;
  UnixSeconds expires = 0;
  std::uint32_t number = kNone;
};

}  // namespace

void Builder::finish_events() {
  std::vector<Event>& events = shop_.events;
  std::sort(events.begin(), events.end(),
            [](const Event& a, const Event& b) { return std::pair(a.time, a.number) < std::pair(b.time, b.number); });
  std::vector<Touch> last_touch(shop_.profiles.size());
  for (Event& event : events) {
    Profile& profile = shop_.profiles[event.profile];
    profile.last_event = event.time;
    profile.updated = std::max(profile.updated, event.time);
    Touch& touch = last_touch[event.profile];
    switch (event.kind) {
      case Kind::kOpenedEmail:
        if (event.machine_open) break;
        [[fallthrough]];
      case Kind::kClickedEmail:
        touch = {event.time, event.time + kEmailWindow, event.number};
        break;
      case Kind::kClickedText:
      case Kind::kOpenedPush:
        touch = {event.time, event.time + kTextWindow, event.number};
        break;
      case Kind::kCheckoutStarted:
      case Kind::kPlacedOrder:
      case Kind::kOrderedProduct:
        if (touch.number != kNone && event.time <= touch.expires) event.attributed_to = touch.number;
        break;
      default:
        break;
    }
  }
  // The late ones: drawn from what is at least a day old, so that they are past-dated when they appear.
  std::uint64_t eligible = 0;
  for (const Event& event : events) eligible += event.time < shop_.end - kDay ? 1 : 0;
  std::uint64_t wanted = std::min(options_.late_events, eligible);
  Random draw(mix(options_.seed, 0x1a7e));
  for (Event& event : events) {
    if (event.time >= shop_.end - kDay || wanted == 0) continue;
    if (draw.next() % eligible < wanted) {
      event.late = true;
      --wanted;
    }
    --eligible;
  }
}

void Builder::add_future_events() {
  UnixSeconds time = shop_.end + kFuture;
  const auto profiles = static_cast<std::uint32_t>(shop_.profiles.size());
  for (std::uint64_t i = 0; i < options_.future_events && profiles > 0; ++i, time += 5 * kHour) {
    Event event{};
    event.time = time;
    event.number = static_cast<std::uint32_t>(shop_.events.size());
    event.profile = static_cast<std::uint32_t>(i) % profiles;
    event.subject = draw_product();
    event.kind = Kind::kViewedProduct;
    shop_.events.push_back(event);
  }
}

}  // namespace klaviyo_sim
