#include "analytics/forecast/models/followed_level.h"

#include <algorithm>
#include <array>
#include <vector>

#include "analytics/forecast/models/error_shares.h"

namespace klytics::forecast {
namespace {

/// `share` of the forecast has a level that moves by `speed` of each surprise, the rest is the regression's.
struct Opinion {
  double share, speed;
};
constexpr std::array kOpinions{Opinion{0.5, 0.02}, Opinion{0.5, 0.05}, Opinion{0.5, 0.1},
                               Opinion{0.5, 0.2},  Opinion{1, 0.1},    Opinion{1, 0.2}};
constexpr double kSurprise = 2;  // noise deviations: a day beyond, a sale or a breakdown, counts as that

/// The coefficients without those of the trend.
Eigen::VectorXd without_trend(const AdditiveDesign& design, Eigen::VectorXd coefficients) {
  for (Eigen::Index term = 0; term < coefficients.size(); ++term) {
    const TermGroup group = design.group(term);
    if (group == TermGroup::kLine || group == TermGroup::kSlopes || group == TermGroup::kLevels) coefficients[term] = 0;
  }
  return coefficients;
}

/// For each opinion its forecast after the first `size` rows, less the regression's: opinions x steps.
Eigen::MatrixXd differences(const AdditiveRegression& regression, const Eigen::VectorXd& coefficients, int size,
                            int steps) {
  const AdditiveDesign& design = regression.design();
  const Eigen::VectorXd known = without_trend(design, coefficients);
  const Eigen::VectorXd seasons = design.values(0, size + steps, known);
  const Eigen::VectorXd own = design.values(size, size + steps, coefficients);
  constexpr int kFirst = 28;  // days whose mean the level begins with
  double first = 0;
  int count = 0;
  for (int t = 0; t < size && count < kFirst; ++t)
    if (!regression.closed(t)) first += regression.scaled_value(t) - seasons[t], ++count;
  if (count > 0) first /= count;
  Eigen::MatrixXd result(std::ssize(kOpinions), steps);
  for (std::size_t i = 0; i < kOpinions.size(); ++i) {
    double level = first;
    for (int t = 0; t < size; ++t) {
      if (regression.closed(t)) continue;
      const double surprise = regression.scaled_value(t) - seasons[t] - level;
      level += kOpinions[i].speed * std::clamp(surprise, -kSurprise, kSurprise);
    }
    result.row(static_cast<Eigen::Index>(i)) =
        kOpinions[i].share * (seasons.tail(steps).array() + level - own.array()).matrix().transpose();
  }
  return result;
}

}  // namespace

FollowedLevel follow_level(const AdditiveRegression& regression, const Eigen::MatrixXd& coefficients, int size,
                           int horizon) {
  // The regression is believed unless a followed level was better by more: few origins decide.
  constexpr double kBelieved = 0.97;
  const std::vector<int>& origins = regression.origins();
  const Eigen::MatrixXd own = regression.origin_forecasts(coefficients);
  std::array<Eigen::MatrixXd, kOpinions.size()> forecasts;
  forecasts.fill(own);
  for (Eigen::Index i = 0; i < own.rows(); ++i) {
    const Eigen::MatrixXd apart =
        differences(regression, coefficients.col(i), origins[static_cast<std::size_t>(i)], regression.steps());
    for (std::size_t k = 0; k < kOpinions.size(); ++k) forecasts[k].row(i) += apart.row(static_cast<Eigen::Index>(k));
  }
  const auto error_of = [&](const Eigen::MatrixXd& scaled) {
    return regression.origin_errors(scaled).errors.cwiseAbs().mean();
  };
  std::vector<double> errors{kBelieved * error_of(own)};
  for (const Eigen::MatrixXd& scaled : forecasts) errors.push_back(error_of(scaled));
  const std::vector<double> shares = shares_by_error(errors);
  const Eigen::MatrixXd apart = differences(regression, coefficients.rightCols<1>(), size, horizon);
  FollowedLevel result{shares[0] * own, Eigen::VectorXd::Zero(horizon)};
  for (std::size_t k = 0; k < kOpinions.size(); ++k) {
    result.forecasts += shares[k + 1] * forecasts[k];
    result.correction += shares[k + 1] * apart.row(static_cast<Eigen::Index>(k)).transpose();
  }
  return result;
}

}  // namespace klytics::forecast
