// The exact Gaussian likelihood of a stationary ARMA process by a Kalman filter that uses the companion form.
#pragma once

#include <Eigen/Core>
#include <span>
#include <vector>

#include "analytics/forecast/models/arima_polynomial.h"

namespace klytics::forecast {

/// Sums of the filter over values w less a linear combination of regressors, the one that makes them likeliest.
struct KalmanSums {
  double squares = 0;          // sum of v_t^2 / F_t, v_t the innovation of the rest, F_t its variance over sigma2
  double log_determinant = 0;  // sum of log F_t
  bool valid = false;
};

/// Runs over one series for many coefficient vectors without allocating after the first. Cost n (k + 1) (r + k), with r
/// the longer of AR order and MA order + 1 and k the number of regressors, and n r^2 until the state's variance has
/// settled.
class KalmanFilter {
 public:
  /// A constant is a regressor of ones, before the others. Regressors have as many values as the series, which outlives
  /// this as they do.
  KalmanFilter(std::span<const double> values, bool with_mean, std::span<const std::vector<double>> regressors = {});
  KalmanFilter(const KalmanFilter&) = delete;  // series_ looks at constant_
  KalmanFilter& operator=(const KalmanFilter&) = delete;

  /// `ar` in 1 - ar_1 B - ..., `ma` in 1 + ma_1 B + ...; the AR part must be stationary.
  KalmanSums run(const LagPolynomial& ar, const LagPolynomial& ma);
  /// Generalised least squares estimates of the last run(): the mean, then the regressors'. What the values do not show
  /// gets 0.
  const Eigen::VectorXd& effects() const { return effects_; }
  /// Means of the `horizon` values after the series, which has no regressor but the mean, from the last run().
  std::vector<double> predict(int horizon, double mean) const;

 private:
  bool set_initial_variance();
  /// kSeries = 0: any number.
  template <std::size_t kSeries>
  bool filter(KalmanSums& sums);
  void estimate(KalmanSums& sums);

  bool with_mean_;
  std::vector<double> constant_;
  std::vector<std::span<const double>> series_;  // the values, then the regressors
  std::size_t states_ = 0;
  std::vector<double> ar_, ma_;          // padded to states_; ma_[0] = 1
  std::vector<double> variance_;         // of the state, states_ x states_
  std::vector<double> state_;            // of each series in turn
  std::vector<double> gain_, surprise_;  // surprise_: innovations of each series
  Eigen::MatrixXd products_;             // of innovations over their variance, lower triangle
  Eigen::VectorXd effects_;
};

}  // namespace klytics::forecast
