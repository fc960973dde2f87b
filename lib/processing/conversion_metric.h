// Which metric stands for an order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/postgres/connection.h"

namespace klytics::processing {

/// A metric that may be the one. Those of the same rank are equally good; 1 is the best.
struct MetricCandidate {
  std::string metric_id;
  std::string name;
  std::string integration;
  std::int64_t rank = 0;
};

/// The id of the only candidate of the best rank. nullopt when nothing is configured and there is no candidate.
/// Throws Error(kConfiguration) when `configured` names no metric, or when several are equally good.
std::optional<std::string> choose_conversion_metric(const std::vector<MetricCandidate>& candidates,
                                                    std::string_view configured);

/// The same, from the metrics that are stored.
std::optional<std::string> find_conversion_metric(storage::Connection& connection, std::string_view account_id,
                                                  std::string_view configured);

}  // namespace klytics::processing
