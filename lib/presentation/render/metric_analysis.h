// A metric over all of its history, day by day, and everything that is concluded from it once, whatever the range.
// Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base_metrics.h"
#include "core/time.h"

namespace klytics::presentation {

inline constexpr int kAnalysisWeek = 7;           // days: the season of decompositions and anomalies
inline constexpr double kAnomalyThreshold = 3.0;  // robust standard deviations
inline constexpr int kEmbeddingDimension = 2;     // days in a row that sample entropy compares

/// As it is read.
struct MetricHistory {
  std::string id{};     // revenue, orders, customers, subscribers, or the id of a metric of Klaviyo
  std::string title{};  // for people; empty: the id
  MetricNature nature = MetricNature::kCount;
  bool is_base = false;          // one of the four that every account has
  Date first{};                  // day of the first value
  std::vector<double> values{};  // one a day up to the last complete one, NaN where none is known
};

struct MetricAnomaly {
  Date day;
  double value = 0, expected = 0;
  double score = 0;           // robust standard deviations, with its sign
  std::string kind, message;  // "spike"; "revenue on 2026-03-04 was 62 % below what is usual for a Wednesday"
};

struct MetricAnalysis {
  std::string id, title;
  MetricNature nature = MetricNature::kCount;
  bool is_base = false;
  Date first{};                                   // day of the first value
  std::vector<double> values;                     // one a day up to the last complete one, finite
  std::vector<bool> observed;                     // false where a value was filled in, for the parts alone
  std::vector<double> trend, seasonal, residual;  // as many; their sum is the value
  std::vector<MetricAnomaly> anomalies;           // by day
  std::optional<double> entropy;                  // of all values

  Date day(std::size_t position) const { return first + std::chrono::days{static_cast<int>(position)}; }
};

/// Takes a history apart by STL with the season of a week (shorter than two: without), and looks for what is unusual in
/// it as `klytics analyze anomalies --period 7` does. Missing values are filled in between, and dropped at both ends.
MetricAnalysis analyse_metric(MetricHistory history);

/// Sample entropy of daily values as `klytics analyze entropy` computes it; 0 for a constant. nullopt when they are too
/// few for any two stretches to be alike.
std::optional<double> daily_entropy(std::span<const double> values);

}  // namespace klytics::presentation
