// The metrics that klytics counts itself, from the facts. All other metrics are Klaviyo's or computed from these.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace klytics {

/// What a value says of an interval, and so what an interval without data has.
enum class MetricNature {
  kCount,  // how many; 0 without data
  kMoney,  // how much, in the account's currency; 0 without data
  kLevel,  // how many there are at its end; missing where it is not known
  kRatio   // computed; missing where it cannot be
};

/// Which facts hold a metric.
enum class MetricSource { kRevenue, kCustomers, kSubscribers, kEngagement, kForms };

struct BaseMetric {
  std::string name;   // "revenue", "revenue_email"
  std::string title;  // for people: "Revenue, email"
  MetricNature nature;
  MetricSource source;
  std::string_view column;  // of the query that reads it
  std::string channel;      // only what belongs to it: email, sms, push, none; empty: all
  std::string origin;       // only what belongs to it: campaign, flow, form, other; empty: all
};

/// All of them, in the order in which they are listed: a metric, then its parts by channel and by source.
const std::vector<BaseMetric>& base_metrics();

/// By name; nullptr when there is none.
const BaseMetric* find_base_metric(std::string_view name);

}  // namespace klytics
