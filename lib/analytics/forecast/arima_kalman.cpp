#include "analytics/forecast/arima_kalman.h"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>

namespace klytics::forecast {
namespace {

/// Autocovariances 0..order of an ARMA process with innovations of variance 1, order = number of AR coefficients.
/// Empty when the equations are singular.
std::vector<double> autocovariances(const std::vector<double>& ar, const std::vector<double>& ma,
                                    const std::vector<double>& response, std::size_t order) {
  const auto size = static_cast<Eigen::Index>(order + 1);
  Eigen::MatrixXd equations = Eigen::MatrixXd::Identity(size, size);
  Eigen::VectorXd right = Eigen::VectorXd::Zero(size);
  for (std::size_t k = 0; k <= order; ++k) {
    for (std::size_t i = 1; i <= order; ++i) {
      const std::size_t lag = k > i ? k - i : i - k;
      equations(static_cast<Eigen::Index>(k), static_cast<Eigen::Index>(lag)) -= ar[i - 1];
    }
    for (std::size_t j = k; j < ma.size(); ++j) right[static_cast<Eigen::Index>(k)] += ma[j] * response[j - k];
  }
  const Eigen::VectorXd solution = equations.partialPivLu().solve(right);
  if (!solution.allFinite() || !(solution[0] > 0)) return {};
  return {solution.begin(), solution.end()};
}

}  // namespace

bool KalmanFilter::set_initial_variance() {
  const std::size_t r = states_;
  std::vector<double> response(r);  // psi weights
  for (std::size_t j = 0; j < r; ++j) {
    response[j] = ma_[j];
    for (std::size_t i = 1; i <= j; ++i) response[j] += ar_[i - 1] * response[j - i];
  }
  std::size_t order = r;
  while (order > 0 && ar_[order - 1] == 0) --order;
  std::vector<double> gamma = autocovariances(ar_, ma_, response, order);
  if (gamma.empty()) return false;
  gamma.resize(r + 1, 0.0);  // beyond the AR order only zero coefficients meet them
  // The first row is the covariance of the value with each state; the rest follows from P = T P T' + R R'.
  const auto at = [&](std::size_t i, std::size_t j) -> double& { return variance_[i * r + j]; };
  for (std::size_t j = 0; j < r; ++j) {
    double sum = 0;
    for (std::size_t k = j; k < r; ++k) {
      sum += ar_[k] * gamma[k + 1 - j];
      sum += ma_[k] * response[k - j];
    }
    at(0, j) = at(j, 0) = j == 0 ? gamma[0] : sum;
  }
  for (std::size_t i = r; i-- > 1;)
    for (std::size_t j = r; j-- > i;) {
      const double row = j + 1 < r ? at(0, j + 1) : 0.0;
      const double column = i + 1 < r ? at(0, i + 1) : 0.0;
      const double inner = j + 1 < r ? at(i + 1, j + 1) : 0.0;
      at(i, j) = at(j, i) = ar_[i] * ar_[j] * gamma[0] + ar_[i] * row + ar_[j] * column + inner + ma_[i] * ma_[j];
    }
  return true;
}

KalmanSums KalmanFilter::run(const LagPolynomial& ar, const LagPolynomial& ma) {
  const std::size_t r = states_ = std::max(ar.size(), ma.size() + 1);
  ar_.assign(r, 0.0);
  ma_.assign(r, 0.0);
  std::ranges::copy(ar, ar_.begin());
  ma_[0] = 1;
  std::ranges::copy(ma, ma_.begin() + 1);
  variance_.assign(r * r, 0.0);
  state_.assign(r, 0.0);
  ones_.assign(r, 0.0);
  gain_.assign(r + 1, 0.0);
  if (!set_initial_variance()) return {};

  KalmanSums sums;
  double ww = 0, wx = 0, xx = 0, logs = 0, product = 1;
  bool settled = false;
  double variance = 1;
  constexpr double kSettled = 1e-9;  // relative to the innovation variance, which tends to 1
  for (const double value : values_) {
    if (!settled) {
      variance = variance_[0];
      if (!(variance > 0) || !std::isfinite(variance)) return {};
      for (std::size_t i = 0; i < r; ++i) gain_[i] = variance_[i * r] / variance;
      // The value is observed without noise, so its row of the filtered variance is zero: predicting is a shift.
      for (std::size_t i = 0; i < r; ++i)
        for (std::size_t j = i; j < r; ++j) {
          const double inner =
              i + 1 < r && j + 1 < r ? variance_[(i + 1) * r + j + 1] - variance * gain_[i + 1] * gain_[j + 1] : 0.0;
          variance_[i * r + j] = inner + ma_[i] * ma_[j];
        }
      for (std::size_t i = 1; i < r; ++i) variance_[i * r] = variance_[i];
      settled = std::abs(variance - 1) < kSettled;
    }
    const double v = value - state_[0];
    ww += v * v / variance;
    product *= variance;
    if (product > 1e100 || product < 1e-100) logs += std::log(product), product = 1;
    for (std::size_t i = 0; i + 1 < r; ++i) state_[i] = ar_[i] * value + state_[i + 1] + gain_[i + 1] * v;
    state_[r - 1] = ar_[r - 1] * value;
    if (with_mean_) {
      const double x = 1 - ones_[0];
      wx += v * x / variance;
      xx += x * x / variance;
      for (std::size_t i = 0; i + 1 < r; ++i) ones_[i] = ar_[i] + ones_[i + 1] + gain_[i + 1] * x;
      ones_[r - 1] = ar_[r - 1];
    }
  }
  sums.log_determinant = logs + std::log(product);
  sums.mean = with_mean_ && xx > 0 ? wx / xx : 0.0;
  sums.squares = ww - sums.mean * wx;
  sums.valid = std::isfinite(sums.squares) && std::isfinite(sums.log_determinant);
  return sums;
}

std::vector<double> KalmanFilter::predict(int horizon, double mean) const {
  std::vector<double> state(states_);
  for (std::size_t i = 0; i < states_; ++i) state[i] = state_[i] - mean * ones_[i];
  std::vector<double> result;
  for (int step = 0; step < horizon; ++step) {
    const double value = state[0];
    result.push_back(mean + value);
    for (std::size_t i = 0; i + 1 < states_; ++i) state[i] = ar_[i] * value + state[i + 1];
    state[states_ - 1] = ar_[states_ - 1] * value;
  }
  return result;
}

}  // namespace klytics::forecast
