#include "forecast/reconcile.h"

#include <algorithm>
#include <cmath>

#include "analytics/forecast/reconciliation.h"
#include "forecast/sources.h"

namespace klytics::app {
namespace {

/// Places of the whole and, after it, of its parts; fewer than three when there is nothing to reconcile.
std::vector<std::size_t> family_of(std::size_t whole, const std::string& split, std::span<const ForecastJob> jobs,
                                   std::span<const ForecastOutcome> outcomes) {
  std::vector<std::size_t> places{whole};
  for (const std::string& part : parts_of(jobs[whole].series.name, split))
    for (std::size_t i = 0; i < jobs.size(); ++i)
      if (jobs[i].series.name == part) places.push_back(i);
  if (std::ranges::any_of(places, [&](std::size_t i) { return !outcomes[i].error.empty(); })) places.clear();
  return places;
}

/// `back` steps before the end; what is counted was 0 before it was first counted.
double value_before_end(const ForecastJob& job, std::size_t back) {
  const std::vector<double>& values = job.series.values;
  const double value = back < values.size() ? values[values.size() - 1 - back] : 0.0;
  return std::isfinite(value) ? value : 0.0;
}

bool added_up(const std::vector<std::size_t>& family, std::span<const ForecastJob> jobs) {
  constexpr double kRounding = 1e-6;  // of the whole: sums of many amounts in binary
  for (std::size_t back = 0; back < jobs[family[0]].series.values.size(); ++back) {
    double parts = 0;
    for (std::size_t i = 1; i < family.size(); ++i) parts += value_before_end(jobs[family[i]], back);
    const double whole = value_before_end(jobs[family[0]], back);
    if (std::abs(parts - whole) > kRounding * std::fmax(std::abs(whole), 1)) return false;
  }
  return true;
}

void move_to(forecast::SeriesForecast& forecast, const Eigen::VectorXd& mean, bool never_negative) {
  for (std::size_t step = 0; step < forecast.mean.size(); ++step) {
    const double change = mean[static_cast<Eigen::Index>(step)] - forecast.mean[step];
    forecast.mean[step] += change;
    for (forecast::Interval& interval : forecast.intervals) {
      // An end that stands at zero would be below it, if that could be.
      if (!never_negative || interval.lower[step] > 0) interval.lower[step] += change;
      if (never_negative) interval.lower[step] = std::fmax(interval.lower[step], 0.0);
      interval.upper[step] += change;
    }
  }
  forecast.notes.emplace_back("reconciled: whole and parts add up");
}

void reconcile(const std::vector<std::size_t>& family, std::span<ForecastOutcome> outcomes) {
  const auto series = std::ssize(family);
  const auto steps = std::ssize(outcomes[family[0]].forecast.mean);
  Eigen::MatrixXd means(series, steps), errors(2, series);
  bool measured = true, non_negative = true;
  for (Eigen::Index i = 0; i < series; ++i) {
    const ForecastOutcome& outcome = outcomes[family[static_cast<std::size_t>(i)]];
    means.row(i) = Eigen::Map<const Eigen::RowVectorXd>(outcome.forecast.mean.data(), steps);
    measured = measured && std::isfinite(outcome.rmse);
    errors.col(i) << outcome.rmse, -outcome.rmse;  // two errors of the size that matters
    non_negative = non_negative && std::ranges::min(outcome.forecast.history) >= 0;
  }
  const auto method = measured ? forecast::Reconciliation::kWls : forecast::Reconciliation::kOls;
  const Eigen::MatrixXd moved =
      forecast::reconcile(forecast::total_of(static_cast<int>(series) - 1), means, errors, method, non_negative);
  for (Eigen::Index i = 0; i < series; ++i)
    move_to(outcomes[family[static_cast<std::size_t>(i)]].forecast, moved.row(i), non_negative);
}

}  // namespace

void reconcile_parts(std::span<ForecastJob> jobs, std::span<ForecastOutcome> outcomes) {
  for (std::size_t whole = 0; whole < jobs.size(); ++whole)
    for (const char* split : {"channel", "source"}) {
      const auto family = family_of(whole, split, jobs, outcomes);
      if (family.size() < 3 || !added_up(family, jobs)) continue;
      reconcile(family, outcomes);
      break;
    }
}

}  // namespace klytics::app
