#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "analytics/series/changepoints.h"
#include "analytics/series/seasons.h"
#include "analytics/series/usual.h"
#include "analyze/analyze_command.h"
#include "analyze/source.h"
#include "core/error.h"
#include "result_output.h"

namespace klytics::app {
namespace {

using presentation::TableCell;

class AnalyzeChangepoints : public Command {
 public:
  void add_options(CLI::App& app) override {
    source_.add_options(app);
    app.add_option("--change", change_, "What changes: mean or mean-variance")
        ->type_name("KIND")
        ->capture_default_str();
    app.add_option("--penalty", options_.penalty, "Of a change, times the logarithm of the number of values")
        ->type_name("NUMBER")
        ->capture_default_str();
    app.add_option("--shortest", shortest_, "Values between two changes")->type_name("N")->capture_default_str();
    app.add_option("--period", period_, "Observations a season, which is taken out before: auto, none, or numbers")
        ->type_name("LIST")
        ->capture_default_str();
    output_.add_options(app);
  }

  void validate() const override {
    source_.validate("changepoints");
    output_.parsed();
    series::parse_seasons("--period", period_);
    if (change_ != "mean" && change_ != "mean-variance")
      throw Error(ErrorKind::kUsage, "unknown change: " + change_, "mean or mean-variance");
    if (!(options_.penalty > 0)) throw Error(ErrorKind::kUsage, "--penalty must be above 0");
    if (shortest_ < 2) throw Error(ErrorKind::kUsage, "--shortest must be at least 2");
  }

  int run(Context& context) override {
    presentation::ResultTable table{{"series", "start", "end", "values", "mean", "deviation", "evidence"}, {}};
    const int status = analyze_each(context, source_, [&](const series::TimeSeries& one) {
      const series::SeasonChoice choice = series::parse_seasons("--period", period_);
      const series::CompleteSeries complete = series::complete(one, one.axis.usual_period());
      series::require_values(complete, static_cast<std::size_t>(2 * shortest_), "changes");
      series::require_seasons(choice.periods, complete);
      const std::vector<int> periods = choice.detect ? series::detect_periods(one.axis, complete) : choice.periods;
      const series::Usual usual = series::usual_values(complete.values, periods);
      std::vector<double> values = complete.values;
      for (std::size_t t = 0; t < values.size(); ++t) values[t] -= usual.seasonal[t];
      series::ChangepointOptions options = options_;
      options.shortest = static_cast<std::size_t>(shortest_);
      if (change_ == "mean-variance") options.change = series::Change::kMeanVariance;
      const std::vector<series::Stretch> stretches = series::changepoints(values, options);
      for (const series::Stretch& stretch : stretches) add_row(table, one, complete.first, stretch);
      context.log.info(
          fmt::format("{}: {} change{}", one.name, stretches.size() - 1, stretches.size() == 2 ? "" : "s"));
    });
    output_.print(context.out, table);
    return status;
  }

 private:
  static void add_row(presentation::ResultTable& table, const series::TimeSeries& one, std::size_t offset,
                      const series::Stretch& stretch) {
    const std::size_t first = offset + stretch.first;
    table.rows.push_back({TableCell::of(std::string_view(one.name)), TableCell::of(std::string_view(one.time(first))),
                          TableCell::of(std::string_view(one.time(first + stretch.count - 1))),
                          TableCell::of(static_cast<std::int64_t>(stretch.count)), TableCell::of(stretch.mean),
                          TableCell::of(stretch.deviation),
                          stretch.first == 0 ? TableCell::empty() : TableCell::of(stretch.evidence)});
  }

  SeriesSource source_;
  ResultOutput output_;
  series::ChangepointOptions options_;
  int shortest_ = 7;
  std::string change_ = "mean", period_ = "auto";
};

}  // namespace

std::unique_ptr<Command> make_analyze_changepoints() { return std::make_unique<AnalyzeChangepoints>(); }

}  // namespace klytics::app
