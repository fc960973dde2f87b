// Corrections of the past: events that are lost, visits that are new, orders whose amount is another.
#include <algorithm>

#include "generate/builder.h"

namespace klaviyo_sim {

void Builder::amend_events() {
  std::vector<Event>& events = shop_.events;
  const auto original = static_cast<std::uint32_t>(events.size());
  Random draw(mix(options_.seed, 0xa3e4d));
  // Draws an event for each of so many, at most as often as there are events.
  const auto each = [&](std::uint64_t count, const auto& act) {
    for (std::uint64_t tries = 0; count > 0 && tries < std::uint64_t{100} * original; ++tries)
      if (act(events[draw.below(original)])) --count;
  };
  each(options_.lost_events, [](Event& event) { return !event.lost && (event.lost = true); });
  std::vector<bool> changed(shop_.orders.size());
  each(options_.changed_orders, [&](const Event& event) {
    if (event.kind != Kind::kPlacedOrder || event.lost || changed[event.subject]) return false;
    changed[event.subject] = true;
    shop_.orders[event.subject].amount.insert(0, 1, '1');
    return true;
  });
  each(options_.added_events, [&](const Event& like) {
    Event visit{};
    visit.time = like.time;
    visit.number = static_cast<std::uint32_t>(events.size());
    visit.profile = like.profile;
    visit.subject = draw_product();
    visit.kind = Kind::kViewedProduct;
    events.push_back(visit);
    return true;
  });
  std::sort(events.begin(), events.end(),
            [](const Event& a, const Event& b) { return std::pair(a.time, a.number) < std::pair(b.time, b.number); });
}

}  // namespace klaviyo_sim
