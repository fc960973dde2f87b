// What a profile does with a message: receives or bounces it, opens it (some mail programs open everything), clicks,
// complains, leaves.
#include <algorithm>
#include <tuple>

#include "generate/builder.h"

namespace klaviyo_sim {
namespace {

constexpr double kBounce = 0.007;
constexpr double kHardBounce = 0.35;
constexpr double kDropped = 0.001;
constexpr double kUnsubscribe = 0.002;
constexpr double kSpam = 0.00015;
constexpr double kMachineReader = 0.3;  // profiles whose mail program opens everything on arrival
constexpr double kClickAfterOpen = 0.11;
constexpr double kClickBeforeOrder = 0.55;
constexpr double kOpenBeforeOrder = 0.5;  // of an email that arrived shortly before a purchase
constexpr UnixSeconds kBuysSoon = 4 * kDay;
constexpr double kEventsPerSend = 1.55;  // measured; only sizes the audience

}  // namespace

bool Builder::can_receive(const Profile& profile, Channel channel, UnixSeconds time) const {
  const auto since = [time](UnixSeconds consent) { return consent != 0 && consent <= time; };
  switch (channel) {
    case Channel::kEmail:
      return since(profile.email_consent_at) && (profile.suppressed_at == 0 || time < profile.suppressed_at);
    case Channel::kText:
      return since(profile.text_consent_at);
    case Channel::kPush:
      return since(profile.push_consent_at);
  }
  return false;
}

UnixSeconds Builder::read_email(const Send& send) {
  const auto& [time, message, profile, interest] = send;
  const UnixSeconds order = next_order(profile, time + 10 * kMinute, time + kBuysSoon);
  if (to_unit(mix(shop_.seed + 3, profile)) < kMachineReader) {
    const std::uint32_t number =
        add_event(Kind::kOpenedEmail, time + random_.between(2, 10 * kMinute), profile, message);
    if (number != kNone) shop_.events[number].machine_open = true;
  }
  double opens = std::min(0.9, static_cast<double>(shop_.profiles[profile].engagement * interest));
  if (order != 0) opens = std::max(opens, kOpenBeforeOrder);
  if (!random_.chance(opens)) return 0;
  // Most opens come within hours; one before a purchase comes before it.
  UnixSeconds touched = time + kMinute + static_cast<UnixSeconds>(random_.exponential() * 5 * 3600);
  if (order != 0) touched = order - random_.between(3 * kMinute, std::min<UnixSeconds>(order - time - kMinute, kDay));
  add_event(Kind::kOpenedEmail, touched, profile, message);
  if (random_.chance(0.15)) add_event(Kind::kOpenedEmail, touched + random_.between(kHour, 2 * kDay), profile, message);
  if (random_.chance(order != 0 ? kClickBeforeOrder : kClickAfterOpen)) {
    touched += random_.between(5, 2 * kMinute);
    add_event(Kind::kClickedEmail, touched, profile, message, draw_product());
  }
  return touched;
}

void Builder::send_email(const Send& send) {
  const auto& [time, message, profile, interest] = send;
  Profile& person = shop_.profiles[profile];
  if (random_.chance(kDropped)) {
    add_event(Kind::kDroppedEmail, time, profile, message);
    return;
  }
  if (random_.chance(kBounce)) {
    const bool hard = random_.chance(kHardBounce);
    add_event(Kind::kBouncedEmail, time, profile, message, hard ? 1 : 0);
    if (hard && person.suppression == Suppression::kNotSuppressed) {
      person.suppression = Suppression::kHardBounce;
      person.suppressed_at = time;
    }
    return;
  }
  add_event(Kind::kReceivedEmail, time, profile, message);
  const UnixSeconds touched = read_email(send);
  if (person.suppression != Suppression::kNotSuppressed) return;
  const bool spam = random_.chance(kSpam);
  if (!spam && !random_.chance(kUnsubscribe)) return;
  const UnixSeconds left = std::max(time, touched) + random_.between(10, 20 * kMinute);
  if (left >= shop_.end) return;
  add_event(spam ? Kind::kSpamEmail : Kind::kUnsubscribedEmail, left, profile, message);
  person.suppression = spam ? Suppression::kSpamComplaint : Suppression::kUnsubscribe;
  person.suppressed_at = left;
}

void Builder::send(const Send& send) {
  const auto& [time, message, profile, interest] = send;
  switch (shop_.messages[message].channel) {
    case Channel::kEmail:
      send_email(send);
      break;
    case Channel::kText: {
      if (random_.chance(0.012)) {
        add_event(Kind::kFailedText, time, profile, message);
        break;
      }
      add_event(Kind::kReceivedText, time, profile, message);
      const UnixSeconds order = next_order(profile, time + 10 * kMinute, time + 20 * kHour);
      if (!random_.chance(order != 0 ? 0.6 : 0.07)) break;
      const UnixSeconds clicked = order != 0 ? order - random_.between(kMinute, 9 * kMinute)
                                             : time + kMinute + static_cast<UnixSeconds>(random_.exponential() * 3600);
      add_event(Kind::kClickedText, clicked, profile, message, draw_product());
      break;
    }
    case Channel::kPush:
      if (random_.chance(0.03)) {
        add_event(Kind::kBouncedPush, time, profile, message);
        break;
      }
      add_event(Kind::kReceivedPush, time, profile, message);
      if (random_.chance(0.09)) add_event(Kind::kOpenedPush, time + random_.between(5, 8 * kHour), profile, message);
      break;
  }
}

void Builder::schedule_campaigns(std::uint64_t event_budget) {
  double audience = 0;
  for (const Campaign& campaign : shop_.campaigns) {
    if (campaign.status != "Sent") continue;
    for (const Profile& profile : shop_.profiles)
      audience += can_receive(profile, campaign.channel, campaign.send_at) ? 1 : 0;
  }
  const double share = std::min(1.0, static_cast<double>(event_budget) / std::max(1.0, audience * kEventsPerSend));
  for (const Campaign& campaign : shop_.campaigns) {
    if (campaign.status != "Sent") continue;
    const auto interest = static_cast<float>(0.75 + 0.5 * random_.unit());  // some subjects work better
    // Few have agreed to texts and pushes: their part is not cut as much.
    const double part = campaign.channel == Channel::kEmail ? share : std::min(1.0, 3 * share);
    for (std::uint32_t i = 0; i < shop_.profiles.size(); ++i)
      if (can_receive(shop_.profiles[i], campaign.channel, campaign.send_at) && random_.chance(part))
        schedule_.push_back({campaign.send_at + random_.between(1, 15 * kMinute), campaign.message, i, interest});
  }
}

void Builder::send_scheduled() {
  std::sort(schedule_.begin(), schedule_.end(), [](const Send& a, const Send& b) {
    return std::tuple(a.time, a.profile, a.message) < std::tuple(b.time, b.profile, b.message);
  });
  for (const Send& entry : schedule_)
    if (entry.time < shop_.end &&
        can_receive(shop_.profiles[entry.profile], shop_.messages[entry.message].channel, entry.time))
      send(entry);
  schedule_ = {};
}

}  // namespace klaviyo_sim
