// Flows: automations with their actions and messages, and the sends that the life of each profile triggers.
#include <algorithm>

#include "generate/builder.h"
#include "shop/ids.h"

namespace klaviyo_sim {
namespace {

// An abandoned cart for every order that was completed, shared by people who do not buy now.
constexpr double kAbandonedPerOrder = 0.5;
constexpr UnixSeconds kLapse = 90 * kDay;
constexpr double kOrderAfterCartMessage = 0.12;

}  // namespace

void Builder::add_flow(std::string name, Trigger trigger, std::string_view trigger_type, std::string_view status,
                       const std::vector<std::pair<std::int64_t, Channel>>& steps) {
  Flow flow;
  const auto index = static_cast<std::uint32_t>(shop_.flows.size());
  flow.id = short_id(shop_.seed, ids_++);
  flow.name = std::move(name);
  flow.status = status;
  flow.trigger = trigger;
  flow.trigger_type = trigger_type;
  flow.created = shop_.begin - random_.between(10 * kDay, 120 * kDay);
  flow.updated = shop_.begin + random_.between(0, shop_.end - shop_.begin - 1);
  flow.tags = {3};
  const auto add_action = [&](std::string_view type) -> FlowAction& {
    FlowAction action;
    action.id = std::to_string(61'000'000 + shop_.actions.size() * 13);
    action.flow = index;
    action.type = type;
    action.status = status;
    flow.actions.push_back(static_cast<std::uint32_t>(shop_.actions.size()));
    shop_.actions.push_back(std::move(action));
    return shop_.actions.back();
  };
  int step = 0;
  for (const auto& [delay, channel] : steps) {
    if (delay > 0) add_action("TIME_DELAY").delay_seconds = delay;
    FlowAction& action = add_action(channel == Channel::kEmail  ? "SEND_EMAIL"
                                    : channel == Channel::kText ? "SEND_SMS"
                                                                : "SEND_PUSH_NOTIFICATION");
    const std::string title = flow.name + ", message " + std::to_string(++step);
    const std::uint32_t message = add_message(channel, title, title, flow.created);
    shop_.messages[message].id = short_id(shop_.seed, ids_++);
    shop_.messages[message].flow = index;
    shop_.messages[message].action = flow.actions.back();
    action.messages.push_back(message);
    flow.messages.push_back(message);
  }
  shop_.flows.push_back(std::move(flow));
}

void Builder::add_flows() {
  using enum Channel;
  add_flow("Welcome series", Trigger::kSubscribed, "Added to List", "live",
           {{0, kEmail}, {2 * kDay, kEmail}, {3 * kDay, kEmail}});
  add_flow("Abandoned checkout", Trigger::kAbandonedCart, "Metric", "live",
           {{2 * kHour, kEmail}, {20 * kHour, kEmail}, {kHour, kText}});
  add_flow("Browse abandonment", Trigger::kViewedProduct, "Metric", "live", {{4 * kHour, kEmail}});
  add_flow("Thank you", Trigger::kPlacedOrder, "Metric", "live", {{kHour, kEmail}, {12 * kDay, kEmail}});
  add_flow("Win-back", Trigger::kLapsed, "Metric", "live", {{0, kEmail}, {7 * kDay, kEmail}, {3 * kDay, kPush}});
  add_flow("Birthday", Trigger::kNothing, "Date Based", "manual", {{0, kEmail}});
  add_flow("Back in stock alert", Trigger::kNothing, "Low Inventory", "draft", {{0, kEmail}, {0, kPush}});
  add_flow("Old welcome", Trigger::kNothing, "Added to List", "draft", {{0, kEmail}, {4 * kDay, kEmail}});
  shop_.flows.back().archived = true;
}

void Builder::run_flow(const Flow& flow, std::uint32_t profile, UnixSeconds start, double interest) {
  UnixSeconds time = start;
  for (const std::uint32_t action_index : flow.actions) {
    const FlowAction& action = shop_.actions[action_index];
    time += action.delay_seconds;
    if (action.messages.empty()) continue;
    if (flow.trigger == Trigger::kAbandonedCart && next_order(profile, start, time) != 0) return;  // bought meanwhile
    for (const std::uint32_t message : action.messages)
      schedule_.push_back({time + random_.between(5, 90), message, profile, static_cast<float>(interest)});
  }
}

void Builder::schedule_flows() {
  const std::vector<Flow>& flows = shop_.flows;
  const auto flow_of = [&](Trigger trigger) -> const Flow& {
    return *std::find_if(flows.begin(), flows.end(), [&](const Flow& flow) { return flow.trigger == trigger; });
  };
  std::uint64_t orders = 0;
  std::vector<std::uint32_t> known;
  for (std::uint32_t i = 0; i < shop_.profiles.size(); ++i) {
    const Profile& profile = shop_.profiles[i];
    if (profile.guest) continue;
    known.push_back(i);
    if (profile.email_consent_at >= shop_.begin)
      run_flow(flow_of(Trigger::kSubscribed), i, profile.email_consent_at, 2);
    const std::vector<UnixSeconds>& times = orders_of_[i];
    for (std::size_t k = 0; k < times.size(); ++k) {
      ++orders;
      // A purchase that a reminder of the cart brought back: the cart was left between five hours and a day before.
      if (random_.chance(kOrderAfterCartMessage)) {
        const UnixSeconds left_at = times[k] - random_.between(5 * kHour, 22 * kHour);
        if (left_at > profile.created && (k == 0 || left_at > times[k - 1])) {
          add_event(Kind::kAddedToCart, left_at - 2 * kMinute, i,
                    random_.below(static_cast<std::uint32_t>(shop_.products.size())));
          run_flow(flow_of(Trigger::kAbandonedCart), i, left_at, 3);
        }
      }
      if (random_.chance(0.5)) run_flow(flow_of(Trigger::kPlacedOrder), i, times[k], 1.6);
      const UnixSeconds next = k + 1 < times.size() ? times[k + 1] : shop_.end;
      if (next - times[k] > kLapse) run_flow(flow_of(Trigger::kLapsed), i, times[k] + kLapse, 0.5);
    }
  }
  if (known.empty()) return;
  const auto draw = [&] { return known[random_.below(static_cast<std::uint32_t>(known.size()))]; };
  const auto products = static_cast<std::uint32_t>(shop_.products.size());
  for (auto left = static_cast<std::uint64_t>(kAbandonedPerOrder * static_cast<double>(orders)); left > 0; --left) {
    const std::uint32_t i = draw();
    const UnixSeconds moment = moment_of(draw_day(0));
    if (moment < shop_.profiles[i].created) continue;
    const std::uint32_t product = random_.below(products);
    if (random_.chance(0.5)) {
      add_event(Kind::kAddedToCart, moment, i, product);
      run_flow(flow_of(Trigger::kAbandonedCart), i, moment, 1.3);
    } else {
      add_event(Kind::kViewedProduct, moment, i, product);
      run_flow(flow_of(Trigger::kViewedProduct), i, moment, 1.2);
    }
  }
}

}  // namespace klaviyo_sim
