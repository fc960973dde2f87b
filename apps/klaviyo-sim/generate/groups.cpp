// Members of lists (by consent) and of segments (by behaviour), each with the moment of joining.
#include <algorithm>
#include <functional>

#include "generate/builder.h"
#include "shop/ids.h"

namespace klaviyo_sim {
namespace {

// When a profile joined; 0 when it is no member.
using Rule = std::function<UnixSeconds(const Profile&)>;

struct SegmentSeed {
  std::string_view name;
  Rule joined_at;
};

std::vector<Membership> members_of(const std::vector<Profile>& profiles, UnixSeconds end, const Rule& rule) {
  std::vector<Membership> members;
  for (std::uint32_t i = 0; i < profiles.size(); ++i)
    if (const UnixSeconds joined = rule(profiles[i]); joined != 0 && joined < end) members.push_back({i, joined});
  std::sort(members.begin(), members.end(), [](const Membership& a, const Membership& b) {
    return std::pair(a.joined_at, a.profile) < std::pair(b.joined_at, b.profile);
  });
  return members;
}

}  // namespace

void Builder::add_members() {
  const UnixSeconds end = shop_.end;
  const std::uint64_t seed = shop_.seed;
  const auto index_of = [&](const Profile& profile) {
    return static_cast<std::uint64_t>(&profile - shop_.profiles.data());
  };
  for (std::size_t i = 0; i < shop_.lists.size(); ++i)
    shop_.lists[i].members = members_of(shop_.profiles, end, [&](const Profile& profile) -> UnixSeconds {
      if (i == 1) return profile.text_consent_at;
      if (i == 2) return profile.push_consent_at;
      // Membership is not consent: who unsubscribed stays on the list.
      if (i == 0) return profile.email_consent_at;
      if (profile.guest) return 0;
      return to_unit(mix(seed + 50 + i, index_of(profile))) < 0.07
                 ? std::max(profile.created, shop_.lists[i].created) + 61
                 : 0;
    });

  const auto since_order = [end](UnixSeconds order) { return order == 0 ? 1000 * kDay : end - order; };
  const std::vector<SegmentSeed> seeds = {
      {"Active in the last 30 days",
       [end](const Profile& p) { return end - p.last_event < 30 * kDay ? p.last_event : 0; }},
      {"Active in the last 90 days",
       [end](const Profile& p) { return end - p.last_event < 90 * kDay ? p.last_event : 0; }},
      {"Buyers", [](const Profile& p) { return p.first_order_at; }},
      {"Repeat buyers", [](const Profile& p) { return p.orders > 1 ? p.last_order_at : 0; }},
      {"One-time buyers", [](const Profile& p) { return p.orders == 1 ? p.first_order_at : 0; }},
      {"Spent over 500", [](const Profile& p) { return p.spent_cents > 50'000 ? p.last_order_at : 0; }},
      {"Never bought", [](const Profile& p) { return p.orders == 0 ? p.created : 0; }},
      {"Lapsed buyers",
       [&](const Profile& p) {
         return p.orders > 0 && since_order(p.last_order_at) > 120 * kDay ? p.last_order_at + 120 * kDay : 0;
       }},
      {"Subscribed, never bought", [](const Profile& p) { return p.orders == 0 ? p.email_consent_at : 0; }},
      {"New in the last 30 days", [end](const Profile& p) { return end - p.created < 30 * kDay ? p.created : 0; }},
      {"Text message subscribers", [](const Profile& p) { return p.text_consent_at; }},
      {"Suppressed", [](const Profile& p) { return p.suppressed_at; }},
      {"Empty on purpose", [](const Profile&) -> UnixSeconds { return 0; }},
  };
  for (const SegmentSeed& segment_seed : seeds) {
    Group segment;
    segment.id = short_id(seed, ids_++);
    segment.name = segment_seed.name;
    segment.created = shop_.begin - random_.between(kDay, 100 * kDay);
    segment.updated = shop_.end - random_.between(kHour, 3 * kDay);
    segment.starred = random_.chance(0.25);
    if (random_.chance(0.4)) segment.tags.push_back(random_.below(static_cast<std::uint32_t>(shop_.tags.size())));
    segment.members = members_of(shop_.profiles, end, segment_seed.joined_at);
    shop_.segments.push_back(std::move(segment));
  }
}

}  // namespace klaviyo_sim
