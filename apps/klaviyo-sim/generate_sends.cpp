// What a profile does with a message: receives or bounces it, opens it (some mail programs open everything), clicks,
// complains, leaves.
#include <algorithm>

#include "builder.h"

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

void Builder::receive_email(std::uint32_t message, std::uint32_t profile, UnixSeconds time, double interest,
                            Outcome& outcome) {
  const Profile& person = shop_.profiles[profile];
  const UnixSeconds order = next_order(profile, time + 10 * kMinute, time + kBuysSoon);
  if (to_unit(mix(shop_.seed + 3, profile)) < kMachineReader) {
    const std::uint32_t number =
        add_event(Kind::kOpenedEmail, time + random_.between(2, 10 * kMinute), profile, message);
    if (number != kNone) shop_.events[number].machine_open = true;
  }
  double opens = std::min(0.9, static_cast<double>(person.engagement) * interest);
  if (order != 0) opens = std::max(opens, kOpenBeforeOrder);
  if (!random_.chance(opens)) return;
  // Most opens come within hours; one before a purchase comes before it.
  UnixSeconds opened = time + kMinute + static_cast<UnixSeconds>(random_.exponential() * 5 * 3600);
  if (order != 0) opened = order - random_.between(3 * kMinute, std::min<UnixSeconds>(order - time - kMinute, kDay));
  add_event(Kind::kOpenedEmail, opened, profile, message);
  outcome.touched_at = opened;
  if (random_.chance(0.15)) add_event(Kind::kOpenedEmail, opened + random_.between(kHour, 2 * kDay), profile, message);
  if (random_.chance(order != 0 ? kClickBeforeOrder : kClickAfterOpen)) {
    const UnixSeconds clicked = opened + random_.between(5, 2 * kMinute);
    add_event(Kind::kClickedEmail, clicked, profile, message,
              random_.below(static_cast<std::uint32_t>(shop_.products.size())));
    outcome.touched_at = clicked;
  }
}

Builder::Outcome Builder::send(std::uint32_t message, std::uint32_t profile, UnixSeconds time, double interest) {
  Outcome outcome;
  if (time >= shop_.end) return outcome;
  Profile& person = shop_.profiles[profile];
  const auto draw_product = [&] { return random_.below(static_cast<std::uint32_t>(shop_.products.size())); };
  switch (shop_.messages[message].channel) {
    case Channel::kEmail: {
      if (random_.chance(kDropped)) {
        add_event(Kind::kDroppedEmail, time, profile, message);
        return outcome;
      }
      if (random_.chance(kBounce)) {
        const bool hard = random_.chance(kHardBounce);
        add_event(Kind::kBouncedEmail, time, profile, message, hard ? 1 : 0);
        if (hard && person.suppression == Suppression::kNotSuppressed) {
          person.suppression = Suppression::kHardBounce;
          person.suppressed_at = time;
        }
        return outcome;
      }
      add_event(Kind::kReceivedEmail, time, profile, message);
      receive_email(message, profile, time, interest, outcome);
      if (person.suppression != Suppression::kNotSuppressed) return outcome;
      const bool spam = random_.chance(kSpam);
      if (spam || random_.chance(kUnsubscribe)) {
        const UnixSeconds left = std::max(time, outcome.touched_at) + random_.between(10, 20 * kMinute);
        if (left >= shop_.end) return outcome;
        add_event(spam ? Kind::kSpamEmail : Kind::kUnsubscribedEmail, left, profile, message);
        person.suppression = spam ? Suppression::kSpamComplaint : Suppression::kUnsubscribe;
        person.suppressed_at = left;
      }
      return outcome;
    }
    case Channel::kText:
      if (random_.chance(0.012)) {
        add_event(Kind::kFailedText, time, profile, message);
      } else {
        add_event(Kind::kReceivedText, time, profile, message);
        const UnixSeconds order = next_order(profile, time + 10 * kMinute, time + 20 * kHour);
        const UnixSeconds clicked = order != 0
                                        ? order - random_.between(kMinute, 9 * kMinute)
                                        : time + kMinute + static_cast<UnixSeconds>(random_.exponential() * 3600);
        if (random_.chance(order != 0 ? 0.6 : 0.07))
          add_event(Kind::kClickedText, clicked, profile, message, draw_product());
      }
      return outcome;
    case Channel::kPush:
      if (random_.chance(0.03)) {
        add_event(Kind::kBouncedPush, time, profile, message);
      } else {
        add_event(Kind::kReceivedPush, time, profile, message);
        if (random_.chance(0.09)) add_event(Kind::kOpenedPush, time + random_.between(5, 8 * kHour), profile, message);
      }
      return outcome;
  }
  return outcome;
}

void Builder::send_campaigns(std::uint64_t event_budget) {
  std::vector<std::uint32_t> calendar;
  double audience = 0;
  for (std::uint32_t i = 0; i < shop_.campaigns.size(); ++i) {
    const Campaign& campaign = shop_.campaigns[i];
    if (campaign.status != "Sent") continue;
    calendar.push_back(i);
    for (const Profile& profile : shop_.profiles)
      audience += can_receive(profile, campaign.channel, campaign.send_at) ? 1 : 0;
  }
  const double share = std::min(1.0, static_cast<double>(event_budget) / std::max(1.0, audience * kEventsPerSend));
  std::sort(calendar.begin(), calendar.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(shop_.campaigns[a].send_at, a) < std::pair(shop_.campaigns[b].send_at, b);
  });
  for (const std::uint32_t index : calendar) {
    const Campaign& campaign = shop_.campaigns[index];
    const double interest = 0.75 + 0.5 * random_.unit();  // some subjects work better
    for (std::uint32_t i = 0; i < shop_.profiles.size(); ++i)
      if (can_receive(shop_.profiles[i], campaign.channel, campaign.send_at) &&
          random_.chance(campaign.channel == Channel::kEmail ? share : std::min(1.0, 3 * share)))
        send(campaign.message, i, campaign.send_at + random_.between(1, 15 * kMinute), interest);
  }
}

}  // namespace klaviyo_sim
