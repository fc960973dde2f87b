#include "forecast/reconcile.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "forecast/adding_up.h"
#include "forecast/reconciled_backtest.h"
#include "forecast/sources.h"

namespace klytics::app {
namespace {

using forecast::Reconciliation;

/// Places of the whole and, after it, of its parts.
std::vector<std::size_t> places_of(std::size_t whole, const std::string& split, std::span<const ForecastJob> jobs) {
  std::vector<std::size_t> places{whole};
  for (const std::string& part : parts_of(jobs[whole].series.name, split))
    for (std::size_t i = 0; i < jobs.size(); ++i)
      if (jobs[i].series.name == part) places.push_back(i);
  return places;
}

/// `back` steps before the end; what is counted was 0 before it was first counted.
double value_before_end(const ForecastJob& job, std::size_t back) {
  const std::vector<double>& values = job.series.values;
  const double value = back < values.size() ? values[values.size() - 1 - back] : 0.0;
  return std::isfinite(value) ? value : 0.0;
}

/// Whether they did at every time. Not when one of them has no values.
bool added_up(std::span<const std::size_t> family, std::span<const ForecastJob> jobs) {
  constexpr double kRounding = 1e-6;  // of the whole: sums of many amounts in binary
  if (std::ranges::any_of(family, [&](std::size_t i) { return !jobs[i].error.empty(); })) return false;
  for (std::size_t back = 0; back < jobs[family[0]].series.values.size(); ++back) {
    double parts = 0;
    for (std::size_t i = 1; i < family.size(); ++i) parts += value_before_end(jobs[family[i]], back);
    const double whole = value_before_end(jobs[family[0]], back);
    if (std::abs(parts - whole) > kRounding * std::fmax(std::abs(whole), 1)) return false;
  }
  return true;
}

/// Errors of every series of a family at the same times, as far as all were measured there: times x series. Series may
/// begin at different times, but end together.
Eigen::MatrixXd common_errors(std::span<const std::size_t> family, std::span<const ForecastOutcome> outcomes,
                              std::span<const ForecastJob> jobs) {
  using Place = std::pair<std::int64_t, Eigen::Index>;  // steps from the origin to the end, step
  std::map<Place, std::vector<double>> rows;
  for (const std::size_t member : family) {
    const auto& earlier = outcomes[member].earlier;
    if (!earlier) return {};
    for (std::size_t row = 0; row < earlier->origins.size(); ++row)
      for (Eigen::Index step = 0; step < earlier->errors.cols(); ++step)
        if (const double error = earlier->errors(static_cast<Eigen::Index>(row), step); std::isfinite(error))
          rows[{jobs[member].series.size() - earlier->origins[row], step}].push_back(error);
  }
  std::erase_if(rows, [&](const auto& row) { return row.second.size() < family.size(); });
  Eigen::MatrixXd errors(std::ssize(rows), std::ssize(family));
  Eigen::Index at = 0;
  for (const auto& [place, row] : rows)
    errors.row(at++) = Eigen::Map<const Eigen::RowVectorXd>(row.data(), std::ssize(row));
  return errors;
}

/// What stands in for errors of the same times: two of each series of the size that matters. Empty when one is not
/// known.
Eigen::MatrixXd sizes_of_errors(std::span<const std::size_t> family, std::span<const ForecastOutcome> outcomes) {
  Eigen::MatrixXd errors(2, std::ssize(family));
  for (Eigen::Index i = 0; i < errors.cols(); ++i) {
    const double size = outcomes[family[static_cast<std::size_t>(i)]].rmse.value_or(std::nan(""));
    if (!std::isfinite(size)) return {};
    errors.col(i) << size, -size;
  }
  return errors;
}

/// How a family is reconciled, and by which errors.
struct Reconciler {
  Reconciliation method;
  Eigen::MatrixXd errors;
  std::string name;
};

Reconciler reconciler_of(std::span<const std::size_t> family, std::span<const ForecastOutcome> outcomes,
                         Reconciliation method, std::span<const ForecastJob> jobs) {
  if (method == Reconciliation::kBottomUp) return {method, {}, "bottom-up"};
  if (method == Reconciliation::kOls) return {method, {}, "ols"};
  const bool is_mint = method == Reconciliation::kMinTraceShrink;
  Eigen::MatrixXd errors = common_errors(family, outcomes, jobs);
  if (errors.rows() >= 2) return {method, std::move(errors), is_mint ? "mint" : "wls"};
  const std::string_view missing = is_mint ? ", too few errors for mint" : "";
  errors = sizes_of_errors(family, outcomes);
  if (errors.rows() > 0) return {Reconciliation::kWls, std::move(errors), fmt::format("wls{}", missing)};
  return {Reconciliation::kOls, {}, is_mint ? "ols, too few errors for mint" : "ols, too few errors for wls"};
}

/// Whether nothing of it was ever below zero.
bool is_non_negative(std::span<const std::size_t> family, std::span<const ForecastJob> jobs) {
  return std::ranges::none_of(family, [&](std::size_t i) {
    return std::ranges::any_of(jobs[i].series.values, [](double value) { return value < 0; });
  });
}

bool has_failed(std::span<const std::size_t> family, std::span<const ForecastOutcome> outcomes) {
  return std::ranges::any_of(family, [&](std::size_t i) { return !outcomes[i].error.empty() || outcomes[i].defect; });
}

/// The forecast of today and, with another future, the one of that.
std::vector<forecast::SeriesForecast*> forecasts_of(ForecastOutcome& outcome) {
  std::vector<forecast::SeriesForecast*> forecasts{&outcome.forecast};
  if (outcome.what_if) forecasts.push_back(&*outcome.what_if);
  return forecasts;
}

}  // namespace

std::vector<std::vector<std::size_t>> find_families(std::span<const ForecastJob> jobs) {
  std::vector<std::vector<std::size_t>> families;
  for (std::size_t whole = 0; whole < jobs.size(); ++whole)
    for (const char* split : {"channel", "source"}) {
      std::vector<std::size_t> places = places_of(whole, split, jobs);
      if (places.size() < 3 || !added_up(places, jobs)) continue;
      families.push_back(std::move(places));
      break;
    }
  return families;
}

bool needs_errors(Reconciliation method, const ForecastOutcome& outcome) {
  if (!outcome.error.empty() || outcome.defect || outcome.earlier) return false;
  return method == Reconciliation::kMinTraceShrink || (method == Reconciliation::kWls && !outcome.rmse);
}

void reconcile(std::span<const std::size_t> family, std::span<ForecastOutcome> outcomes, Reconciliation method,
               std::span<const ForecastJob> jobs) {
  if (has_failed(family, outcomes)) return;
  const Reconciler chosen = reconciler_of(family, outcomes, method, jobs);
  const bool non_negative = is_non_negative(family, jobs);
  const std::size_t futures = forecasts_of(outcomes[family[0]]).size();
  for (std::size_t future = 0; future < futures; ++future) {
    std::vector<MovedForecast> moved;
    for (const std::size_t i : family) {
      forecast::SeriesForecast& forecast = *forecasts_of(outcomes[i])[future];
      moved.push_back({&forecast.mean, &forecast.intervals});
    }
    const Eigen::MatrixXd change = make_add_up(moved, chosen.errors, chosen.method, non_negative);
    for (std::size_t member = 0; member < family.size(); ++member) {
      forecast::SeriesForecast& forecast = *forecasts_of(outcomes[family[member]])[future];
      const Eigen::VectorXd added = change.row(static_cast<Eigen::Index>(member));
      if (!forecast.components.empty())
        forecast.components.push_back({"reconciled", false, {added.begin(), added.end()}});
    }
  }
  for (const std::size_t i : family)
    outcomes[i].forecast.notes.push_back(fmt::format("reconciled ({}): whole and parts add up", chosen.name));
}

void reconcile_backtests(std::span<const std::size_t> family, std::span<ForecastOutcome> outcomes,
                         Reconciliation method, std::span<const ForecastJob> jobs) {
  if (has_failed(family, outcomes)) return;
  const std::size_t models = outcomes[family[0]].backtests.size();
  for (std::size_t model = 1; model < models; ++model) {  // the naive forecasts add up by themselves
    if (auto together = reconciled_backtest(family, outcomes, model, method, jobs)) {
      for (std::size_t member = 0; member < family.size(); ++member)
        outcomes[family[member]].backtests.push_back(std::move((*together)[member]));
    } else {
      for (const std::size_t i : family)
        outcomes[i].forecast.notes.emplace_back("not reconciled: whole and parts were judged at different times");
      return;
    }
  }
}

}  // namespace klytics::app
