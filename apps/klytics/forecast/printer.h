// Prints the results of `klytics forecast` as they come: rows as a stream, or pictures and tables for people.
#pragma once

#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "forecast/job.h"
#include "forecast/options.h"
#include "forecast/rows.h"
#include "presentation/render/forecast_plot.h"
#include "terminal.h"

namespace klytics::app {

class ForecastPrinter {
 public:
  ForecastPrinter(std::ostream& out, const ForecastOptions& options, const Terminal& terminal);

  /// Series that belong together, in order; those with an error are passed over. A few alone get a plot each, many one
  /// line each.
  void add(std::span<const ForecastJob> jobs, std::span<const ForecastOutcome> outcomes, bool alone);
  /// Whether add() of so many series shows what was found in each.
  bool shows_notes(std::size_t jobs, bool alone) const { return options_.notes || is_pictured(jobs, alone); }
  /// After the last series.
  void finish();

 private:
  /// More plots than four are not looked at.
  bool is_pictured(std::size_t jobs, bool alone) const {
    return format_ == presentation::Format::kTable && alone && jobs <= 4;
  }
  void print_rows(const presentation::ResultTable& table);
  void print_pictured(const ForecastJob& job, const ForecastOutcome& outcome);
  void print_lines(std::span<const ForecastJob> jobs, std::span<const ForecastOutcome> outcomes);

  std::ostream& out_;
  const ForecastOptions& options_;
  ForecastView view_;
  presentation::Format format_;
  int width_;
  bool on_terminal_;
  presentation::PlotStyle style_;
  bool begun_ = false;
};

}  // namespace klytics::app
