// Where the numbers of the dashboard come from: for each member of an endpoint the statement that reads it, its
// columns, and the statement that lists the rows behind it. Pure data.
#pragma once

#include <span>
#include <string_view>

namespace klytics::presentation {

/// One number, or one column of a table of numbers.
struct Figure {
  std::string_view member;   // "revenue", as in the endpoint's body; "forecast.forecast" of an object in it
  std::string_view formula;  // how it follows from the columns, with its filters, in words
  std::string_view query;    // the statement that export and serve send, below sql/queries/export; empty: the metric's
  std::string_view columns;  // of that statement, separated by commas
  std::string_view
      rows;  // the statement that lists the facts behind it, below sql/queries/explain; empty: the metric's
};

namespace figures {

extern const std::span<const Figure> kOverview, kCampaigns, kFlows, kForms, kSegments, kRevenueChart, kDistribution,
    kTopSegments, kTopFlows, kTopForms, kHealth, kTimeseries, kDecomposition, kAnomalies, kForecast, kCorrelation,
    kEntropy;

}  // namespace figures

}  // namespace klytics::presentation
