#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <charconv>

#include "analytics/decomposition/periods.h"
#include "analytics/series/seasons.h"
#include "analyze/analyze_command.h"
#include "analyze/source.h"
#include "core/error.h"
#include "result_output.h"

namespace klytics::app {
namespace {

using presentation::ResultTable;
using presentation::TableCell;
using series::SeasonalSeries;

/// An odd number from 3 on. Throws Error(kUsage) naming the option.
int parse_window(std::string_view option, std::string_view text) {
  constexpr int kWidest = 1'000'001;
  int window = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), window);
  if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size() || window < 3 || window > kWidest ||
      window % 2 == 0)
    throw Error(ErrorKind::kUsage, fmt::format("{}: not an odd number from 3 on: {}", option, text));
  return window;
}

class AnalyzeDecomposition : public Command {
 public:
  void add_options(CLI::App& app) override {
    source_.add_options(app);
    app.add_option("--period", period_, "Observations a season: auto, none, or one or more such as 7,365")
        ->type_name("LIST")
        ->capture_default_str();
    app.add_flag("--robust", robust_, "Let outliers count less");
    app.add_option("--seasonal-window", seasonal_window_,
                   "Seasons that one is smoothed over, odd, or periodic: for one season")
        ->type_name("N");
    app.add_option("--trend-window", trend_window_, "Observations that the trend is smoothed over, odd: for one season")
        ->type_name("N");
    app.add_flag("--summary", summary_, "Only how strong trend and seasons are");
    output_.add_options(app);
  }

  void validate() const override {
    source_.validate("decomposition");
    output_.parsed();
    parsed();
  }

  int run(Context& context) override {
    const series::SeasonOptions options = parsed();
    std::vector<std::pair<std::string, SeasonalSeries>> results;
    std::vector<forecast::TimeAxis> axes;
    const int status = analyze_each(context, source_, [&](const series::TimeSeries& one) {
      results.emplace_back(one.name, series::split(one, options));
      axes.push_back(one.axis);
      say_found(context.log, one.name, results.back().second, options.seasons.detect);
    });
    ResultTable table = summary_ ? summary(results) : parts(results, axes);
    output_.print(context.out, table);
    return status;
  }

 private:
  series::SeasonOptions parsed() const {
    series::SeasonOptions options{.seasons = series::parse_seasons("--period", period_), .robust = robust_};
    if (!seasonal_window_.empty())
      options.seasonal_window =
          seasonal_window_ == "periodic" ? 0 : parse_window("--seasonal-window", seasonal_window_);
    if (!trend_window_.empty()) options.trend_window = parse_window("--trend-window", trend_window_);
    if ((options.seasonal_window >= 0 || options.trend_window > 0) && options.seasons.periods.size() != 1)
      throw Error(ErrorKind::kUsage, "windows are for a single season", "name it with --period");
    return options;
  }

  static void say_found(Log& log, const std::string& name, const SeasonalSeries& result, bool detected) {
    if (result.complete.filled > 0)
      log.info(
          fmt::format("{}: filled {} gap{}", name, result.complete.filled, result.complete.filled == 1 ? "" : "s"));
    if (!detected) return;
    if (result.parts.periods.empty())
      log.info(fmt::format("{}: no season found", name));
    else
      log.info(fmt::format("{}: season of {}", name, fmt::join(result.parts.periods, " and ")));
  }

  static ResultTable summary(const std::vector<std::pair<std::string, SeasonalSeries>>& results) {
    ResultTable table{{"series", "part", "period", "strength"}, {}};
    for (const auto& [name, result] : results) {
      const auto& remainder = result.parts.remainder;
      table.rows.push_back({TableCell::of(std::string_view(name)), TableCell::of(std::string_view("trend")),
                            TableCell::empty(), TableCell::of(decomposition::strength(result.parts.trend, remainder))});
      for (std::size_t i = 0; i < result.parts.periods.size(); ++i)
        table.rows.push_back({TableCell::of(std::string_view(name)), TableCell::of(std::string_view("season")),
                              TableCell::of(std::int64_t{result.parts.periods[i]}),
                              TableCell::of(decomposition::strength(result.parts.seasonal[i], remainder))});
    }
    return table;
  }

  /// One column for all seasons together, and one for each where a series has several.
  static ResultTable parts(const std::vector<std::pair<std::string, SeasonalSeries>>& results,
                           const std::vector<forecast::TimeAxis>& axes) {
    std::vector<int> periods;  // of all series
    for (const auto& [name, result] : results)
      if (result.parts.periods.size() > 1)
        for (const int period : result.parts.periods)
          if (std::ranges::find(periods, period) == periods.end()) periods.push_back(period);
    std::ranges::sort(periods);
    ResultTable table{{"series", "time", "value", "trend", "seasonal"}, {}};
    for (const int period : periods) table.columns.push_back(fmt::format("seasonal_{}", period));
    table.columns.emplace_back("remainder");
    for (std::size_t i = 0; i < results.size(); ++i)
      add_parts(table, results[i].first, results[i].second, axes[i], periods);
    return table;
  }

  static void add_parts(ResultTable& table, const std::string& name, const SeasonalSeries& result,
                        const forecast::TimeAxis& axis, const std::vector<int>& periods) {
    const decomposition::MultipleDecomposition& parts = result.parts;
    for (std::size_t t = 0; t < result.complete.values.size(); ++t) {
      double seasonal = 0;
      for (const std::vector<double>& one : parts.seasonal) seasonal += one[t];
      const bool observed =
          result.complete.observed[t];  // what was filled in has trend and season, no value of its own
      std::vector<TableCell> row{
          TableCell::of(std::string_view(name)),
          TableCell::of(std::string_view(axis.text(static_cast<std::int64_t>(result.complete.first + t)))),
          observed ? TableCell::of(result.complete.values[t]) : TableCell::empty(), TableCell::of(parts.trend[t]),
          TableCell::of(seasonal)};
      for (const int period : periods) {
        const auto found = std::ranges::find(parts.periods, period);
        row.push_back(found == parts.periods.end()
                          ? TableCell::empty()
                          : TableCell::of(parts.seasonal[static_cast<std::size_t>(found - parts.periods.begin())][t]));
      }
      row.push_back(observed ? TableCell::of(parts.remainder[t]) : TableCell::empty());
      table.rows.push_back(std::move(row));
    }
  }

  SeriesSource source_;
  ResultOutput output_;
  std::string period_ = "auto", seasonal_window_, trend_window_;
  bool robust_ = false, summary_ = false;
};

}  // namespace

std::unique_ptr<Command> make_analyze_decomposition() { return std::make_unique<AnalyzeDecomposition>(); }

}  // namespace klytics::app
