// What is compared between two periods: each measure of a shop by day, and what it is made of.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/insights/daily_tests.h"
#include "core/daily_facts.h"

namespace klytics::insights {

enum class Scale {
  kMoney,   // a sum of money
  kCount,   // how many
  kGrowth,  // a change of how many there are: may be below zero
  kRatio,   // money by the piece
  kShare    // of people: 0 to 1
};

/// A part of a measure.
struct Part {
  std::string kind;      // channel, source, campaign, flow, form, message, segment, customers or acquisition
  std::string id, name;  // both empty: what is left beside the other parts
  DailyValues current, previous;
  bool once = false;           // goes out once, as a campaign does: its days say nothing, other campaigns do
  bool minor = false;          // of `once`: too small to be tested itself
  std::vector<int> origins{};  // numbers of what it consists of, ascending: which part contains which. Empty: not known
};

/// Parts that add up to the whole: sums exactly, rates by their value and base.
struct Partition {
  std::string kind;
  std::vector<Part> parts;  // by volume, the largest first; what is left comes last
};

struct Measure {
  std::string metric;  // "revenue"
  std::string title;   // "Revenue", "The open rate"
  Scale scale = Scale::kCount;
  bool is_plural = false;  // of the title
  Noise noise;
  DailyValues current, previous;
  std::optional<DailyValues> year_ago{};
  std::vector<Partition> partitions{};
  double level = 0, level_before = 0;  // of kGrowth: how many there were at the ends of the periods
};

/// The names that measures() takes, in its order: revenue, orders, customers, average_order_value, subscribers,
/// open_rate, click_rate, conversion_rate, unsubscribe_rate.
const std::vector<std::string>& measure_names();

/// All measures of which there is anything, or only that of the name `only`. Rates of messages leave out the last five
/// complete days of the facts: what was received then may still be opened or lead to an order. Customers are distinct
/// in a period: those of its days are scaled to that. Parts of less than a hundredth of both periods together are left
/// with the rest; of messages those of flows with several.
std::vector<Measure> measures(const DailyFacts& facts, std::string_view only = {});

}  // namespace klytics::insights
