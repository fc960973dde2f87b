#include "forecast/work.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analytics/forecast/calendar/known_events.h"
#include "analytics/forecast/evaluation/backtest.h"
#include "analytics/forecast/intervals/horizon_total.h"
#include "core/error.h"

namespace klytics::app {
namespace {

using forecast::ForecastPlan;
using forecast::RollingEvaluation;

/// Origins a horizon apart where the series has room for as many, else closer together.
RollingEvaluation evaluate(const ForecastJob& job, const ForecastPlan& plan, int origins) {
  const int room = job.series.size() - plan.horizon - forecast::fewest_before_origin(job.series, plan);
  const int stride = std::clamp(origins > 1 ? room / (origins - 1) : 1, 1, plan.horizon);
  return forecast::backtest(job.series, plan, origins, stride);
}

}  // namespace

void ForecastWork::complete(ForecastJob& job) const {
  if (!job.error.empty() || (known_.empty() && job.series.columns.empty())) return;
  try {
    known_.add_to(job, options_.plan(*options_.parsed_models().front()));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kBadData) throw;
    job.error = error.what();
  }
}

ForecastPlan ForecastWork::plan(bool recorded) const {
  ForecastPlan plan = options_.plan(*options_.parsed_models().front());
  plan.horizon = std::max(plan.horizon, plan.fitted_horizon);
  if (!recorded) return plan;
  for (const double level : {0.80, 0.95})
    if (std::ranges::find(plan.levels, level) == plan.levels.end()) plan.levels.push_back(level);
  return plan;
}

ForecastOutcome ForecastWork::run(const ForecastJob& job, bool recorded) const {
  ForecastOutcome outcome;
  outcome.error = job.error;
  if (!outcome.error.empty()) return outcome;
  try {
    if (options_.backtest)
      judge(job, outcome);
    else
      forecast(job, recorded, outcome);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kUsage)
      outcome.defect = std::current_exception();  // wrong for every series
    else
      outcome.error = error.hint().empty() ? error.what() : fmt::format("{}: {}", error.what(), error.hint());
  } catch (...) {
    outcome.defect = std::current_exception();
  }
  return outcome;
}

void ForecastWork::forecast(const ForecastJob& job, bool recorded, ForecastOutcome& outcome) const {
  refuse_late_goal(job);
  const ForecastPlan chosen = plan(recorded);
  outcome.forecast = forecast::forecast_series(job.series, chosen);
  if (recorded || options_.total || !options_.goal.empty()) measure(job, recorded, outcome);
  if (recorded) {
    ForecastPlan naive = chosen;
    naive.model = forecast::find_model("snaive");
    naive.transformation = forecast::Transformation::kNone;
    outcome.naive = evaluate(job, naive, options_.parsed_origins());
  }
  if (!job.what_if) return;
  forecast::ObservedSeries other = job.series;
  other.columns = *job.what_if;
  outcome.what_if = forecast::forecast_series(other, chosen);
}

void ForecastWork::refuse_late_goal(const ForecastJob& job) const {
  const auto from = options_.parsed_goal_from();
  if (!from) return;
  const int steps = job.series.size() + options_.parsed_horizon();
  const auto days = forecast::step_days(job.series.axis, steps, job.series.zone);
  if (from->time_since_epoch().count() >= days.back())
    throw Error(ErrorKind::kBadData, fmt::format("the goal counts from {} on, but the forecast ends with {}",
                                                 to_string(*from), job.series.axis.text(steps - 1)));
}

void ForecastWork::measure(const ForecastJob& job, bool recorded, ForecastOutcome& outcome) const {
  outcome.earlier = evaluate(job, plan(recorded), options_.parsed_origins());
  outcome.step_correlation = forecast::step_correlation(outcome.earlier->errors);
  outcome.rmse = outcome.earlier->all.count > 0 ? outcome.earlier->all.rmse : std::nan("");
}

void ForecastWork::judge(const ForecastJob& job, ForecastOutcome& outcome) const {
  std::vector<const forecast::Model*> models = options_.parsed_models();
  const forecast::Model* const naive = forecast::find_model("snaive");
  std::erase(models, naive);
  models.insert(models.begin(), naive);
  for (const forecast::Model* model : models) {
    ForecastPlan plan = options_.plan(*model);
    if (model == naive) plan.transformation = forecast::Transformation::kNone;
    outcome.backtests.push_back({std::string(model->name), {}});
    outcome.backtests.back().evaluation = evaluate(job, plan, options_.parsed_origins());
    if (outcome.backtests.back().evaluation.all.count == 0)
      throw Error(ErrorKind::kBadData,
                  fmt::format("{} observations are too few to judge {} steps at an earlier time", job.series.size(),
                              plan.horizon),
                  "a shorter --horizon needs fewer");
  }
  // Notes of the series as it is today belong to the result too.
  outcome.forecast.notes = forecast::forecast_series(job.series, options_.plan(*naive)).notes;
}

}  // namespace klytics::app
