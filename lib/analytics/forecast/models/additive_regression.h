// The equations of the additive regression: of the whole history and of the part before each rolling origin, with Huber
// weights, solved for any penalties.
#pragma once

#include <Eigen/Core>
#include <array>
#include <span>
#include <vector>

#include "analytics/forecast/models/additive_design.h"
#include "analytics/forecast/models/additive_scale.h"
#include "analytics/forecast/models/ridge_trials.h"
#include "analytics/forecast/series.h"

namespace klytics::forecast {

/// A ridge penalty a group, in units in which the noise of a day is 1: 1 / penalty is the variance that a coefficient
/// is expected to have. kNoTerm leaves the group out.
using AdditivePenalties = std::array<double, kTermGroups>;
inline constexpr double kNoTerm = 1e8;
/// Where the choice begins: changes of slope and level that a quiet shop has, days that matter moderately, the same
/// week all the year.
inline constexpr AdditivePenalties kUsualPenalties{1e-4, 4, 40, 0.1, 1, 30, 0.5, 0.1, kNoTerm};

/// Errors of forecasts from earlier origins of the same history: rows are origins, columns steps.
struct OriginErrors {
  std::vector<int> origins;  // observations before each
  Eigen::MatrixXd errors;    // actual - forecast
  Eigen::MatrixXd forecasts;
};

/// One history on one scale. Rows are its steps and those of the horizon.
class AdditiveRegression {
 public:
  /// `logarithm` needs ValueScale::has_logarithm().
  AdditiveRegression(const History& history, int horizon, bool logarithm);

  void add_recurring(const std::vector<std::vector<int>>& recurring);
  void add_seasonal_weekdays();

  const AdditiveDesign& design() const { return design_; }
  const ValueScale& scale() const { return scale_; }
  /// Whether the row is of a weekday on which nothing was sold for half a year although others were.
  bool closed(int row) const;
  std::vector<int> closed_weekdays() const;
  double scaled_value(int row) const { return values_[row]; }

  Eigen::VectorXd solve(const AdditivePenalties& penalties) const;
  /// What a fit leaves of each row, in units of the noise; NaN for closed days.
  std::vector<double> residuals(const AdditivePenalties& penalties) const;
  /// Huber weights from the residuals of a fit; only the rows whose weight changes touch the equations.
  void reweight(const AdditivePenalties& penalties, int times);

  /// The equations of the prefixes before each origin and, last, of the whole history, so that a trial costs one
  /// solution of each. After the last change of terms and weights.
  void prepare_origins(std::vector<int> origins, int steps);
  const std::vector<int>& origins() const { return origins_; }
  int steps() const { return steps_; }

  /// Penalties that were tried: what they make of each prefix and, in the last column, of the whole history, and how
  /// far their forecasts from the origins were off.
  struct Tried {
    AdditivePenalties penalties;
    Eigen::MatrixXd coefficients;  // terms x (origins + 1)
    double error = 0;              // mean absolute, of the values
  };
  /// One group of terms after the other: all penalties that were tried, the best first.
  std::vector<Tried> choose(const AdditivePenalties& usual) const;

  /// Forecasts from the origins on the scale of the fit: origins x steps.
  Eigen::MatrixXd origin_forecasts(const Eigen::MatrixXd& coefficients) const;
  /// How far such forecasts are off, of the values.
  OriginErrors origin_errors(const Eigen::MatrixXd& scaled) const;

 private:
  int phase(int row) const;
  std::vector<bool> closed_phases() const;
  /// The equations of prefixes_, ready for any penalties of some terms.
  struct Factored {
    std::vector<int> varied;
    std::vector<RidgeTrials> equations;
  };
  Factored factor(const AdditivePenalties& penalties, std::span<const TermGroup> groups) const;
  Tried try_out(const AdditivePenalties& penalties, const Factored& factored) const;
  Eigen::VectorXd term_penalties(const AdditivePenalties& penalties) const;

  History history_;
  AdditiveDesign design_;
  ValueScale scale_;
  std::vector<bool> closed_;
  Eigen::VectorXd values_, weights_;
  NormalEquations equations_;
  std::vector<int> origins_;
  int steps_ = 0;
  std::vector<NormalEquations> prefixes_;
};

}  // namespace klytics::forecast
