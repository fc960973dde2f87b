#include "forecast/adding_up.h"

#include <cmath>

namespace klytics::app {
namespace {

void move(const MovedForecast& forecast, const Eigen::RowVectorXd& change, bool non_negative) {
  for (std::size_t step = 0; step < forecast.mean->size(); ++step) {
    const double added = change[static_cast<Eigen::Index>(step)];
    (*forecast.mean)[step] += added;
    for (forecast::Interval& interval : *forecast.intervals) {
      // An end that stands at zero would be below it, if that could be.
      if (!non_negative || interval.lower[step] > 0) interval.lower[step] += added;
      if (non_negative) interval.lower[step] = std::fmax(interval.lower[step], 0.0);
      interval.upper[step] += added;
    }
  }
}

}  // namespace

Eigen::MatrixXd make_add_up(std::span<const MovedForecast> family, const Eigen::MatrixXd& errors,
                            forecast::Reconciliation method, bool non_negative) {
  const auto series = std::ssize(family), steps = std::ssize(*family.front().mean);
  Eigen::MatrixXd means(series, steps);
  for (Eigen::Index i = 0; i < series; ++i)
    means.row(i) = Eigen::Map<const Eigen::RowVectorXd>(family[static_cast<std::size_t>(i)].mean->data(), steps);
  const Eigen::MatrixXd summing = forecast::total_of(static_cast<int>(series) - 1);
  const Eigen::MatrixXd change = forecast::reconcile(summing, means, errors, method, non_negative) - means;
  for (Eigen::Index i = 0; i < series; ++i) move(family[static_cast<std::size_t>(i)], change.row(i), non_negative);
  return change;
}

}  // namespace klytics::app
