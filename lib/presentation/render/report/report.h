// One self-contained HTML page that people look at: figures, charts and tables of one range. Pure: no clock, and the page
// asks no network for anything.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analytics/cohort/retention.h"
#include "presentation/render/dashboard.h"

namespace klytics::presentation {

/// What is expected of daily revenue, with the range that holds it in 80 of 100 cases.
struct RevenueForecast {
  struct Day {
    Date day;
    double mean = 0, low = 0, high = 0;
  };
  std::string model;              // "ets"
  std::vector<RevenueDay> past;   // the days before, those with an order, oldest first
  DateRange past_days;
  std::vector<Day> days;          // at least one, oldest first
  std::optional<double> error;    // mean absolute percentage error out of sample, in percent
};

struct Report {
  Dashboard dashboard;  // with one range
  std::vector<analytics::RetentionCohort> cohorts;  // by month of the first order; none without orders
  std::optional<RevenueForecast> forecast;
  /// Sentences; nullopt when nobody looked for any, which is not the same as none.
  std::optional<std::vector<std::string>> anomalies, insights;
  std::string version;  // of klytics
};

/// UTF-8 text of an HTML document. Names from the account are escaped.
std::string render_report(const Report& report);

}  // namespace klytics::presentation
