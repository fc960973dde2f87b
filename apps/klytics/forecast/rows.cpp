#include "forecast/rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <ranges>
#include <utility>

#include "analytics/forecast/calendar/known_events.h"
#include "analytics/forecast/intervals/horizon_total.h"

namespace klytics::app {
namespace {

using forecast::Interval;
using forecast::RollingMeasures;
using forecast::SeriesForecast;
using presentation::ResultTable;
using presentation::TableCell;

/// A measure is NaN where it has no meaning.
TableCell measure(double value) { return std::isfinite(value) ? TableCell::of(value) : TableCell::empty(); }

std::string time_of(const ForecastJob& job, std::int64_t position) { return job.series.axis.text(position); }

/// "2.5" for the lower end of a 95 % interval.
std::string quantile_name(int level, bool upper) {
  return fmt::format("{}", upper ? 50 + level / 2.0 : 50 - level / 2.0);
}

void add_ends(const std::vector<int>& levels, std::string_view prefix, std::vector<std::string>& names) {
  for (const int level : levels) {
    names.push_back(fmt::format("{}lo_{}", prefix, level));
    names.push_back(fmt::format("{}hi_{}", prefix, level));
  }
}

/// Of backtests: whether the effort is worth it. Empty without any beside that of the naive forecast.
std::string verdict(const ForecastOutcome& outcome) {
  std::vector<forecast::RollingEvaluation> others;
  const ModelBacktest* best = nullptr;
  for (const ModelBacktest& backtest : outcome.backtests | std::views::drop(1)) {
    others.push_back(backtest.evaluation);
    if (best == nullptr || backtest.evaluation.all.mae < best->evaluation.all.mae) best = &backtest;
  }
  if (best == nullptr) return "";
  const forecast::RollingEvaluation& naive = outcome.backtests.front().evaluation;
  if (forecast::nothing_beats(naive, others)) return "nothing beats the seasonal naive forecast";
  return fmt::format("{} errs {:.0f} % less than the seasonal naive forecast", best->model,
                     100 * (1 - best->evaluation.all.mae / naive.all.mae));
}

/// Where the sum begins, and what of it was observed already.
struct GoalSpan {
  std::int64_t first = 0;
  double observed = 0;
};

GoalSpan goal_span(const ForecastJob& job, const std::optional<Date>& from, std::int64_t steps) {
  GoalSpan span{job.series.size(), 0};
  if (!from) return span;
  const auto days = forecast::step_days(job.series.axis, job.series.size() + static_cast<int>(steps), job.series.zone);
  const auto begins_before = [&](std::int64_t step) {
    return days[static_cast<std::size_t>(step)] < from->time_since_epoch().count();
  };
  for (; span.first > 0 && !begins_before(span.first - 1); --span.first) {
    const double value = job.series.values[static_cast<std::size_t>(span.first - 1)];
    if (std::isfinite(value)) span.observed += value;
  }
  while (span.first < job.series.size() + steps - 1 && begins_before(span.first)) ++span.first;
  return span;
}

/// Without the first `steps`.
SeriesForecast later(SeriesForecast forecast, std::int64_t steps) {
  const auto drop = [&](std::vector<double>& values) { values.erase(values.begin(), values.begin() + steps); };
  drop(forecast.mean);
  for (Interval& interval : forecast.intervals) drop(interval.lower), drop(interval.upper);
  return forecast;
}

}  // namespace

std::vector<std::string> all_notes(const ForecastJob& job, const ForecastOutcome& outcome) {
  std::vector<std::string> notes = job.notes;
  if (std::string said = verdict(outcome); !said.empty()) notes.push_back(std::move(said));
  notes.insert(notes.end(), outcome.forecast.notes.begin(), outcome.forecast.notes.end());
  if (outcome.what_if)
    for (const std::string& note : outcome.what_if->notes)
      if (std::ranges::find(notes, note) == notes.end()) notes.push_back(note);
  return notes;
}

ForecastView::ForecastView(const ForecastOptions& options) : options_(options), levels_(options.parsed_levels()) {}

std::vector<std::string> ForecastView::columns() const {
  std::vector<std::string> names;
  if (options_.backtest) {
    names = {"series", "model", "step", "forecasts", "mae", "rmse", "smape", "mase", "rmsse", "bias", "relative_mae"};
    for (const int level : levels_) names.push_back(fmt::format("coverage_{}", level));
    for (const int level : levels_)
      for (const bool upper : {false, true}) names.push_back("pinball_" + quantile_name(level, upper));
  } else if (options_.components) {
    names = {"series", "step", "time", "component", "effect", "value"};
  } else if (options_.total || !options_.goal.empty()) {
    names = {"series", "first", "last", "steps", "mean"};
    add_ends(levels_, "", names);
    if (!options_.goal.empty())
      for (const char* name : {"observed", "goal", "pace", "probability", "needed_per_step", "expected_per_step"})
        names.emplace_back(name);
    names.emplace_back("model");
  } else {
    names = {"series", "step", "time", "mean"};
    add_ends(levels_, "", names);
    if (!options_.what_if.empty()) {
      names.emplace_back("what_if");
      add_ends(levels_, "what_if_", names);
      names.emplace_back("difference");
    }
    names.emplace_back("model");
  }
  if (options_.notes) names.emplace_back("notes");
  return names;
}

void ForecastView::add_rows(const ForecastJob& job, const ForecastOutcome& outcome, ResultTable& table) const {
  if (options_.backtest) return add_backtests(job, outcome, table);
  if (options_.components) return add_components(job, outcome, table);
  if (options_.total || !options_.goal.empty()) return add_total(job, outcome, table);
  if (options_.history) add_history(job, outcome, table);
  add_steps(job, outcome, table);
}

void ForecastView::add_notes(const ForecastJob& job, const ForecastOutcome& outcome, Row& row) const {
  if (options_.notes) row.push_back(TableCell::of(fmt::format("{}", fmt::join(all_notes(job, outcome), "; "))));
}

void ForecastView::add_history(const ForecastJob& job, const ForecastOutcome& outcome, ResultTable& table) const {
  const SeriesForecast& forecast = outcome.forecast;
  const auto size = std::ssize(forecast.history);
  for (std::ptrdiff_t t = 0; t < size; ++t) {
    const std::int64_t position = forecast.first + t;
    const double value = job.series.values[static_cast<std::size_t>(position)];
    const bool observed = std::isfinite(value);
    Row row{TableCell::of(std::string_view(job.series.name)), TableCell::of(std::int64_t{t - size + 1}),
            TableCell::of(std::string_view(time_of(job, position))),
            TableCell::of(observed ? value : forecast.history[static_cast<std::size_t>(t)])};
    row.resize(row.size() + 2 * levels_.size());
    row.push_back(TableCell::of(observed ? "observed" : "filled"));
    add_notes(job, outcome, row);
    table.rows.push_back(std::move(row));
  }
}

void ForecastView::add_steps(const ForecastJob& job, const ForecastOutcome& outcome, ResultTable& table) const {
  const SeriesForecast& forecast = outcome.forecast;
  const auto add_forecast = [](Row& row, const SeriesForecast& shown, std::size_t step) {
    row.push_back(TableCell::of(shown.mean[step]));
    for (const Interval& interval : shown.intervals) {
      row.push_back(TableCell::of(interval.lower[step]));
      row.push_back(TableCell::of(interval.upper[step]));
    }
  };
  for (std::size_t step = 0; step < forecast.mean.size(); ++step) {
    const auto number = static_cast<std::int64_t>(step);
    Row row{TableCell::of(std::string_view(job.series.name)), TableCell::of(number + 1),
            TableCell::of(std::string_view(time_of(job, job.series.size() + number)))};
    add_forecast(row, forecast, step);
    if (outcome.what_if) {
      add_forecast(row, *outcome.what_if, step);
      row.push_back(TableCell::of(outcome.what_if->mean[step] - forecast.mean[step]));
    }
    row.push_back(TableCell::of(std::string_view(forecast.model)));
    add_notes(job, outcome, row);
    table.rows.push_back(std::move(row));
  }
}

void ForecastView::add_total(const ForecastJob& job, const ForecastOutcome& outcome, ResultTable& table) const {
  const std::int64_t size = job.series.size(), end = size + std::ssize(outcome.forecast.mean);
  const auto [first, observed] = goal_span(job, options_.parsed_goal_from(), end - size);
  const SeriesForecast forecast = later(outcome.forecast, std::max<std::int64_t>(first - size, 0));
  const double correlation = outcome.step_correlation.value_or(forecast::step_correlation({}));
  const forecast::HorizonTotal total = forecast::horizon_total(forecast.mean, forecast.intervals, correlation);
  const auto steps = std::ssize(forecast.mean);
  const bool never_negative = std::ranges::min(forecast.history) >= 0;
  Row row{TableCell::of(std::string_view(job.series.name)), TableCell::of(std::string_view(time_of(job, first))),
          TableCell::of(std::string_view(time_of(job, end - 1))), TableCell::of(std::int64_t{end - first}),
          TableCell::of(observed + total.mean)};
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    const double lower = never_negative ? std::fmax(total.lower[i], 0.0) : total.lower[i];
    row.push_back(TableCell::of(observed + lower));
    row.push_back(TableCell::of(observed + total.upper[i]));
  }
  if (const auto goal = options_.parsed_goal()) {
    row.push_back(TableCell::of(observed));
    row.push_back(TableCell::of(*goal));
    row.push_back(TableCell::of(100 * (observed + total.mean) / *goal));
    row.push_back(TableCell::of(forecast::probability_of(total, forecast.intervals, *goal - observed)));
    row.push_back(TableCell::of(std::fmax(*goal - observed, 0.0) / static_cast<double>(steps)));
    row.push_back(TableCell::of(total.mean / static_cast<double>(steps)));
  }
  row.push_back(TableCell::of(std::string_view(forecast.model)));
  add_notes(job, outcome, row);
  table.rows.push_back(std::move(row));
}

void ForecastView::add_components(const ForecastJob& job, const ForecastOutcome& outcome, ResultTable& table) const {
  const SeriesForecast& forecast = outcome.forecast;
  for (std::size_t step = 0; step < forecast.mean.size(); ++step) {
    const auto number = static_cast<std::int64_t>(step);
    const auto add = [&](std::string_view component, std::string_view effect, double value) {
      Row row{TableCell::of(std::string_view(job.series.name)),
              TableCell::of(number + 1),
              TableCell::of(std::string_view(time_of(job, job.series.size() + number))),
              TableCell::of(component),
              TableCell::of(effect),
              TableCell::of(value)};
      add_notes(job, outcome, row);
      table.rows.push_back(std::move(row));
    };
    add("mean", "", forecast.mean[step]);
    for (const forecast::ForecastComponent& component : forecast.components)
      add(component.name, component.multiplies ? "multiplies" : "adds", component.values[step]);
  }
}

void ForecastView::add_backtests(const ForecastJob& job, const ForecastOutcome& outcome, ResultTable& table) const {
  const forecast::RollingEvaluation& naive = outcome.backtests.front().evaluation;
  for (const ModelBacktest& backtest : outcome.backtests) {
    const auto add = [&](TableCell step, const RollingMeasures& measures, const RollingMeasures& base) {
      Row row{TableCell::of(std::string_view(job.series.name)), TableCell::of(std::string_view(backtest.model)),
              std::move(step), TableCell::of(std::int64_t{measures.count})};
      for (const double value : {measures.mae, measures.rmse, measures.smape, measures.mase, measures.rmsse,
                                 measures.bias, measures.mae / base.mae})
        row.push_back(measures.count > 0 ? measure(value) : TableCell::empty());
      for (const double value : measures.coverage) row.push_back(measure(value));
      for (std::size_t i = 0; i < measures.pinball_lower.size(); ++i) {
        row.push_back(measure(measures.pinball_lower[i]));
        row.push_back(measure(measures.pinball_upper[i]));
      }
      row.resize(columns().size() - (options_.notes ? 1 : 0));
      add_notes(job, outcome, row);
      table.rows.push_back(std::move(row));
    };
    add(TableCell::of("all"), backtest.evaluation.all, naive.all);
    for (std::size_t step = 0; step < backtest.evaluation.by_step.size(); ++step)
      add(TableCell::of(static_cast<std::int64_t>(step + 1)), backtest.evaluation.by_step[step], naive.by_step[step]);
  }
}

}  // namespace klytics::app
