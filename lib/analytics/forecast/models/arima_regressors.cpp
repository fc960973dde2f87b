#include "analytics/forecast/models/arima_regressors.h"

#include <Eigen/QR>

#include "analytics/forecast/calendar/calendar.h"
#include "analytics/forecast/models/arima.h"

namespace klytics::forecast {

std::vector<std::vector<double>> difference_columns(const History& history, int d, int seasonal_d) {
  std::vector<std::vector<double>> result;
  if (history.columns == nullptr) return result;
  for (const KnownColumn& column : *history.columns) {
    std::vector<double> values = column.values;
    values.resize(history.values.size());
    result.push_back(difference({values, history.period}, d, seasonal_d));
  }
  return result;
}

std::vector<double> least_squares_effects(const std::vector<double>& values,
                                          const std::vector<std::vector<double>>& regressors) {
  const auto count = std::ssize(regressors), size = std::ssize(values);
  std::vector<double> effects(regressors.size());
  if (count == 0 || size < count + 2) return effects;
  Eigen::MatrixXd x(size, count);
  for (Eigen::Index i = 0; i < count; ++i)
    x.col(i) = Eigen::Map<const Eigen::VectorXd>(regressors[static_cast<std::size_t>(i)].data(), size);
  x.rowwise() -= x.colwise().mean().eval();
  Eigen::VectorXd y = Eigen::Map<const Eigen::VectorXd>(values.data(), size);
  y.array() -= y.mean();
  const Eigen::VectorXd solution = Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd>(x).solve(y);
  effects.assign(solution.begin(), solution.end());
  return effects;
}

double effect_at(const History& history, const std::vector<double>& effects, std::size_t step) {
  double sum = 0;
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const std::vector<double>& values = (*history.columns)[i].values;
    if (step < values.size()) sum += effects[i] * values[step];
  }
  return sum;
}

std::vector<double> without_effects(const History& history, const std::vector<double>& effects) {
  std::vector<double> rest(history.values.begin(), history.values.end());
  for (std::size_t t = 0; t < rest.size(); ++t) rest[t] -= effect_at(history, effects, t);
  return rest;
}

}  // namespace klytics::forecast
