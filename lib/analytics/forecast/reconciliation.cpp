#include "analytics/forecast/reconciliation.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

#include "core/error.h"

namespace klytics::forecast {
namespace {

/// The inverse of how far each series is trusted.
Eigen::MatrixXd trust(const Eigen::MatrixXd& errors, Eigen::Index series, Reconciliation method) {
  if (method == Reconciliation::kOls) return Eigen::MatrixXd::Identity(series, series);
  if (errors.cols() != series || errors.rows() < 2)
    throw Error(ErrorKind::kBadData, "reconciliation by errors needs two errors of every series");
  Eigen::MatrixXd covariance = shrunk_covariance(errors).matrix;
  if (method == Reconciliation::kWls) covariance = Eigen::MatrixXd(covariance.diagonal().asDiagonal());
  // A series without errors is trusted most, not infinitely.
  constexpr double kSmallestShare = 1e-8;
  const double largest = covariance.diagonal().maxCoeff();
  covariance.diagonal().array() += kSmallestShare * (largest > 0 ? largest : 1.0);
  return covariance.ldlt().solve(Eigen::MatrixXd::Identity(series, series));
}

/// min (y - S b)' W (y - S b) over b >= 0, by minimising over one part after the other.
void make_non_negative(const Eigen::MatrixXd& normal, const Eigen::VectorXd& right, Eigen::Ref<Eigen::VectorXd> parts) {
  constexpr int kMostSweeps = 1000;
  constexpr double kTolerance = 1e-12;
  parts = parts.cwiseMax(0.0);
  for (int sweep = 0; sweep < kMostSweeps; ++sweep) {
    double change = 0;
    for (Eigen::Index i = 0; i < parts.size(); ++i) {
      const double gradient = normal.row(i).dot(parts) - right[i];
      const double moved = std::fmax(0.0, parts[i] - gradient / normal(i, i));
      change = std::fmax(change, std::abs(moved - parts[i]));
      parts[i] = moved;
    }
    if (change <= kTolerance * (1 + parts.maxCoeff())) break;
  }
}

}  // namespace

Eigen::MatrixXd total_of(int parts) {
  Eigen::MatrixXd summing(parts + 1, parts);
  summing.row(0).setOnes();
  summing.bottomRows(parts).setIdentity();
  return summing;
}

ShrunkCovariance shrunk_covariance(const Eigen::MatrixXd& errors) {
  const auto n = static_cast<double>(errors.rows());
  const Eigen::MatrixXd covariance = errors.transpose() * errors / n;
  const Eigen::VectorXd deviation = covariance.diagonal().cwiseSqrt().cwiseMax(1e-300);
  const Eigen::MatrixXd scaled = errors * deviation.cwiseInverse().asDiagonal();
  const Eigen::MatrixXd correlation = scaled.transpose() * scaled / n;
  const Eigen::MatrixXd squares = scaled.array().square().matrix();
  const Eigen::MatrixXd variance = (squares.transpose() * squares - n * correlation.cwiseAbs2()) / (n * (n - 1));
  double noise = 0, signal = 0;
  for (Eigen::Index i = 0; i < correlation.rows(); ++i)
    for (Eigen::Index j = 0; j < correlation.cols(); ++j)
      if (i != j) noise += variance(i, j), signal += correlation(i, j) * correlation(i, j);
  ShrunkCovariance result{covariance, signal > 0 ? std::clamp(noise / signal, 0.0, 1.0) : 1.0};
  result.matrix *= 1 - result.intensity;
  result.matrix.diagonal() = covariance.diagonal();
  return result;
}

Eigen::MatrixXd reconcile(const Eigen::MatrixXd& summing, const Eigen::MatrixXd& forecasts,
                          const Eigen::MatrixXd& errors, Reconciliation method, bool non_negative) {
  const Eigen::Index series = summing.rows(), parts = summing.cols();
  if (parts < 1 || series < parts || forecasts.rows() != series ||
      summing.bottomRows(parts) != Eigen::MatrixXd::Identity(parts, parts))
    throw Error(ErrorKind::kBadData,
                "the hierarchy does not end with its parts, or has other series than the forecasts");
  Eigen::MatrixXd result = forecasts.bottomRows(parts);
  if (method == Reconciliation::kBottomUp) {
    if (non_negative) result = result.cwiseMax(0.0);
    return summing * result;
  }
  const Eigen::MatrixXd weighted = summing.transpose() * trust(errors, series, method);
  const Eigen::MatrixXd normal = weighted * summing, right = weighted * forecasts;
  result = normal.ldlt().solve(right);
  if (non_negative)
    for (Eigen::Index step = 0; step < result.cols(); ++step)
      if (result.col(step).minCoeff() < 0) make_non_negative(normal, right.col(step), result.col(step));
  return summing * result;
}

}  // namespace klytics::forecast
