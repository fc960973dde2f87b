// The shop under construction: what the steps of generate_shop() share. Each step is one concept and one file.
#pragma once

#include <vector>

#include "core/time.h"
#include "options.h"
#include "shop/orders_file.h"
#include "shop/random.h"
#include "shop/shop.h"

namespace klaviyo_sim {

constexpr UnixSeconds kMinute = 60;
constexpr UnixSeconds kHour = 3600;
constexpr UnixSeconds kDay = 86400;

class Builder {
 public:
  /// Covers the local days `first` to `last`, both included.
  Builder(const Options& options, klytics::Date first, klytics::Date last);

  // generate_catalogue.cpp: metrics, products, tags, lists without members
  void add_catalogue();
  // generate_forms.cpp
  void add_forms();
  void add_form_events();
  // generate_people.cpp
  void add_people(std::uint32_t count);
  void add_subscription_events();
  // generate_orders.cpp
  void add_file_orders(const OrdersFile& file, std::chrono::days shift);
  void add_simulated_orders(std::uint64_t count);
  void add_order_events();
  // generate_campaigns.cpp, generate_flows.cpp
  void add_campaigns();
  void add_flows();
  // generate_flows.cpp, generate_sends.cpp: first what is to be sent, then receptions, opens, clicks, complaints in the
  // order of time, so that nobody is sent anything after leaving
  void schedule_campaigns(std::uint64_t event_budget);
  void schedule_flows();
  void send_scheduled();
  // generate_visits.cpp: fills up with visits of the site until there are `total` events
  void add_visits(std::uint64_t total);
  // generate_groups.cpp: who is in which list and segment
  void add_members();
  // attribute.cpp: sorts the events, links orders to the touch that earned them, hides the late ones
  void finish_events();
  // attribute.cpp: visits dated a century ahead
  void add_future_events();
  // amend.cpp: what the vendor corrects in the past: last, so that the rest of the shop is that of the same seed
  // without it
  void amend_events();

  Shop take() { return std::move(shop_); }
  std::uint64_t event_count() const { return shop_.events.size(); }

 private:
  struct Send {
    UnixSeconds time;
    std::uint32_t message;
    std::uint32_t profile;
    float interest;  // factor on the probability to open
  };

  int day_count() const { return static_cast<int>(day_begins_.size()) - 1; }
  UnixSeconds day_begin(int day) const { return day_begins_[static_cast<std::size_t>(day)]; }
  /// How busy a day is: trend, season, weekday, sales and noise; mean about 1.
  double day_weight(int day) const { return day_weights_[static_cast<std::size_t>(day)]; }
  bool is_sale(int day) const;
  std::uint32_t draw_product() { return random_.below(static_cast<std::uint32_t>(shop_.products.size())); }
  /// A moment of a day when people shop: mostly late morning to evening.
  UnixSeconds moment_of(int day);
  /// The day of the calendar that `time` falls on, within [0, day_count()).
  int day_of(UnixSeconds time) const;
  /// A day drawn by its weight, not before `first`.
  int draw_day(int first);

  /// The number of the new event; kNone, and no event, when it would fall outside the simulated time.
  std::uint32_t add_event(Kind kind, UnixSeconds time, std::uint32_t profile, std::uint32_t subject,
                          std::uint32_t detail = 0);
  Profile& new_profile(UnixSeconds created);
  void subscribe(Profile& profile, UnixSeconds earliest);
  void set_consent_of_buyer(Profile& profile, UnixSeconds first_order);
  std::vector<OrderLine> lines_for(std::string_view amount, std::int64_t items);
  std::uint32_t add_message(Channel channel, std::string name, std::string subject, UnixSeconds created);
  void add_flow(std::string name, Trigger trigger, std::string_view trigger_type, std::string_view status,
                const std::vector<std::pair<std::int64_t, Channel>>& steps);
  bool can_receive(const Profile& profile, Channel channel, UnixSeconds time) const;
  /// The first order of a profile in (after, until); 0 for none.
  UnixSeconds next_order(std::uint32_t profile, UnixSeconds after, UnixSeconds until) const;
  void send(const Send& send);
  void send_email(const Send& send);
  /// The moment of the open or click of a received email; 0 for neither.
  UnixSeconds read_email(const Send& send);
  void run_flow(const Flow& flow, std::uint32_t profile, UnixSeconds start, double interest);
  void index_orders();

  const Options& options_;
  klytics::TimeZone zone_;
  klytics::Date first_day_;
  Random random_;
  Shop shop_;
  std::vector<UnixSeconds> day_begins_;  // one more than days
  std::vector<double> day_weights_;
  std::vector<double> cumulative_weights_;
  std::vector<std::vector<UnixSeconds>> orders_of_;  // by profile, oldest first
  std::vector<Send> schedule_;
  std::uint32_t ids_ = 0;  // counter of short ids
};

}  // namespace klaviyo_sim
