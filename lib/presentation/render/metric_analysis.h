// A metric over all of its history, day by day, and its parts. Pure.
#pragma once

#include <string>
#include <vector>

#include "core/base_metrics.h"
#include "core/time.h"

namespace klytics::presentation {

struct MetricAnalysis {
  std::string id;  // revenue, orders, customers, subscribers, or the id of a metric of Klaviyo
  MetricNature nature = MetricNature::kCount;
  Date first{};                                   // day of the first value
  std::vector<double> values;                     // one a day up to the last complete one, finite
  std::vector<bool> observed;                     // false where a value was filled in, for the parts alone
  std::vector<double> trend, seasonal, residual;  // as many; their sum is the value
};

/// Takes a history apart by STL with the season of a week (shorter than two: without). `values` has one value a day
/// from `first` on, NaN where none is known: those are filled in between, and dropped at both ends.
MetricAnalysis analyse_metric(std::string id, MetricNature nature, Date first, std::vector<double> values);

}  // namespace klytics::presentation
