#include "forecast/record.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "analytics/forecast/intervals/horizon_total.h"
#include "core/error.h"
#include "core/sha256.h"

namespace klytics::app {
namespace {

using forecast::Interval;
using forecast::SeriesForecast;
using nlohmann::ordered_json;

std::string end_name(double level, bool upper) {
  return fmt::format("{}_{}", upper ? "hi" : "lo", std::lround(100 * level));
}

ordered_json number(double value) { return std::isfinite(value) ? ordered_json(value) : ordered_json(nullptr); }

/// Of everything that the fit saw: times, values, and what was known beside them.
std::string fingerprint_of(const ForecastJob& job) {
  const forecast::TimeAxis& axis = job.series.axis;
  std::string text = fmt::format("{} {} {}\n", axis.first, axis.step, axis.months);
  for (const double value : job.series.values) fmt::format_to(std::back_inserter(text), "{:a} ", value);
  for (const forecast::KnownColumn& column : job.series.columns) {
    text += "\n" + column.name + "\n";
    for (const double value : column.values) fmt::format_to(std::back_inserter(text), "{:a} ", value);
  }
  return sha256_hex(text);
}

/// Mean absolute percentage error over actual values that are not zero, and the share of their variance explained.
struct Explained {
  double mape = std::nan(""), r2 = std::nan("");
};

Explained explained(const forecast::RollingEvaluation& evaluation, const std::vector<double>& values) {
  double percentages = 0, squares = 0, sum = 0, sum_of_squares = 0;
  int count = 0, not_zero = 0;
  for (std::size_t row = 0; row < evaluation.origins.size(); ++row)
    for (Eigen::Index step = 0; step < evaluation.errors.cols(); ++step) {
      const double error = evaluation.errors(static_cast<Eigen::Index>(row), step);
      if (!std::isfinite(error)) continue;
      const double actual = values[static_cast<std::size_t>(evaluation.origins[row] + step)];
      squares += error * error, sum += actual, sum_of_squares += actual * actual, ++count;
      if (actual != 0) percentages += std::abs(error / actual), ++not_zero;
    }
  Explained result;
  if (not_zero > 0) result.mape = percentages / not_zero;
  const double variance = count > 0 ? sum_of_squares - sum * sum / count : 0;
  if (variance > 0) result.r2 = 1 - squares / variance;
  if (count > 0 && !(variance > 0)) result.r2 = squares > 0 ? 0 : 1;  // of a constant: all or nothing
  return result;
}

std::string measures_json(const ForecastJob& job, const ForecastOutcome& outcome) {
  const forecast::RollingEvaluation& earlier = *outcome.earlier;
  if (earlier.all.count == 0) return "{}";
  const Explained fit = explained(earlier, job.series.values);
  ordered_json measures = {{"origins", earlier.origins.size()},
                           {"forecasts", earlier.all.count},
                           {"mae", number(earlier.all.mae)},
                           {"rmse", number(earlier.all.rmse)},
                           {"smape", number(earlier.all.smape)},
                           {"mase", number(earlier.all.mase)},
                           {"rmsse", number(earlier.all.rmsse)},
                           {"bias", number(earlier.all.bias)},
                           {"mape", number(fit.mape)},
                           {"r2", number(fit.r2)},
                           {"relative_mae", number(earlier.all.mae / outcome.naive->all.mae)},
                           {"step_correlation", number(*outcome.step_correlation)}};
  for (std::size_t i = 0; i < outcome.forecast.intervals.size() && i < earlier.all.coverage.size(); ++i)
    measures[fmt::format("coverage_{}", std::lround(100 * outcome.forecast.intervals[i].level))] =
        number(earlier.all.coverage[i]);
  ordered_json by_step = ordered_json::array();
  for (const forecast::RollingMeasures& step : earlier.by_step)
    by_step.push_back(step.count > 0 ? number(step.mae) : ordered_json(nullptr));
  measures["mae_by_step"] = std::move(by_step);
  return measures.dump();
}

/// By name; those of a member of a combination, and the effects of known columns, in an object of its name.
ordered_json fitted_json(const forecast::FittedParameters& parameters) {
  ordered_json fitted = ordered_json::object();
  for (const forecast::FittedParameter& parameter : parameters)
    (parameter.part.empty() ? fitted : fitted[parameter.part])[parameter.name] = number(parameter.value);
  return fitted;
}

double stored_number(const ordered_json& object, const std::string& name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_number() ? found->get<double>() : std::nan("");
}

}  // namespace

std::string forecast_settings(const ForecastOptions& options) {
  std::string text = options.model;
  const auto add = [&](std::string_view name, const std::string& value, std::string_view usual) {
    if (value != usual) text += fmt::format(", {} {}", name, value);
  };
  add("period", options.period, "auto");
  add("transform", options.transform, "none");
  add("holidays", options.holidays, "");
  add("events", options.events, "");
  add("columns", options.regressors, "");
  // A model that was chosen for more steps says something else of the first ones.
  const int steps = options.parsed_horizon();
  add("horizon", steps > options.usual_horizon() ? std::to_string(steps) : "", "");
  return text;
}

void cut_forecast(SeriesForecast& forecast, std::size_t steps, std::size_t levels) {
  forecast::keep_steps(forecast, steps);
  forecast.intervals.resize(std::min(levels, forecast.intervals.size()));
}

ForecastRecord::ForecastRecord(storage::Connection& connection, const Account& account, const ForecastOptions& options)
    : registry_(connection, account.id), account_(account), options_(options) {}

bool ForecastRecord::reuse(const ForecastJob& job, const forecast::ForecastPlan& plan, ForecastOutcome& outcome) {
  const auto found = registry_.find_fit({job.series.name, options_.interval}, forecast_settings(options_),
                                        fingerprint_of(job), KLYTICS_VERSION, plan.horizon);
  if (!found) return false;
  const auto predictions = registry_.predictions(found->model_id);
  // What surrounds the forecast (the history without gaps, the period) costs next to nothing to find again.
  forecast::ForecastPlan plain = plan;
  plain.model = forecast::find_model("naive");
  plain.transformation = forecast::Transformation::kNone;
  SeriesForecast forecast = forecast::forecast_series(job.series, plain);
  for (std::size_t step = 0; step < forecast.mean.size(); ++step) {
    const auto quantiles = ordered_json::parse(predictions[step].quantiles);
    forecast.mean[step] = predictions[step].mean;
    for (Interval& interval : forecast.intervals) {
      interval.lower[step] = stored_number(quantiles, end_name(interval.level, false));
      interval.upper[step] = stored_number(quantiles, end_name(interval.level, true));
      if (!std::isfinite(interval.lower[step]) || !std::isfinite(interval.upper[step])) return false;  // another level
    }
  }
  const auto parameters = ordered_json::parse(found->parameters), measures = ordered_json::parse(found->measures);
  forecast.model = found->kind;
  forecast.notes = parameters.value("notes", std::vector<std::string>());
  outcome.forecast = std::move(forecast);
  outcome.rmse = stored_number(measures, "rmse");
  if (const double correlation = stored_number(measures, "step_correlation"); std::isfinite(correlation))
    outcome.step_correlation = correlation;
  outcome.version = found->version;
  outcome.stage = found->stage;
  outcome.reused = true;
  return true;
}

void ForecastRecord::keep(const ForecastJob& job, ForecastOutcome& outcome, Instant now) {
  const SeriesForecast& forecast = outcome.forecast;
  const ordered_json parameters = {{"model", options_.model},
                                   {"period", forecast.period},
                                   {"horizon", forecast.mean.size()},
                                   {"observations", forecast.history.size()},
                                   {"fitted", fitted_json(forecast.parameters)},
                                   {"notes", forecast.notes}};
  storage::NewForecast fit{forecast.model,
                           parameters.dump(),
                           measures_json(job, outcome),
                           forecast_settings(options_),
                           fingerprint_of(job),
                           KLYTICS_VERSION,
                           start_of(job, forecast.first),
                           start_of(job, job.series.size()),
                           now,
                           predictions_json(job, forecast)};
  const storage::ForecastVersion added = registry_.add({job.series.name, options_.interval}, fit);
  outcome.version = added.version;
  outcome.stage = added.stage;
}

Instant ForecastRecord::start_of(const ForecastJob& job, std::int64_t position) const {
  const forecast::TimePoint time = forecast::parse_time(job.series.axis.text(position)).value();
  if (time.kind == forecast::TimeKind::kInstant) return Instant(std::chrono::seconds(time.ticks));
  return TimeZone(account_.timezone).start_of(Date(std::chrono::days(time.ticks)));
}

std::string ForecastRecord::predictions_json(const ForecastJob& job, const SeriesForecast& forecast) const {
  ordered_json predictions = ordered_json::array();
  for (std::size_t step = 0; step < forecast.mean.size(); ++step) {
    ordered_json quantiles;
    for (const Interval& interval : forecast.intervals) {
      quantiles[end_name(interval.level, false)] = interval.lower[step];
      quantiles[end_name(interval.level, true)] = interval.upper[step];
    }
    predictions.push_back({{"step", step + 1},
                           {"time", to_string(start_of(job, job.series.size() + static_cast<std::int64_t>(step)))},
                           {"mean", forecast.mean[step]},
                           {"quantiles", std::move(quantiles)}});
  }
  return predictions.dump();
}

}  // namespace klytics::app
