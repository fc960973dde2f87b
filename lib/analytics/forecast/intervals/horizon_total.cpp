#include "analytics/forecast/intervals/horizon_total.h"

#include <cmath>

namespace klytics::forecast {

double step_correlation(const Eigen::MatrixXd& errors) {
  constexpr double kPrior = 0.5, kPriorOrigins = 2;
  const Eigen::Index steps = errors.cols();
  if (steps < 2 || errors.rows() == 0) return kPrior;
  Eigen::VectorXd scales = Eigen::VectorXd::Zero(steps);
  for (Eigen::Index step = 0; step < steps; ++step) {
    double squares = 0;
    int count = 0;
    for (Eigen::Index row = 0; row < errors.rows(); ++row)
      if (std::isfinite(errors(row, step))) squares += errors(row, step) * errors(row, step), ++count;
    if (count > 0) scales[step] = std::sqrt(squares / count);
  }
  double products = 0, pairs = 0;
  for (Eigen::Index row = 0; row < errors.rows(); ++row) {
    double sum = 0, squares = 0, count = 0;
    for (Eigen::Index step = 0; step < steps; ++step) {
      if (!std::isfinite(errors(row, step)) || !(scales[step] > 0)) continue;
      const double scaled = errors(row, step) / scales[step];
      sum += scaled, squares += scaled * scaled, ++count;
    }
    products += sum * sum - squares;
    pairs += count * (count - 1);
  }
  const auto origins = static_cast<double>(errors.rows());
  const double found = pairs > 0 ? products / pairs : kPrior;
  return std::fmin(std::fmax((origins * found + kPriorOrigins * kPrior) / (origins + kPriorOrigins), 0.0), 1.0);
}

HorizonTotal horizon_total(std::span<const double> mean, std::span<const Interval> intervals, double correlation) {
  HorizonTotal total;
  for (const double value : mean) total.mean += value;
  for (const Interval& interval : intervals) {
    const auto above = [&](std::size_t step) { return interval.upper[step] - mean[step]; };
    const auto below = [&](std::size_t step) {
      const double distance = mean[step] - interval.lower[step];
      return interval.lower[step] == 0 ? std::fmax(distance, above(step)) : distance;
    };
    const auto together = [&](const auto& distance_of) {
      double sum = 0, squares = 0;
      for (std::size_t step = 0; step < mean.size(); ++step) {
        const double distance = distance_of(step);
        sum += distance, squares += distance * distance;
      }
      return std::sqrt(squares + correlation * (sum * sum - squares));
    };
    total.lower.push_back(total.mean - together(below));
    total.upper.push_back(total.mean + together(above));
  }
  return total;
}

double probability_of(const HorizonTotal& total, std::span<const Interval> intervals, double goal) {
  std::size_t nearest = 0;
  for (std::size_t i = 1; i < intervals.size(); ++i)
    if (std::abs(intervals[i].level - 0.8) < std::abs(intervals[nearest].level - 0.8)) nearest = i;
  const double half = goal < total.mean ? total.mean - total.lower[nearest] : total.upper[nearest] - total.mean;
  const double deviation = half / normal_quantile((1 + intervals[nearest].level) / 2);
  if (!(deviation > 0)) return goal <= total.mean ? 1 : 0;
  return 0.5 * std::erfc((goal - total.mean) / deviation / std::sqrt(2.0));
}

}  // namespace klytics::forecast
