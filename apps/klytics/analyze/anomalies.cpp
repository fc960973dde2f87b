#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "analytics/forecast/calendar/holidays.h"
#include "analytics/series/anomalies.h"
#include "analytics/series/known_days.h"
#include "analyze/analyze_command.h"
#include "analyze/source.h"
#include "core/error.h"
#include "result_output.h"

namespace klytics::app {
namespace {

using presentation::ResultTable;
using presentation::TableCell;
using series::Anomaly;
using series::AnomalyMethod;
using series::AnomalyOptions;

AnomalyMethod parse_method(const std::string& text) {
  if (text == "stl") return AnomalyMethod::kStl;
  if (text == "esd") return AnomalyMethod::kEsd;
  if (text == "rolling") return AnomalyMethod::kRolling;
  throw Error(ErrorKind::kUsage, "unknown method: " + text, "stl, esd or rolling");
}

series::Direction parse_direction(const std::string& text) {
  if (text == "both") return series::Direction::kBoth;
  if (text == "up") return series::Direction::kUp;
  if (text == "down") return series::Direction::kDown;
  throw Error(ErrorKind::kUsage, "unknown direction: " + text, "both, up or down");
}

class AnalyzeAnomalies : public Command {
 public:
  void add_options(CLI::App& app) override {
    source_.add_options(app);
    app.add_option("--method", method_, "stl, esd or rolling")->type_name("METHOD")->capture_default_str();
    app.add_option("--period", period_, "Observations a season: auto, none, or one or more such as 7,365")
        ->type_name("LIST")
        ->capture_default_str();
    app.add_option("--direction", direction_, "both, up or down")->type_name("DIRECTION")->capture_default_str();
    app.add_option("--threshold", options_.threshold, "Robust standard deviations from the usual: for stl and rolling")
        ->type_name("NUMBER")
        ->capture_default_str();
    app.add_option("--window", window_, "Values before that rolling compares with")
        ->type_name("N")
        ->capture_default_str();
    app.add_option("--alpha", options_.alpha, "Level of significance of esd")
        ->type_name("SHARE")
        ->capture_default_str();
    app.add_option("--most", options_.most, "Share of the values that esd may take for anomalies")
        ->type_name("SHARE")
        ->capture_default_str();
    app.add_option("--holidays", countries_,
                   "Know the public holidays of this country (DE, GB, US, ...); may be repeated")
        ->type_name("COUNTRY")
        ->allow_extra_args(false);
    output_.add_options(app);
  }

  void validate() const override {
    source_.validate("anomalies");
    output_.parsed();
    parsed();
    const auto known = forecast::holiday_countries();
    for (const std::string& country : countries_)
      if (std::ranges::find(known, country) == known.end())
        throw Error(ErrorKind::kUsage, "no holidays are known of " + country,
                    fmt::format("there are {}", fmt::join(known, ", ")));
    if (!(options_.threshold > 0)) throw Error(ErrorKind::kUsage, "--threshold must be above 0");
    if (!(options_.alpha > 0 && options_.alpha < 1)) throw Error(ErrorKind::kUsage, "--alpha must be between 0 and 1");
    if (!(options_.most > 0 && options_.most < kHalf))
      throw Error(ErrorKind::kUsage, "--most must be between 0 and 0.5",
                  "what more than half of the values do is usual");
    if (window_ < kShortestWindow)
      throw Error(ErrorKind::kUsage, fmt::format("--window: fewer than {} values have no usual", kShortestWindow));
  }

  int run(Context& context) override {
    ResultTable table{{"series", "time", "value", "expected", "score", "kind", "holiday", "message"}, {}};
    const int status = analyze_each(context, source_, [&](const series::TimeSeries& one) {
      AnomalyOptions options = parsed();
      options.known = series::known_days(one.axis, one.values.size(), countries_);
      const series::Anomalies result = series::find_anomalies(one, options);
      if (result.complete.filled > 0)
        context.log.info(fmt::format("{}: filled {} gap{}", one.name, result.complete.filled,
                                     result.complete.filled == 1 ? "" : "s"));
      for (const Anomaly& anomaly : result.found) add_row(table, one, result.periods, anomaly);
      context.log.info(
          fmt::format("{}: {} of {} values are unusual", one.name, result.found.size(), result.complete.values.size()));
    });
    output_.print(context.out, table);
    return status;
  }

 private:
  static constexpr double kHalf = 0.5;
  static constexpr int kShortestWindow = 5;

  AnomalyOptions parsed() const {
    AnomalyOptions options = options_;
    options.method = parse_method(method_);
    options.direction = parse_direction(direction_);
    options.seasons = series::parse_seasons("--period", period_);
    options.window = static_cast<std::size_t>(window_);
    return options;
  }

  static void add_row(ResultTable& table, const series::TimeSeries& one, const std::vector<int>& periods,
                      const Anomaly& anomaly) {
    table.rows.push_back(
        {TableCell::of(std::string_view(one.name)), TableCell::of(std::string_view(one.time(anomaly.position))),
         TableCell::of(anomaly.value), TableCell::of(anomaly.expected), TableCell::of(anomaly.score),
         TableCell::of(to_string(anomaly.kind)),
         anomaly.holiday.empty() ? TableCell::empty() : TableCell::of(std::string_view(anomaly.holiday)),
         TableCell::of(std::string_view(series::anomaly_text(one, periods, anomaly)))});
  }

  SeriesSource source_;
  ResultOutput output_;
  AnomalyOptions options_;
  int window_ = 28;
  std::string method_ = "stl", period_ = "auto", direction_ = "both";
  std::vector<std::string> countries_;
};

}  // namespace

std::unique_ptr<Command> make_analyze_anomalies() { return std::make_unique<AnalyzeAnomalies>(); }

}  // namespace klytics::app
