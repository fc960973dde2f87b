// Visits of the site: they fill the shop up to the number of events that was asked for.
#include <algorithm>

#include "generate/builder.h"

namespace klaviyo_sim {

void Builder::add_visits(std::uint64_t total) {
  std::vector<std::uint32_t> visitors;
  for (std::uint32_t i = 0; i < shop_.profiles.size(); ++i)
    if (!shop_.profiles[i].guest) visitors.push_back(i);
  if (visitors.empty()) return;
  const auto products = static_cast<std::uint32_t>(shop_.products.size());
  for (std::uint64_t tries = 2 * total; shop_.events.size() < total && tries > 0; --tries) {
    const std::uint32_t i = visitors[random_.below(static_cast<std::uint32_t>(visitors.size()))];
    const Profile& profile = shop_.profiles[i];
    const UnixSeconds moment = moment_of(draw_day(day_of(profile.created)));
    if (moment < profile.created) continue;
    const std::uint32_t product = random_.below(products);
    const double draw = random_.unit();
    if (draw < 0.5) {
      add_event(Kind::kActiveOnSite, moment, i, product);
    } else if (draw < 0.9) {
      add_event(Kind::kViewedProduct, moment, i, product);
    } else {
      add_event(Kind::kAddedToCart, moment, i, product);
    }
  }
}

}  // namespace klaviyo_sim
