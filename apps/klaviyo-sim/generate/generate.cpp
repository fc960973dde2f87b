#include "generate/generate.h"

#include <algorithm>

#include "generate/builder.h"

namespace klaviyo_sim {
namespace {

constexpr double kOrdersPerEvent = 0.04;
constexpr double kCampaignShare = 0.5;  // of the events that purchases and sign-ups leave

void add_behaviour(Builder& builder, std::uint64_t total) {
  builder.add_subscription_events();
  builder.add_form_events();
  builder.add_order_events();
  const std::uint64_t left = total > builder.event_count() ? total - builder.event_count() : 0;
  builder.add_campaigns();
  builder.add_flows();
  builder.schedule_campaigns(static_cast<std::uint64_t>(kCampaignShare * static_cast<double>(left)));
  builder.schedule_flows();
  builder.send_scheduled();
  builder.add_visits(total);
  builder.finish_events();
  builder.add_future_events();
  builder.add_members();
  builder.amend_events();
}

}  // namespace

Generated generate_shop(const Options& given, klytics::Date today) {
  using std::chrono::days;
  Options options = given;
  const bool from_file = !options.orders_path.empty();
  if (options.time_zone.empty()) options.time_zone = from_file ? "Europe/London" : "America/New_York";
  if (options.currency.empty()) options.currency = from_file ? "GBP" : "USD";
  const std::uint32_t profiles = options.profiles.value_or(from_file ? kFileProfiles : kSimulatedProfiles);
  const std::uint64_t events = options.events.value_or(from_file ? kFileEvents : kSimulatedEvents);
  if (!from_file) {
    const klytics::Date last = options.shift_to ? *options.shift_to : options.end.value_or(today);
    Builder builder(options, last - days{std::max(options.days, 1) - 1}, last);
    builder.add_catalogue();
    builder.add_forms();
    builder.add_people(profiles);
    builder.add_simulated_orders(static_cast<std::uint64_t>(kOrdersPerEvent * static_cast<double>(events)));
    add_behaviour(builder, events);
    return {builder.take(), std::nullopt};
  }
  const OrdersFile file = read_orders_file(options.orders_path);
  const auto by_time = [](const FileOrder& a, const FileOrder& b) { return a.placed_at < b.placed_at; };
  const auto [first, last] = std::minmax_element(file.orders.begin(), file.orders.end(), by_time);
  const auto day_of = [](const FileOrder& order) {
    return klytics::Date{std::chrono::floor<days>(order.placed_at).time_since_epoch()};
  };
  const days shift = options.shift_to ? *options.shift_to - day_of(*last) : days{0};
  Builder builder(options, day_of(*first) + shift, day_of(*last) + shift);
  builder.add_catalogue();
  builder.add_forms();
  builder.add_people(profiles);
  builder.add_file_orders(file, shift);
  add_behaviour(builder, events);
  return {builder.take(), file.counts};
}

}  // namespace klaviyo_sim
