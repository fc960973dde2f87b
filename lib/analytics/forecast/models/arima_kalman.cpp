#include "analytics/forecast/models/arima_kalman.h"

#include <Eigen/LU>
#include <Eigen/QR>
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

KalmanFilter::KalmanFilter(std::span<const double> values, bool with_mean,
                           std::span<const std::vector<double>> regressors)
    : with_mean_(with_mean), constant_(with_mean ? values.size() : 0, 1.0), series_{values} {
  if (with_mean) series_.emplace_back(constant_);
  series_.insert(series_.end(), regressors.begin(), regressors.end());
}

KalmanSums KalmanFilter::run(const LagPolynomial& ar, const LagPolynomial& ma) {
  const std::size_t r = states_ = std::max(ar.size(), ma.size() + 1);
  ar_.assign(r, 0.0);
  ma_.assign(r, 0.0);
  std::ranges::copy(ar, ar_.begin());
  ma_[0] = 1;
  std::ranges::copy(ma, ma_.begin() + 1);
  variance_.assign(r * r, 0.0);
  state_.assign(r * series_.size(), 0.0);
  gain_.assign(r + 1, 0.0);
  surprise_.assign(series_.size(), 0.0);
  products_.setZero(std::ssize(series_), std::ssize(series_));
  effects_.setZero(std::ssize(series_) - 1);
  if (!set_initial_variance()) return {};

  KalmanSums sums;
  const bool done = series_.size() == 1 ? filter<1>(sums) : series_.size() == 2 ? filter<2>(sums) : filter<0>(sums);
  if (!done) return {};
  estimate(sums);
  sums.valid = std::isfinite(sums.squares) && std::isfinite(sums.log_determinant);
  return sums;
}

template <std::size_t kSeries>
bool KalmanFilter::filter(KalmanSums& sums) {
  const std::size_t r = states_, count = kSeries > 0 ? kSeries : series_.size();
  double logs = 0, product = 1, variance = 1;
  bool settled = false;
  constexpr double kSettled = 1e-9;  // relative to the innovation variance, which tends to 1
  for (std::size_t t = 0; t < series_[0].size(); ++t) {
    if (!settled) {
      variance = variance_[0];
      if (!(variance > 0) || !std::isfinite(variance)) return false;
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
    product *= variance;
    if (product > 1e100 || product < 1e-100) logs += std::log(product), product = 1;
    for (std::size_t s = 0; s < count; ++s) {
      double* const state = &state_[s * r];
      const double value = series_[s][t], v = value - state[0];
      surprise_[s] = v;
      for (std::size_t i = 0; i + 1 < r; ++i) state[i] = ar_[i] * value + state[i + 1] + gain_[i + 1] * v;
      state[r - 1] = ar_[r - 1] * value;
    }
    for (std::size_t j = 0; j < count; ++j) {
      const double weighted = surprise_[j] / variance;
      double* const column = products_.data() + j * count;
      for (std::size_t i = j; i < count; ++i) column[i] += surprise_[i] * weighted;
    }
  }
  sums.log_determinant = logs + std::log(product);
  return true;
}

/// The regression of the innovations of the values on those of the regressors.
void KalmanFilter::estimate(KalmanSums& sums) {
  const Eigen::Index regressors = std::ssize(series_) - 1;
  sums.squares = products_(0, 0);
  if (regressors == 0) return;
  const Eigen::VectorXd cross = products_.col(0).tail(regressors);
  if (regressors == 1) {
    effects_[0] = products_(1, 1) > 0 ? cross[0] / products_(1, 1) : 0.0;
  } else {
    // In units of each regressor's own innovations, so that what is singular does not depend on units.
    const Eigen::VectorXd sizes = products_.diagonal().tail(regressors).cwiseSqrt();
    const Eigen::VectorXd scale = (sizes.array() > 0).select(sizes.cwiseInverse(), 0.0);
    Eigen::MatrixXd normal = products_.bottomRightCorner(regressors, regressors).selfadjointView<Eigen::Lower>();
    normal = scale.asDiagonal() * normal * scale.asDiagonal();
    Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd> solver;
    constexpr double kSingular = 1e-9;
    solver.setThreshold(kSingular);
    solver.compute(normal);
    effects_ = scale.asDiagonal() * solver.solve(scale.asDiagonal() * cross);
  }
  sums.squares = std::fmax(sums.squares - effects_.dot(cross), 0.0);
}

std::vector<double> KalmanFilter::predict(int horizon, double mean) const {
  std::vector<double> state(state_.begin(), state_.begin() + static_cast<std::ptrdiff_t>(states_));
  if (with_mean_)
    for (std::size_t i = 0; i < states_; ++i) state[i] -= mean * state_[states_ + i];
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
