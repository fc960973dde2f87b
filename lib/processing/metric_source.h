// What a series of one input is read from, and its values interval by interval. Internal to processing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base_metrics.h"
#include "processing/metric_series.h"

namespace klytics::processing {

/// The intervals that values are wanted for.
struct Intervals {
  MetricInterval interval;
  std::vector<Date> days;       // first days and the day after the last; for hours the first and the day after the last
  std::vector<Instant> starts;  // one an interval
  Instant end;                  // of the last one
};

/// A metric that is read from the database: one of klytics or one of Klaviyo.
struct MetricInput {
  const BaseMetric* base = nullptr;
  std::string klaviyo_id;  // when base is nullptr
  bool by_value = false;   // the sum of the events' values, not their number
  std::string owner_kind;  // flow or campaign: only what belongs to that one; empty: all
  std::string owner_id;
  std::string title;
  MetricNature nature = MetricNature::kCount;
};

/// A metric of Klaviyo by id or name, with ":value" behind it or not. nullopt when there is none.
/// Throws Error(kUsage) when the name fits several.
std::optional<MetricInput> find_klaviyo_metric(storage::Connection& connection, const std::string& account_id,
                                               const std::string& text);

/// A base metric of one flow or campaign: "revenue:flow=Welcome series", by name or id. nullopt for any other text.
/// Throws Error(kUsage) when the flow or campaign is unknown (with the nearest name) or the name fits several, and for
/// a metric that is not counted by flow and campaign.
std::optional<MetricInput> find_owned_metric(storage::Connection& connection, const std::string& account_id,
                                             const std::string& text);

/// The statement that reads an input over intervals of days or longer.
MetricStatement daily_statement(const std::string& account_id, const MetricInput& input, const std::vector<Date>& days);

/// One value an interval. Throws Error(kUsage) for an interval that the metric does not have.
std::vector<std::optional<double>> read_input(storage::Connection& connection, const std::string& account_id,
                                              const MetricInput& input, const Intervals& intervals);

}  // namespace klytics::processing
