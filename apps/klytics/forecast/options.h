// The options of `klytics forecast`, read once into the values that the rest of the room works with.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analytics/forecast/reconciliation.h"
#include "analytics/forecast/series_forecast.h"
#include "core/metric_interval.h"
#include "core/time.h"
#include "forecast/series_file.h"
#include "presentation/render/result_table.h"

namespace CLI {
class App;
}

namespace klytics::app {

struct ForecastOptions {
  // What is forecast.
  std::vector<std::string> metrics, named_metrics;
  bool all = false;  // every metric of the dashboard
  std::string interval = "day", split, reconcile = "mint";
  SeriesFile file;

  // How.
  std::string horizon, period = "auto", levels = "80,95", model = "auto", transform = "none";
  std::string regressors, holidays, events, what_if;
  bool no_record = false;

  // What is shown of it.
  bool history = false, components = false, total = false, backtest = false, notes = false;
  std::string goal, goal_from, origins = "8", format;

  void add_options(CLI::App& app);
  /// Throws Error(kUsage).
  void validate() const;

  bool from_file() const { return file.is_given(); }
  bool names_metrics() const { return all || !metrics.empty() || !named_metrics.empty(); }
  /// Metrics in the order given, those of --metric last.
  std::vector<std::string> all_metrics() const;
  MetricInterval parsed_interval() const;
  int parsed_horizon() const;
  int usual_horizon() const;  // without --horizon
  std::vector<int> parsed_levels() const;
  std::vector<const forecast::Model*> parsed_models() const;  // one, unless --backtest
  std::vector<std::string> parsed_regressors() const;
  std::vector<int> parsed_periods() const;  // rising; empty: auto
  int parsed_origins() const;
  std::optional<forecast::Reconciliation> parsed_reconciliation() const;  // nullopt: none
  std::optional<double> parsed_goal() const;
  std::optional<Date> parsed_goal_from() const;
  forecast::ForecastPlan plan(const forecast::Model& model) const;
  presentation::Format parsed_format() const;
};

}  // namespace klytics::app
