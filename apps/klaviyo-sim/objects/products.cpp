// What the shop sells and shows as API objects: catalog, coupons, images, reviews.
#include "objects/catalog.h"
#include "shop/ids.h"
#include "shop/random.h"

namespace klaviyo_sim {
namespace {

constexpr std::string_view kShopUrl = "https://shop.example.com";
constexpr std::size_t kCategories = 8;
constexpr std::size_t kCodesPerCoupon = 130;  // more than one page
constexpr std::size_t kReviews = 90;
constexpr UnixSeconds kDaySeconds = 86400;

std::string catalog_id(const std::string& external_id) { return "$custom:::$default:::" + external_id; }

std::string image_url(const Product& product) { return std::string(kShopUrl) + "/images/" + product.id + ".jpg"; }

UnixSeconds created_of(const Shop& shop, std::size_t number) {
  return shop.begin - static_cast<UnixSeconds>(10 + number) * kDaySeconds;
}

void describe(Resource& resource, const Shop& shop, const Product& product, std::size_t number) {
  Json& attributes = resource.attributes;
  attributes["title"] = product.name;
  attributes["description"] = "A " + product.name + " for the house.";
  attributes["price"] = static_cast<double>(product.price_cents) / 100;
  attributes["url"] = std::string(kShopUrl) + "/products/" + product.id;
  attributes["image_full_url"] = image_url(product);
  attributes["image_thumbnail_url"] = image_url(product);
  attributes["images"] = Json::array({image_url(product)});
  attributes["custom_metadata"] = Json::object();
  attributes["published"] = number % 11 != 10;
  attributes["created"] = to_text(created_of(shop, number));
  attributes["updated"] = to_text(created_of(shop, number) + kDaySeconds);
}

Resource item(const Shop& shop, std::size_t number) {
  const Product& product = shop.products[number];
  Resource resource{catalog_id(product.id)};
  resource.attributes["external_id"] = product.id;
  describe(resource, shop, product, number);
  resource.hidden["category"]["id"] = catalog_id("category-" + std::to_string(number % kCategories));
  resource.relationships.push_back({"variants", "catalog-variant", true, true, {catalog_id(product.id + "-1")}});
  return resource;
}

Resource variant(const Shop& shop, std::size_t number) {
  const Product& product = shop.products[number];
  Resource resource{catalog_id(product.id + "-1")};
  resource.attributes["external_id"] = product.id + "-1";
  resource.attributes["sku"] = "SKU-" + product.id;
  resource.attributes["inventory_policy"] = 1;
  resource.attributes["inventory_quantity"] = mix(shop.seed, number) % 200;
  describe(resource, shop, product, number);
  resource.hidden["item"]["id"] = catalog_id(product.id);
  resource.relationships.push_back({"item", "catalog-item", false, false, {catalog_id(product.id)}});
  return resource;
}

Resource category(const Shop& shop, std::size_t number) {
  Resource resource{catalog_id("category-" + std::to_string(number))};
  resource.attributes["external_id"] = "category-" + std::to_string(number);
  resource.attributes["name"] = "Shelf " + std::to_string(number + 1);
  resource.attributes["updated"] = to_text(created_of(shop, number));
  Relationship items{"items", "catalog-item", true, true};
  for (std::size_t i = number; i < shop.products.size(); i += kCategories)
    items.ids.push_back(catalog_id(shop.products[i].id));
  resource.hidden["item"]["id"] = items.ids;
  resource.relationships.push_back(std::move(items));
  return resource;
}

Resource coupon_code(const Shop& shop, const std::string& coupon, std::size_t number) {
  const std::string code = short_id(shop.seed + 21, static_cast<std::uint32_t>(number)) + std::to_string(number);
  Resource resource{coupon + "-" + code};
  const bool assigned = number % 3 == 0 && !shop.profiles.empty();
  resource.attributes["unique_code"] = code;
  resource.attributes["expires_at"] = to_text(shop.end + static_cast<UnixSeconds>(number) * kDaySeconds);
  resource.attributes["status"] = assigned ? "ASSIGNED_TO_PROFILE" : "UNASSIGNED";
  resource.hidden["coupon"]["id"] = coupon;
  resource.relationships.push_back({"coupon", "coupon", false, false, {coupon}});
  Relationship owner{"profile", "profile", false, false};
  if (assigned) owner.ids = {shop.profiles[mix(shop.seed, number) % shop.profiles.size()].id};
  if (assigned) resource.hidden["profile"]["id"] = owner.ids.front();
  resource.relationships.push_back(std::move(owner));
  return resource;
}

Resource image(const Shop& shop, std::size_t number) {
  const Product& product = shop.products[number];
  Resource resource{std::to_string(5000 + number)};
  resource.attributes["name"] = product.name;
  resource.attributes["image_url"] = image_url(product);
  resource.attributes["format"] = "jpeg";
  resource.attributes["size"] = 20'000 + mix(shop.seed + 22, number) % 400'000;
  resource.attributes["hidden"] = false;
  resource.attributes["updated_at"] = to_text(created_of(shop, number));
  return resource;
}

Resource review(const Shop& shop, std::size_t number) {
  const Product& product = shop.products[number % shop.products.size()];
  const std::uint64_t draw = mix(shop.seed + 23, number);
  const UnixSeconds created =
      shop.begin + static_cast<UnixSeconds>(draw % static_cast<std::uint64_t>(shop.end - shop.begin));
  Resource resource{uuid(shop.seed + 24, number)};
  Json& attributes = resource.attributes;
  attributes["email"] = "reviewer." + std::to_string(number) + "@example.com";
  attributes["status"] = {{"value", number % 9 == 0 ? "featured" : "published"}};
  attributes["verified"] = number % 4 != 0;
  attributes["review_type"] = "review";
  attributes["created"] = to_text(created);
  attributes["updated"] = to_text(created);
  attributes["images"] = Json::array();
  attributes["product"] = {{"url", std::string(kShopUrl) + "/products/" + product.id},
                           {"name", product.name},
                           {"image_url", image_url(product)},
                           {"external_id", product.id}};
  attributes["rating"] = 3 + static_cast<int>(draw % 3);
  attributes["author"] = "Reviewer " + std::to_string(number);
  attributes["content"] = "The " + product.name + " is lovely.";
  attributes["title"] = "Lovely";
  attributes["smart_quote"] = nullptr;
  resource.hidden["status"] = Json::array({number % 9 == 0 ? "featured" : "published", "all"});
  resource.hidden["item"]["id"] = catalog_id(product.id);
  resource.relationships.push_back({"events", "event", true, true});
  resource.relationships.push_back({"item", "catalog-item", false, false, {catalog_id(product.id)}});
  return resource;
}

}  // namespace

void Catalog::add_products(const Shop& shop) {
  std::vector<Resource> items, variants, categories, coupons, codes, images, reviews;
  for (std::size_t i = 0; i < shop.products.size(); ++i) {
    items.push_back(item(shop, i));
    variants.push_back(variant(shop, i));
    images.push_back(image(shop, i));
  }
  for (std::size_t i = 0; i < kCategories; ++i) categories.push_back(category(shop, i));
  for (std::size_t i = 0; i < kReviews; ++i) reviews.push_back(review(shop, i));
  for (const std::string coupon : {"WELCOME10", "COMEBACK15"}) {
    Resource resource{coupon};
    resource.attributes["external_id"] = coupon;
    resource.attributes["description"] = "A discount";
    resource.attributes["monitor_configuration"] = nullptr;
    Relationship own{"coupon-codes", "coupon-code", true, true, {}, true};
    for (std::size_t i = 0; i < kCodesPerCoupon; ++i) {
      codes.push_back(coupon_code(shop, coupon, codes.size()));
      own.ids.push_back(codes.back().id);
    }
    resource.relationships.push_back(std::move(own));
    coupons.push_back(std::move(resource));
  }
  add("catalog-item", std::move(items));
  add("catalog-variant", std::move(variants));
  add("catalog-category", std::move(categories));
  add("coupon", std::move(coupons));
  add("coupon-code", std::move(codes));
  add("image", std::move(images));
  add("review", std::move(reviews));
}

}  // namespace klaviyo_sim
