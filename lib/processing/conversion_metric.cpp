#include "processing/conversion_metric.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.h"

namespace klytics::processing {

std::optional<std::string> choose_conversion_metric(const std::vector<MetricCandidate>& candidates,
                                                    std::string_view configured) {
  if (candidates.empty()) {
    if (configured.empty()) return std::nullopt;
    throw Error(ErrorKind::kConfiguration, fmt::format("there is no metric with the name or id: {}", configured),
                "set conversion_metric in [facts] to a metric of the account, or leave it out");
  }
  const std::int64_t best = std::ranges::min(candidates, {}, &MetricCandidate::rank).rank;
  std::string names;
  const MetricCandidate* chosen = nullptr;
  int equally_good = 0;
  for (const MetricCandidate& candidate : candidates) {
    if (candidate.rank != best) continue;
    chosen = &candidate;
    ++equally_good;
    names += fmt::format("{}{} (\"{}\" of {})", names.empty() ? "" : ", ", candidate.metric_id, candidate.name,
                         candidate.integration.empty() ? "no integration" : candidate.integration);
  }
  if (equally_good == 1) return chosen->metric_id;
  throw Error(ErrorKind::kConfiguration, fmt::format("several metrics may stand for an order: {}", names),
              "set conversion_metric in [facts] to the id of one of them");
}

std::optional<std::string> find_conversion_metric(storage::Connection& connection, std::string_view account_id,
                                                  std::string_view configured) {
  const storage::Rows rows = connection.query("queries/aggregate/find_conversion_metric", {account_id, configured});
  std::vector<MetricCandidate> candidates;
  for (std::size_t row = 0; row < rows.size(); ++row)
    candidates.push_back({std::string(rows.text(row, 0)), std::string(rows.text(row, 1)),
                          std::string(rows.text(row, 2)), rows.integer(row, 3)});
  return choose_conversion_metric(candidates, configured);
}

}  // namespace klytics::processing
