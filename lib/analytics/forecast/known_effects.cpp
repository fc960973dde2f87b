#include "analytics/forecast/known_effects.h"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>

#include "analytics/forecast/models/additive.h"
#include "analytics/forecast/seasonality.h"

namespace klytics::forecast {
namespace {

double at(const KnownColumn& column, std::size_t step) { return step < column.values.size() ? column.values[step] : 0; }

/// Of the values at lag 1 and, with a season, at the period.
template <typename Value>
Eigen::VectorXd differences(int size, int period, Value value) {
  const auto first = [&](int t) { return value(t) - value(t - 1); };
  const int start = period > 1 ? period + 1 : 1;
  Eigen::VectorXd result(size - start);
  for (int t = start; t < size; ++t) result[t - start] = first(t) - (period > 1 ? first(t - period) : 0.0);
  return result;
}

/// Least squares with Huber weights. A direction that the data do not show gets no effect.
Eigen::VectorXd robust_solution(const Eigen::MatrixXd& x, const Eigen::VectorXd& y) {
  constexpr int kReweightings = 3;
  constexpr double kHuber = 2.0;  // as in the additive regression
  Eigen::VectorXd weights = Eigen::VectorXd::Ones(y.size()), solution;
  for (int pass = 0; pass <= kReweightings; ++pass) {
    const Eigen::VectorXd roots = weights.cwiseSqrt();
    solution =
        Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd>(roots.asDiagonal() * x).solve(roots.asDiagonal() * y);
    const Eigen::VectorXd residuals = (y - x * solution).cwiseAbs();
    std::vector<double> sizes(residuals.begin(), residuals.end());
    std::ranges::nth_element(sizes, sizes.begin() + std::ssize(sizes) / 2);
    const double reach = kHuber * 1.4826 * sizes[sizes.size() / 2];
    if (!(reach > 0)) break;
    for (Eigen::Index i = 0; i < y.size(); ++i) weights[i] = std::fmin(1, reach / residuals[i]);
  }
  return solution;
}

void add_linear_effects(const History& history, std::span<const KnownColumn> columns, KnownEffects& effects) {
  const int period = has_season(history) ? history.period : 1;
  const Eigen::VectorXd y = differences(history.size(), period, [&](int t) { return history[t]; });
  const auto count = static_cast<Eigen::Index>(columns.size());
  if (y.size() < 2 * count) return;  // as many effects as changes would fit anything
  Eigen::MatrixXd x(y.size(), count);
  for (Eigen::Index i = 0; i < count; ++i)
    x.col(i) = differences(history.size(), period, [&](int t) {
      return at(columns[static_cast<std::size_t>(i)], static_cast<std::size_t>(t));
    });
  const Eigen::VectorXd coefficients = robust_solution(x, y);
  for (std::size_t step = 0; step < effects.values.size(); ++step)
    for (Eigen::Index i = 0; i < count; ++i)
      effects.values[step] += coefficients[i] * at(columns[static_cast<std::size_t>(i)], step);
}

void add_regression_effects(const History& history, std::span<const KnownColumn> columns, int horizon,
                            KnownEffects& effects) {
  Calendar calendar = *history.calendar;
  calendar.columns.assign(columns.begin(), columns.end());
  AdditiveFit fit = fit_additive({history.values, history.period, &calendar}, horizon);
  for (AdditiveComponent& component : fit.components)
    if (component.group == TermGroup::kColumns) {
      effects.factors = fit.options.logarithm;
      effects.values = std::move(component.values);
    }
}

}  // namespace

bool changes(const KnownColumn& column, std::size_t size) {
  for (std::size_t step = 1; step < size; ++step)
    if (at(column, step) != at(column, 0)) return true;
  return false;
}

std::vector<KnownColumn> centred(std::span<const KnownColumn> columns, std::size_t size) {
  std::vector<KnownColumn> result(columns.begin(), columns.end());
  for (KnownColumn& column : result) {
    std::vector<double> past(column.values.begin(), column.values.begin() + static_cast<std::ptrdiff_t>(size));
    std::ranges::nth_element(past, past.begin() + std::ssize(past) / 2);
    const double usual = past[past.size() / 2];
    for (double& value : column.values) value -= usual;
  }
  return result;
}

KnownEffects known_effects(const History& history, std::span<const KnownColumn> columns, int horizon) {
  KnownEffects effects;
  effects.values.assign(static_cast<std::size_t>(history.size() + horizon), 0.0);
  if (history.calendar)
    add_regression_effects(history, columns, horizon, effects);
  else
    add_linear_effects(history, columns, effects);
  return effects;
}

}  // namespace klytics::forecast
