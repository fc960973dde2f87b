// The rows that `klytics forecast` prints of one series, in each of its views.
#pragma once

#include <string>
#include <vector>

#include "forecast/job.h"
#include "forecast/options.h"
#include "presentation/render/result_table.h"

namespace klytics::app {

/// What the options ask to be shown; the columns are the same for every series.
class ForecastView {
 public:
  explicit ForecastView(const ForecastOptions& options);

  std::vector<std::string> columns() const;
  /// Rows of a series that was forecast.
  void add_rows(const ForecastJob& job, const ForecastOutcome& outcome, presentation::ResultTable& table) const;

 private:
  using Row = std::vector<presentation::TableCell>;
  void add_steps(const ForecastJob& job, const ForecastOutcome& outcome, presentation::ResultTable& table) const;
  void add_history(const ForecastJob& job, const ForecastOutcome& outcome, presentation::ResultTable& table) const;
  void add_total(const ForecastJob& job, const ForecastOutcome& outcome, presentation::ResultTable& table) const;
  void add_components(const ForecastJob& job, const ForecastOutcome& outcome, presentation::ResultTable& table) const;
  void add_backtests(const ForecastJob& job, const ForecastOutcome& outcome, presentation::ResultTable& table) const;
  void add_notes(const ForecastJob& job, const ForecastOutcome& outcome, Row& row) const;

  const ForecastOptions& options_;
  std::vector<int> levels_;
};

/// Everything that was found and done, a phrase each.
std::vector<std::string> all_notes(const ForecastJob& job, const ForecastOutcome& outcome);

}  // namespace klytics::app
