// The parts of the shop that everything else refers to: metrics, products, tags and the lists.
#include <array>

#include "generate/builder.h"
#include "shop/ids.h"

namespace klaviyo_sim {
namespace {

struct MetricSeed {
  std::string_view name;
  std::string_view integration;
};

// In the order of Kind. "Clicked SMS" is the old name of "Clicked Text Message": accounts carry both generations.
constexpr std::array<MetricSeed, kKinds> kMetrics = {{
    {"Received Email", "klaviyo"},
    {"Opened Email", "klaviyo"},
    {"Clicked Email", "klaviyo"},
    {"Bounced Email", "klaviyo"},
    {"Dropped Email", "klaviyo"},
    {"Unsubscribed from Email Marketing", "klaviyo"},
    {"Subscribed to Email Marketing", "klaviyo"},
    {"Marked Email as Spam", "klaviyo"},
    {"Received Text Message", "klaviyo"},
    {"Clicked SMS", "klaviyo"},
    {"Failed to Deliver Text Message", "klaviyo"},
    {"Subscribed to Text Message Marketing", "klaviyo"},
    {"Received Push", "klaviyo"},
    {"Opened Push", "klaviyo"},
    {"Bounced Push", "klaviyo"},
    {"Viewed Form", "klaviyo"},
    {"Submitted Form", "klaviyo"},
    {"Active on Site", "api"},
    {"Viewed Product", "api"},
    {"Added to Cart", "api"},
    {"Checkout Started", "shopify"},
    {"Placed Order", "shopify"},
    {"Ordered Product", "shopify"},
    {"Refunded Order", "shopify"},
    {"Fulfilled Order", "shopify"},
}};

constexpr std::array<std::string_view, 8> kMaterials = {"Walnut", "Linen",  "Enamel", "Rattan",
                                                        "Copper", "Felted", "Glass",  "Painted"};
constexpr std::array<std::string_view, 9> kThings = {"Lantern",       "Cushion",    "Tea Towel",
                                                     "Picture Frame", "Bird House", "Cake Stand",
                                                     "Trinket",       "Doorstop",   "Hanging Heart"};

// More than one page of ten.
constexpr std::array<std::string_view, 12> kLists = {
    "Newsletter",       "Text message subscribers", "App push opt-ins",
    "VIP early access", "Footer sign-ups",          "Checkout opt-ins",
    "Gift guide 2024",  "Wholesale enquiries",      "Back in stock alerts",
    "Birthday club",    "Competition entries",      "Preview list"};

constexpr std::array<std::string_view, 10> kTags = {"newsletter",     "promotion", "seasonal", "lifecycle",
                                                    "product launch", "win-back",  "vip",      "text first",
                                                    "experiment",     "q4"};

}  // namespace

void Builder::add_catalogue() {
  const UnixSeconds opened = shop_.begin - 200 * kDay;
  for (const MetricSeed& seed : kMetrics)
    shop_.metrics.push_back({short_id(shop_.seed, ids_++), std::string(seed.name), seed.integration,
                             opened + random_.between(0, 90 * kDay)});

  for (const std::string_view material : kMaterials)
    for (const std::string_view thing : kThings) {
      Product product;
      product.id = std::to_string(7'100'000 + shop_.products.size() * 37);
      product.name = std::string(material) + " " + std::string(thing);
      product.price_cents = 295 + 50 * random_.between(0, 90);
      shop_.products.push_back(std::move(product));
    }

  shop_.tag_groups.push_back({uuid(shop_.seed, 1), "Default", false, true});
  shop_.tag_groups.push_back({uuid(shop_.seed, 2), "Audience", true, false});
  for (std::size_t i = 0; i < kTags.size(); ++i)
    shop_.tags.push_back({uuid(shop_.seed, 100 + i), std::string(kTags[i]), i >= 6 ? 1U : 0U});

  for (const std::string_view name : kLists) {
    Group list;
    list.id = short_id(shop_.seed, ids_++);
    list.name = name;
    list.created = opened + random_.between(0, 150 * kDay);
    list.updated = shop_.begin + random_.between(0, shop_.end - shop_.begin - 1);
    list.double_opt_in = random_.chance(0.3);
    if (random_.chance(0.5)) list.tags.push_back(random_.below(static_cast<std::uint32_t>(shop_.tags.size())));
    shop_.lists.push_back(std::move(list));
  }
}

}  // namespace klaviyo_sim
