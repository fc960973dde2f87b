#include "analytics/forecast/models/ridge_trials.h"

#include <gtest/gtest.h>

#include <Eigen/LU>
#include <cmath>

namespace klytics::forecast {
namespace {

/// 60 rows of 9 terms that are all alike to some degree.
NormalEquations equations() {
  Eigen::MatrixXd rows(60, 9);
  Eigen::VectorXd values(60);
  for (Eigen::Index row = 0; row < rows.rows(); ++row) {
    for (Eigen::Index term = 0; term < rows.cols(); ++term)
      rows(row, term) = std::sin(1.0 + static_cast<double>((row + 3) * (term + 1))) + 0.3;
    values[row] = std::cos(static_cast<double>(row));
  }
  return {rows.transpose() * rows, rows.transpose() * values};
}

TEST(RidgeTrials, GivesForEachPenaltyWhatASolutionOfItsOwnGives) {
  const NormalEquations given = equations();
  const std::vector<int> varied{2, 3, 7};
  const Eigen::VectorXd penalties = Eigen::VectorXd::LinSpaced(9, 0.5, 4.5);
  const RidgeTrials trials(given, penalties, varied);
  for (const double penalty : {0.01, 1.0, 1e8}) {
    const Eigen::Vector3d tried(penalty, 2 * penalty, 3 * penalty);
    Eigen::MatrixXd system = given.normal;
    system.diagonal() += penalties;
    for (int i = 0; i < 3; ++i) {
      const int term = varied[static_cast<std::size_t>(i)];
      system(term, term) = given.normal(term, term) + tried[i];
    }
    const Eigen::VectorXd expected = system.partialPivLu().solve(given.right);
    // Rounding of a system whose entries are below 100.
    EXPECT_LT((trials.solve(tried) - expected).lpNorm<Eigen::Infinity>(), 1e-12) << penalty;
  }
}

TEST(RidgeTrials, VariesEveryTermOrNone) {
  const NormalEquations given = equations();
  const Eigen::VectorXd penalties = Eigen::VectorXd::Constant(9, 0.7);
  const Eigen::VectorXd all = RidgeTrials(given, penalties, {0, 1, 2, 3, 4, 5, 6, 7, 8}).solve(penalties);
  const Eigen::VectorXd none = RidgeTrials(given, penalties, {}).solve(Eigen::VectorXd());
  EXPECT_LT((all - none).lpNorm<Eigen::Infinity>(), 1e-12);
}

}  // namespace
}  // namespace klytics::forecast
