// Every collection that the simulator serves, by type, built once from the shop.
#pragma once

#include <map>
#include <memory>

#include "objects/profile_source.h"
#include "objects/source.h"
#include "shop/shop.h"

namespace klaviyo_sim {

class Catalog {
 public:
  /// Keeps a reference to the shop.
  explicit Catalog(const Shop& shop);

  /// nullptr for a type that is not served.
  const Source* find(std::string_view type) const;
  const ProfileSource& profiles() const { return *profiles_; }

 private:
  void add(std::string type, std::vector<Resource> resources);
  // catalog_shop.cpp: account, metrics, lists, segments, tags, forms
  void add_shop(const Shop& shop);
  // catalog_messages.cpp: campaigns and flows with what belongs to them
  void add_messages(const Shop& shop);
  // catalog_products.cpp: products, coupons, images, reviews
  void add_products(const Shop& shop);
  // catalog_settings.cpp: push tokens, custom objects, web feeds, webhooks and what else describes an account
  void add_settings(const Shop& shop);

  std::map<std::string, std::unique_ptr<Source>, std::less<>> sources_;
  const ProfileSource* profiles_ = nullptr;
};

}  // namespace klaviyo_sim
