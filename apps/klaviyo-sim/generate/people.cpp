// Profiles: who they are, when they came, and what they agreed to.
#include <algorithm>
#include <array>
#include <cctype>

#include "generate/builder.h"
#include "shop/ids.h"
#include "shop/names.h"

namespace klaviyo_sim {
namespace {

constexpr double kSubscribes = 0.72;
constexpr double kTextConsent = 0.25;
constexpr double kPushConsent = 0.14;

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) { return std::tolower(c); });
  return result;
}

}  // namespace

Profile& Builder::new_profile(UnixSeconds created) {
  const auto number = static_cast<std::uint32_t>(shop_.profiles.size());
  Profile profile;
  profile.id = ulid(shop_.seed, created * 1000 + static_cast<std::int64_t>(number % 1000), number);
  profile.first_name = static_cast<std::uint16_t>(random_.below(static_cast<std::uint32_t>(kFirstNames.size())));
  profile.last_name = static_cast<std::uint16_t>(random_.below(static_cast<std::uint32_t>(kLastNames.size())));
  profile.city = static_cast<std::uint16_t>(random_.below(static_cast<std::uint32_t>(kCities.size())));
  profile.country = kCities[profile.city].country;
  profile.created = profile.updated = created;
  // Squared, so that a few buy often and most rarely.
  const double draw = random_.exponential();
  profile.propensity = static_cast<float>(0.05 + draw * draw);
  profile.engagement = static_cast<float>(0.03 + 0.55 * random_.unit() * random_.unit());
  const std::string phone = "+1555" + std::to_string(1'000'000 + number);
  if (random_.chance(0.02)) {
    profile.phone_number = phone;  // gave only a phone number
  } else {
    profile.email = lower(kFirstNames[profile.first_name]) + "." + lower(kLastNames[profile.last_name]) + "." +
                    std::to_string(number) + "@" + std::string(kMailDomains[number % kMailDomains.size()]);
    if (random_.chance(0.4)) profile.phone_number = phone;
  }
  shop_.profiles.push_back(std::move(profile));
  return shop_.profiles.back();
}

void Builder::subscribe(Profile& profile, UnixSeconds earliest) {
  if (!profile.email.empty() && random_.chance(kSubscribes))
    profile.email_consent_at = earliest + random_.between(1, 20 * kMinute);
  if (!profile.phone_number.empty() && random_.chance(profile.email.empty() ? 0.95 : kTextConsent))
    profile.text_consent_at = earliest + random_.between(kMinute, 30 * kDay);
  if (random_.chance(kPushConsent)) profile.push_consent_at = earliest + random_.between(kHour, 60 * kDay);
  for (UnixSeconds* consent : {&profile.email_consent_at, &profile.text_consent_at, &profile.push_consent_at})
    if (*consent >= shop_.end) *consent = 0;  // would come later than the simulated time
}

void Builder::add_people(std::uint32_t count) {
  // A third was there before the simulated time; the rest arrives with the traffic of the days.
  std::vector<UnixSeconds> arrivals;
  arrivals.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i)
    arrivals.push_back(random_.chance(1.0 / 3) ? shop_.begin - random_.between(1, 190 * kDay) : moment_of(draw_day(0)));
  std::sort(arrivals.begin(), arrivals.end());
  for (const UnixSeconds arrival : arrivals) {
    Profile& profile = new_profile(arrival);
    subscribe(profile, arrival);
    // Some are suppressed by hand, with the list that was imported.
    if (profile.email_consent_at != 0 && random_.chance(0.01)) {
      profile.suppression = Suppression::kUserSuppressed;
      profile.suppressed_at = std::min(profile.email_consent_at + random_.between(kDay, 100 * kDay), shop_.end - 1);
    }
  }
}

void Builder::set_consent_of_buyer(Profile& profile, UnixSeconds first_order) {
  profile.created = std::max(first_order - random_.between(5 * kMinute, 40 * kDay), shop_.begin);
  profile.created = profile.updated = std::min(profile.created, first_order);
  subscribe(profile, profile.created);
}

void Builder::add_subscription_events() {
  for (std::uint32_t i = 0; i < shop_.profiles.size(); ++i) {
    const Profile& profile = shop_.profiles[i];
    if (profile.email_consent_at != 0) add_event(Kind::kSubscribedEmail, profile.email_consent_at, i, kNone);
    if (profile.text_consent_at != 0) add_event(Kind::kSubscribedText, profile.text_consent_at, i, kNone);
  }
}

}  // namespace klaviyo_sim
