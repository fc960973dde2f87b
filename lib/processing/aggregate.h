// Builds the facts of one account from its stored events, for what changed or for everything.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/currency_rates.h"
#include "storage/postgres/connection.h"
#include "storage/retention.h"

namespace klytics::processing {

struct AggregateOptions {
  std::string account_id;
  bool full = false;                             // rebuild everything, whatever is marked
  std::string conversion_metric;                 // name or id; empty: the mapped revenue metric, else "Placed Order"
  std::vector<std::string> attribution;          // models in the order in which they are asked: "native", "session"
  std::vector<std::string> form_view_metrics;    // names
  std::vector<std::string> form_submit_metrics;  // names
  std::vector<std::string> product_metrics;      // names of those whose events are lines of orders
  std::vector<CurrencyRate> rates;
  int few_changes =
      100'000;  // up to so many changed events are looked at one by one; of more everything may be rebuilt
  std::function<void(std::string_view step)> on_step = [](std::string_view) {};  // called before each step
};

/// What a build did to one table of facts.
struct FactChange {
  std::string table;
  std::int64_t removed = 0;  // rows
  std::int64_t added = 0;    // rows; one that was computed again is removed and added
};

struct AggregateSummary {
  bool full = false;
  std::string reason;           // why everything was rebuilt; empty when it was not
  std::int64_t dirty_days = 0;  // marks found: one per metric and local day
  std::vector<FactChange> facts;
  std::vector<std::string> warnings;
  storage::Held held;  // facts of days before held.facts_built_from were left as they are
};

/// Brings the facts in step with the events in one transaction: computes what marked days and changed events reach, or
/// everything when asked to, at the first build, when a good part of all events changed, and when something else that
/// the facts depend on changed (conversion metric, attribution, time zone, currency, rates, roles of metrics, the
/// statements themselves). Both ways give the same tables. Clears the marks that it took care of; one that is set while
/// it runs stays. Orders in a currency without a rate are kept out of every sum of money and are named in a warning.
/// Throws Error(kTryLater) when another build of the account runs, kInputMissing when the account is not stored,
/// kConfiguration for an unknown attribution model or a conversion metric that is unknown or ambiguous.
AggregateSummary aggregate(storage::Connection& connection, const AggregateOptions& options);

}  // namespace klytics::processing
