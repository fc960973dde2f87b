#include "forecast/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/error.h"
#include "core/nearest_match.h"
#include "terminal.h"

namespace klytics::app {
namespace {

constexpr int kLongestHorizon = 10'000;
constexpr int kLongestPeriod = 10'000;
constexpr int kMostOrigins = 1'000;

/// A whole number above 0 and at most `most`. Throws Error(kUsage) naming the option.
int parse_count(std::string_view option, std::string_view text, int most) {
  int value = 0;
  const char* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  if (parsed.ec != std::errc{} || parsed.ptr != end || value < 1 || value > most)
    throw Error(ErrorKind::kUsage, fmt::format("{}: not a whole number from 1 to {}: {}", option, most, text));
  return value;
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    parts.emplace_back(text.substr(from, comma - from));
    from = comma + 1;
  }
  return parts;
}

std::string model_names() {
  std::string names;
  for (const auto& model : forecast::models()) names.append(names.empty() ? "" : ", ").append(model.name);
  return names;
}

const forecast::Model& parse_model(const std::string& text) {
  if (const forecast::Model* model = forecast::find_model(text)) return *model;
  std::vector<std::string> names;
  for (const auto& model : forecast::models()) names.emplace_back(model.name);
  const std::string nearest = nearest_match(text, names);
  throw Error(ErrorKind::kUsage, "unknown model: " + text,
              nearest.empty() ? "the models are " + model_names() : "did you mean " + nearest);
}

forecast::Transformation parse_transformation(const std::string& text) {
  if (text == "none") return forecast::Transformation::kNone;
  if (text == "log") return forecast::Transformation::kLogarithm;
  if (text == "box-cox") return forecast::Transformation::kBoxCox;
  if (text == "auto") return forecast::Transformation::kAutomatic;
  throw Error(ErrorKind::kUsage, "unknown transformation: " + text, "there are none, log, box-cox and auto");
}

void refuse(bool wrong, std::string_view message, std::string_view hint = {}) {
  if (wrong) throw Error(ErrorKind::kUsage, std::string(message), std::string(hint));
}

}  // namespace

void ForecastOptions::add_options(CLI::App& app) {
  app.add_option("metrics", metrics,
                 "Metrics of the database: revenue, orders_email, a name or id of Klaviyo's, your own")
      ->type_name("METRIC");
  app.add_option("--metric", named_metrics, "A metric whose name is also a verb; may be repeated")
      ->type_name("METRIC")
      ->allow_extra_args(false);
  app.add_flag("--all", all,
               "Every metric of the dashboard: revenue, orders, customers, subscribers and all of Klaviyo's");
  app.add_option("--interval", interval, "hour, day, week or month")->type_name("INTERVAL")->capture_default_str();
  app.add_option("--split", split, "Also the parts of each metric, adding up to it: channel or source")
      ->type_name("BY");
  app.add_option("--reconcile", reconcile, "How parts are made to add up: mint, wls, ols, bottom-up or none")
      ->type_name("METHOD")
      ->capture_default_str();
  file.add_options(app);

  app.add_option("--horizon", horizon, "Steps to forecast (default: 12; 24 hours, 30 days, 13 weeks of a metric)")
      ->type_name("N");
  app.add_option("--period", period, "Observations a season, of several 24,168; or auto")
      ->type_name("LIST")
      ->capture_default_str();
  app.add_option("--level", levels, "Levels of the intervals in percent")->type_name("LIST")->capture_default_str();
  app.add_option("--model", model, "The model: " + model_names())->type_name("NAME")->capture_default_str();
  app.add_option("--transform", transform, "none, log, box-cox, or auto: the logarithm where it errs less")
      ->type_name("NAME")
      ->capture_default_str();
  app.add_option("--columns", regressors, "Known regressors: columns of the file, or metrics of the database")
      ->type_name("LIST");
  app.add_option("--holidays", holidays, "Public holidays of a country (DE), or a file of date,name,lower,upper")
      ->type_name("COUNTRY|FILE");
  app.add_option("--events", events, "Days that matter, past and future: a file of date,name,lower,upper")
      ->type_name("FILE");
  app.add_option("--what-if", what_if, "Other future events and regressors: both forecasts and the difference")
      ->type_name("FILE");
  app.add_flag("--no-record", no_record, "Neither use nor keep fits in the model registry");

  app.add_flag("--history", history, "Show the observations before the forecast, as steps 0, -1, ...");
  app.add_flag("--components", components, "Show what the forecast consists of");
  app.add_flag("--total", total, "Show the sum over the horizon, with its own interval");
  app.add_option("--goal", goal, "Show how the sum stands against a goal")->type_name("N");
  app.add_option("--goal-from", goal_from, "Count what was observed from this day on towards the goal")
      ->type_name("DATE");
  app.add_flag("--backtest", backtest, "Show how models would have done at earlier times; --model takes a list");
  app.add_option("--origins", origins, "How many earlier times at most")->type_name("N")->capture_default_str();
  app.add_flag("--notes", notes, "A last column with what was found and done");
  app.add_option("--format", format, "table, csv, json or ndjson (default: table on a terminal, else csv)")
      ->type_name("FORMAT");
}

void ForecastOptions::validate() const {
  refuse(!from_file() && !names_metrics(), "klytics forecast needs a METRIC or --input FILE",
         "klytics forecast revenue");
  refuse(all && !all_metrics().empty(), "--all names every metric already");
  refuse(from_file() && names_metrics(), "metrics are of the database: they cannot be used with --input");
  refuse(from_file() && interval != "day", "--interval is of metrics: a file has the interval of its times");
  refuse(from_file() && !split.empty(), "--split is of metrics: it cannot be used with --input");
  refuse(!split.empty() && split != "channel" && split != "source", "unknown split: " + split,
         "there are channel and source");
  file.validate();
  refuse(!goal_from.empty() && goal.empty(), "--goal-from needs --goal");
  const int views = int{components} + int{total || !goal.empty()} + int{backtest} + int{!what_if.empty()};
  refuse(views > 1, "--components, --total or --goal, --backtest and --what-if exclude each other");
  refuse(history && views > 0, "--history goes with the plain forecast only");
  refuse(reconcile != "mint" && from_file(), "--reconcile is of metrics: it cannot be used with --input");
  parsed_reconciliation();
  parsed_interval();
  parsed_horizon();
  parsed_levels();
  parsed_models();
  parse_transformation(transform);
  parsed_periods();
  for (const std::string& name : parsed_regressors()) {
    refuse(name.empty(), "--columns: a name is empty: " + regressors);
    refuse(from_file() && name == file.columns.value, fmt::format("--columns: {} cannot explain itself", name));
  }
  parsed_origins();
  parsed_goal();
  parsed_goal_from();
  parsed_format();
}

std::vector<std::string> ForecastOptions::all_metrics() const {
  std::vector<std::string> names = metrics;
  names.insert(names.end(), named_metrics.begin(), named_metrics.end());
  return names;
}

MetricInterval ForecastOptions::parsed_interval() const {
  if (const auto parsed = parse_interval(interval)) return *parsed;
  throw Error(ErrorKind::kUsage, "unknown interval: " + interval, "there are hour, day, week and month");
}

int ForecastOptions::parsed_horizon() const {
  return horizon.empty() ? usual_horizon() : parse_count("--horizon", horizon, kLongestHorizon);
}

int ForecastOptions::usual_horizon() const {
  if (from_file()) return 12;
  switch (parsed_interval()) {
    case MetricInterval::kHour:
      return 24;
    case MetricInterval::kDay:
      return 30;
    case MetricInterval::kWeek:
      return 13;
    case MetricInterval::kMonth:
      break;
  }
  return 12;
}

std::vector<int> ForecastOptions::parsed_levels() const {
  std::vector<int> parsed;
  for (const std::string& text : split_list(levels)) {
    parsed.push_back(parse_count("--level", text, 99));
    refuse(std::ranges::count(parsed, parsed.back()) > 1, "--level: a level stands twice: " + levels);
  }
  return parsed;
}

std::vector<const forecast::Model*> ForecastOptions::parsed_models() const {
  refuse(!backtest && model.find(',') != std::string::npos, "--model: several models are compared by --backtest");
  if (!backtest) return {&parse_model(model)};
  std::vector<const forecast::Model*> parsed;
  for (const std::string& text : split_list(model)) {
    parsed.push_back(&parse_model(text));
    refuse(std::ranges::count(parsed, parsed.back()) > 1, "--model: a model stands twice: " + model);
  }
  return parsed;
}

std::vector<std::string> ForecastOptions::parsed_regressors() const {
  if (regressors.empty()) return {};
  return split_list(regressors);
}

std::optional<forecast::Reconciliation> ForecastOptions::parsed_reconciliation() const {
  using forecast::Reconciliation;
  if (reconcile == "mint") return Reconciliation::kMinTraceShrink;
  if (reconcile == "wls") return Reconciliation::kWls;
  if (reconcile == "ols") return Reconciliation::kOls;
  if (reconcile == "bottom-up") return Reconciliation::kBottomUp;
  refuse(reconcile != "none", "unknown reconciliation: " + reconcile, "there are mint, wls, ols, bottom-up and none");
  return std::nullopt;
}

std::vector<int> ForecastOptions::parsed_periods() const {
  std::vector<int> parsed;
  if (period == "auto") return parsed;
  for (const std::string& text : split_list(period)) parsed.push_back(parse_count("--period", text, kLongestPeriod));
  std::ranges::sort(parsed);
  refuse(std::ranges::adjacent_find(parsed) != parsed.end(), "--period: a season stands twice: " + period);
  return parsed;
}

int ForecastOptions::parsed_origins() const { return parse_count("--origins", origins, kMostOrigins); }

std::optional<double> ForecastOptions::parsed_goal() const {
  if (goal.empty()) return std::nullopt;
  double value = 0;
  const char* const end = goal.data() + goal.size();
  const auto parsed = std::from_chars(goal.data(), end, value);
  refuse(parsed.ec != std::errc{} || parsed.ptr != end || !std::isfinite(value) || value <= 0,
         "--goal: not a number above 0: " + goal);
  return value;
}

std::optional<Date> ForecastOptions::parsed_goal_from() const {
  if (goal_from.empty()) return std::nullopt;
  const auto parsed = parse_date(goal_from);
  refuse(!parsed, "--goal-from: not a date: " + goal_from, "dates are written 2026-01-31");
  return parsed;
}

forecast::ForecastPlan ForecastOptions::plan(const forecast::Model& chosen) const {
  forecast::ForecastPlan plan;
  plan.model = &chosen;
  plan.horizon = parsed_horizon();
  if (!from_file()) plan.fitted_horizon = usual_horizon();
  if (const std::vector<int> periods = parsed_periods(); !periods.empty()) {
    plan.period = periods.front();
    plan.longer_periods.assign(periods.begin() + 1, periods.end());
  }
  plan.levels.clear();
  for (const int level : parsed_levels()) plan.levels.push_back(level / 100.0);
  plan.transformation = parse_transformation(transform);
  plan.components = components;
  return plan;
}

presentation::Format ForecastOptions::parsed_format() const {
  if (!format.empty()) return presentation::parse_format(format);
  return terminal_of_stdout().is_there ? presentation::Format::kTable : presentation::Format::kCsv;
}

}  // namespace klytics::app
