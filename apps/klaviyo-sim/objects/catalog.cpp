#include "objects/catalog.h"

namespace klaviyo_sim {

Catalog::Catalog(const Shop& shop) {
  auto profiles = std::make_unique<ProfileSource>(shop);
  profiles_ = profiles.get();
  sources_.emplace("profile", std::move(profiles));
  add_shop(shop);
  add_messages(shop);
  add_products(shop);
  add_settings(shop);
}

const Source* Catalog::find(std::string_view type) const {
  const auto found = sources_.find(type);
  return found == sources_.end() ? nullptr : found->second.get();
}

void Catalog::add(std::string type, std::vector<Resource> resources) {
  sources_.emplace(type, std::make_unique<ResourceSource>(type, std::move(resources)));
}

}  // namespace klaviyo_sim
