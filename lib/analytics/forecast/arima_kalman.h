// The exact Gaussian likelihood of a stationary ARMA process by a Kalman filter that uses the companion form.
#pragma once

#include <span>
#include <vector>

#include "analytics/forecast/arima_polynomial.h"

namespace klytics::forecast {

/// Sums of the filter over values w and, for the mean, over a series of ones.
struct KalmanSums {
  double squares = 0;          // sum of v_t^2 / F_t, v_t the innovation of w - mean, F_t its variance over sigma2
  double log_determinant = 0;  // sum of log F_t
  double mean = 0;             // generalised least squares estimate; 0 when not asked for
  bool valid = false;
};

/// Runs over one series for many coefficient vectors without allocating after the first. Cost n r^2 with r the longer
/// of AR order and MA order + 1, and less once the state's variance has settled.
class KalmanFilter {
 public:
  explicit KalmanFilter(std::span<const double> values, bool with_mean) : values_(values), with_mean_(with_mean) {}

  /// `ar` in 1 - ar_1 B - ..., `ma` in 1 + ma_1 B + ...; the AR part must be stationary.
  KalmanSums run(const LagPolynomial& ar, const LagPolynomial& ma);
  /// Means of the `horizon` values after the series, around `mean`, from the last run().
  std::vector<double> predict(int horizon, double mean) const;

 private:
  bool set_initial_variance();

  std::span<const double> values_;
  bool with_mean_;
  std::size_t states_ = 0;
  std::vector<double> ar_, ma_;          // padded to states_; ma_[0] = 1
  std::vector<double> variance_, next_;  // of the state, states_ x states_
  std::vector<double> state_, ones_;     // of the values and of the series of ones
  std::vector<double> gain_;
};

}  // namespace klytics::forecast
