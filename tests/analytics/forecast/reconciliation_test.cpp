#include "analytics/forecast/reconciliation.h"

#include <gtest/gtest.h>

#include <Eigen/LU>
#include <random>

#include "analytics/forecast/reference.h"
#include "core/error.h"

namespace klytics::forecast {
namespace {

Eigen::MatrixXd some_errors() {
  std::mt19937 random(3);
  std::normal_distribution<double> normal;
  Eigen::MatrixXd errors(60, 4);
  for (Eigen::Index t = 0; t < errors.rows(); ++t) {
    const double common = normal(random);
    for (Eigen::Index part = 1; part < 4; ++part) errors(t, part) = common + static_cast<double>(part) * normal(random);
    errors(t, 0) = errors.row(t).tail(3).sum() + normal(random);
  }
  return errors;
}

const Eigen::MatrixXd kForecasts = (Eigen::MatrixXd(4, 2) << 130, 150, 40, 42, 30, 35, 45, 50).finished();

TEST(Reconciliation, EveryMethodAddsUp) {
  for (const auto method :
       {Reconciliation::kBottomUp, Reconciliation::kOls, Reconciliation::kWls, Reconciliation::kMinTraceShrink}) {
    const auto result = reconcile(total_of(3), kForecasts, some_errors(), method, false);
    for (Eigen::Index step = 0; step < 2; ++step) EXPECT_NEAR(result(0, step), result.col(step).tail(3).sum(), 1e-9);
  }
}

TEST(Reconciliation, OlsSharesTheDifferenceEvenly) {
  // By hand: the total is 15 above the sum of its parts; of four equally trusted series each moves by a quarter of it.
  const auto result = reconcile(total_of(3), kForecasts, {}, Reconciliation::kOls, false);
  EXPECT_NEAR(result(0, 0), 130 - 3.75, 1e-9);
  EXPECT_NEAR(result(1, 0), 40 + 3.75, 1e-9);
}

TEST(Reconciliation, MinTraceIsTheProjectionOfThePaper) {
  const Eigen::MatrixXd summing = total_of(3), errors = some_errors();
  const Eigen::MatrixXd inverse = shrunk_covariance(errors).matrix.inverse();
  const Eigen::MatrixXd direct =
      summing * (summing.transpose() * inverse * summing).inverse() * summing.transpose() * inverse * kForecasts;
  const auto result = reconcile(summing, kForecasts, errors, Reconciliation::kMinTraceShrink, false);
  EXPECT_LT((result - direct).cwiseAbs().maxCoeff(),
            1e-4);  // the guard against singular errors adds 1e-8 of a variance
}

TEST(Reconciliation, ShrinkageIsBetweenTheCovarianceAndItsDiagonal) {
  const auto shrunk = shrunk_covariance(some_errors());
  EXPECT_GT(shrunk.intensity, 0);
  EXPECT_LT(shrunk.intensity, 1);
  Eigen::MatrixXd alone = some_errors().leftCols(1);
  EXPECT_EQ(shrunk_covariance(alone).intensity, 1);
}

TEST(Reconciliation, NonNegativeIsTheNearestOfThoseThatAddUp) {
  const Eigen::MatrixXd forecasts = (Eigen::MatrixXd(4, 1) << 10, -8, 6, 9).finished();
  const auto result = reconcile(total_of(3), forecasts, {}, Reconciliation::kOls, true);
  EXPECT_EQ(result(1, 0), 0);
  EXPECT_NEAR(result(0, 0), result.col(0).tail(3).sum(), 1e-9);
  // by hand with the first part at 0: the total is 5 below 6 + 9, each of three series moves by a third of it
  EXPECT_NEAR(result(2, 0), 6 - 5.0 / 3, 1e-6);
  EXPECT_NEAR(result(0, 0), 10 + 5.0 / 3, 1e-6);
}

TEST(Reconciliation, RefusesShapesThatDoNotFit) {
  EXPECT_THROW(reconcile(total_of(2), kForecasts, {}, Reconciliation::kOls, false), Error);
  EXPECT_THROW(reconcile(total_of(3), kForecasts, {}, Reconciliation::kWls, false), Error);
}

/// Of a reference that is a table, one key a column.
Eigen::MatrixXd table_of(const std::string& key, int count) {
  std::vector<std::vector<double>> lines;
  for (int i = 1; i <= count; ++i) lines.push_back(reference("reconcile", key, std::to_string(i)));
  Eigen::MatrixXd result(std::ssize(lines.at(0)), count);
  for (int i = 0; i < count; ++i)
    result.col(i) = Eigen::Map<Eigen::VectorXd>(lines[static_cast<std::size_t>(i)].data(), result.rows());
  return result;
}

TEST(Reconciliation, EqualsHtsOfR) {
  const Eigen::MatrixXd errors = table_of("errors", 4), base = table_of("base", 3);
  const auto distance = [&](const std::string& key, Reconciliation method, bool non_negative) {
    return (reconcile(total_of(3), base, errors, method, non_negative) - table_of(key, 3)).cwiseAbs().maxCoeff();
  };
  EXPECT_LT(distance("ols", Reconciliation::kOls, false), 1e-8);
  // The guard against errors that are all zero adds 1e-8 of the largest variance.
  EXPECT_LT(distance("wls", Reconciliation::kWls, false), 1e-5);
  EXPECT_LT(distance("mint", Reconciliation::kMinTraceShrink, false), 1e-5);
  EXPECT_LT(distance("mint_nonnegative", Reconciliation::kMinTraceShrink, true), 1e-5);
}

}  // namespace
}  // namespace klytics::forecast
