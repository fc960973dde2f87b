// A shop that stays as it is, apart from chance: days that differ more than chance alone, weekdays, memory from day to
// day, campaigns of very different sizes, flows, forms, and people whose rates vary from message to message.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <string>

#include "core/daily_facts.h"

namespace klytics::insights {

/// What is different in the current period.
struct Planted {
  double flow_orders = 1;      // times as many orders from the flow F1
  double flow_open_rate = 0;   // added to the open rate of the flow F1
  double campaign_orders = 1;  // times as many orders from one campaign
  double flow_messages = 1;    // times as many messages of the flow F2
};

class RandomShop {
 public:
  RandomShop(unsigned seed, Planted planted = {}, int days = 30) : random_(seed), planted_(planted) {
    const Date last{std::chrono::days{20'500}};
    // Everything has settled ten days later.
    facts_.periods = compared_periods({last - std::chrono::days{days - 1}, last},
                                      {last - std::chrono::days{500}, last + std::chrono::days{10}});
    facts_.currency = "GBP";
    facts_.first = facts_.periods.year_ago->first - std::chrono::days{1};
    for (Date day = facts_.first; day <= last; day += std::chrono::days{1}) add_day(day);
    // Distinct people of the periods: one in ten orders twice.
    for (const DateRange& range : {facts_.periods.current, facts_.periods.previous, *facts_.periods.year_ago}) {
      std::array<double, 2> people{};
      for (const CustomerFacts& one : facts_.customers_by_day)
        if (one.days.first >= range.first && one.days.last <= range.last)
          people.at(one.is_new ? 1 : 0) += one.customers * (one.is_new ? 1 : 0.9);
      for (const bool is_new : {false, true})
        facts_.customers.push_back({range, is_new, "other", std::floor(people.at(is_new ? 1 : 0))});
    }
    std::erase_if(facts_.customers_by_day,
                  [&](const CustomerFacts& one) { return one.days.first < facts_.periods.previous.first; });
  }

  const DailyFacts& facts() const { return facts_; }

 private:
  double normal() { return normal_(random_); }
  double poisson(double mean) {
    return mean > 0 ? static_cast<double>(std::poisson_distribution<int>(mean)(random_)) : 0.0;
  }
  double share(double whole, double logit) {
    return static_cast<double>(
        std::binomial_distribution<int>(static_cast<int>(whole), 1 / (1 + std::exp(-logit)))(random_));
  }

  void add_orders(Date day, DayTotals& total, const Origin& origin, double mean) {
    for (const bool is_first : {false, true}) {
      const double orders = poisson(mean * (is_first ? 0.4 : 0.6));
      if (orders == 0) continue;
      double revenue = 0;
      for (int i = 0; i < static_cast<int>(orders); ++i)
        revenue += std::round(100 * std::exp(3.5 + 0.6 * normal())) / 100;
      total.revenue += revenue;
      total.orders += orders;
      total.customers += orders;
      people_.at(is_first ? 1 : 0) += orders;
      if (day >= facts_.periods.previous.first) facts_.orders.push_back({day, origin, is_first, revenue, orders});
    }
  }

  void add_messages(Date day, DayTotals& total, const Origin& origin, double received, double open_logit) {
    if (received == 0) return;
    MessageFacts message{day, origin, received};
    message.opens = share(received, open_logit);
    message.clicks = share(received, -3.2 + 0.3 * normal());
    message.unsubscribes = share(received, -6);
    message.converters = share(received, -5 + 0.2 * normal());
    total.received += received;
    total.opens += message.opens;
    total.clicks += message.clicks;
    total.unsubscribes += message.unsubscribes;
    total.converters += message.converters;
    if (day >= facts_.periods.previous.first) facts_.messages.push_back(message);
  }

  void add_day(Date day) {
    static constexpr std::array<double, 7> kWeek = {1.2, 1, 0.9, 0.9, 1, 1.1, 1.4};
    DayTotals total;
    people_ = {};
    memory_ = 0.4 * memory_ + 0.15 * normal();
    const double mood = kWeek.at(std::chrono::weekday(day).c_encoding()) * std::exp(memory_);
    const bool now = day >= facts_.periods.current.first;
    add_orders(day, total, {"none", "other", "", ""}, 12 * mood);
    add_orders(day, total, {"none", "form", "W1", ""}, 0.5 * mood);
    for (int flow = 1; flow <= 5; ++flow) {
      const std::string id = "F" + std::to_string(flow);
      const bool planted = now && flow == 1;
      for (const std::string& message : {id + "a", id + "b"}) {
        const Origin origin{flow == 5 ? "sms" : "email", "flow", id, message};
        add_orders(day, total, origin, 0.5 * flow * mood * (planted ? planted_.flow_orders : 1));
        add_messages(day, total, origin, poisson(60 * mood * (now && flow == 2 ? planted_.flow_messages : 1)),
                     -0.5 + 0.25 * flow + 0.15 * normal() + (planted ? planted_.flow_open_rate : 0));
      }
    }
    // Two in seven days have a campaign, which sells for three days.
    if (std::bernoulli_distribution(2.0 / 7)(random_)) {
      ++campaign_;
      campaign_size_ = std::exp(2 + 0.5 * normal());
      if (now && planted_.campaign_orders != 1 && !has_planted_) {
        campaign_size_ = std::exp(2) * planted_.campaign_orders;
        has_planted_ = true;
      }
      campaign_day_ = day;
      add_messages(day, total, campaign(), std::round(800 * std::exp(0.4 * normal())), -0.8 + 0.3 * normal());
    }
    const auto since = (day - campaign_day_).count();
    if (campaign_ > 0 && since <= 2) add_orders(day, total, campaign(), campaign_size_ * std::pow(0.4, since));
    subscribers_ += poisson(6) - poisson(4);
    total.subscribers = subscribers_;
    for (const bool is_new : {false, true})
      facts_.customers_by_day.push_back({{day, day}, is_new, "other", people_.at(is_new ? 1 : 0)});
    facts_.totals.push_back(total);
  }

  Origin campaign() const { return {"email", "campaign", "C" + std::to_string(campaign_), ""}; }

  std::mt19937 random_;
  Planted planted_;
  std::normal_distribution<double> normal_;
  DailyFacts facts_;
  double memory_ = 0, subscribers_ = 5000, campaign_size_ = 0;
  int campaign_ = 0;
  bool has_planted_ = false;
  Date campaign_day_{};
  std::array<double, 2> people_{};
};

}  // namespace klytics::insights
