// The terms of the additive regression as a matrix: what the fit, the choice of penalties and the components share.
#pragma once

#include <Eigen/Core>
#include <array>
#include <string>
#include <vector>

#include "analytics/forecast/series.h"

namespace klytics::forecast {

/// The groups of terms; each has one penalty and is one component of a forecast.
enum class TermGroup { kLine, kSlopes, kLevels, kWeekday, kYearly, kMonthDay, kHolidays, kColumns, kSeasonalWeekday };
inline constexpr std::size_t kTermGroups = 9;
std::string_view to_string(TermGroup group);

/// The equations of a weighted least squares fit: sum w x x' (upper triangle) and sum w x y.
struct NormalEquations {
  Eigen::MatrixXd normal;
  Eigen::VectorXd right;
};
/// With the lower triangle too.
NormalEquations symmetric(NormalEquations equations);

/// Rows are the steps of history and horizon. Line, slopes, levels and yearly terms are dense; weekdays, month days and
/// holidays are a few ones a row and kept as such, which makes the normal equations three times cheaper.
class AdditiveDesign {
 public:
  /// Terms that the length of the history cannot carry are left out: yearly terms below a year, month days below
  /// three months. Without a calendar: trend and the season of the history's period as "weekday".
  AdditiveDesign(const History& history, int horizon);

  /// Adds a holiday a day of the year that matters besides the shop days, each given by its rows.
  void add_recurring(const std::vector<std::vector<int>>& recurring);
  /// Adds a wave of a year for each weekday: a week that is another in summer than in winter. Of days with a calendar
  /// and at least two years, for what was seen once may be a change; otherwise does nothing.
  void add_seasonal_weekdays(const History& history);

  Eigen::Index terms() const { return static_cast<Eigen::Index>(groups_.size()); }
  TermGroup group(Eigen::Index term) const { return groups_[static_cast<std::size_t>(term)]; }
  /// How much stronger than its group's the penalty of a term is.
  double penalty_weight(Eigen::Index term) const { return weights_[static_cast<std::size_t>(term)]; }
  bool has(TermGroup group) const;

  NormalEquations no_equations() const;
  /// Adds the rows first..last-1; weights are not negative.
  void accumulate(int first, int last, const Eigen::VectorXd& weights, const Eigen::VectorXd& values,
                  NormalEquations& equations) const;
  /// Adds single rows, of which weights and values are given in their order; weights may be negative.
  void accumulate(const std::vector<int>& rows, const Eigen::VectorXd& weights, const Eigen::VectorXd& values,
                  NormalEquations& equations) const;
  /// Makes room for terms that were added since, and adds what the rows before `last` say of them.
  void accumulate_new(int last, const Eigen::VectorXd& weights, const Eigen::VectorXd& values,
                      NormalEquations& equations) const;

  /// x' coefficients of the rows first..last-1.
  Eigen::VectorXd values(int first, int last, const Eigen::VectorXd& coefficients) const;
  /// Of all rows the part of one group.
  Eigen::VectorXd group_values(TermGroup group, const Eigen::VectorXd& coefficients) const;

 private:
  struct Entry {
    int term;
    double value;
  };
  using Rows = std::vector<std::vector<Entry>>;

  void add_dense_terms(int size, double years_per_step, bool yearly);
  void add_weekdays(const History& history);
  void add_shop_days(const Calendar& calendar);
  void add_columns(const Calendar& calendar, int past);
  Eigen::Index dense_terms() const { return dense_.rows(); }
  int new_term(TermGroup group, double weight = 1);
  void put(int row, int term, double value) { sparse_[static_cast<std::size_t>(row)].push_back({term, value}); }
  void accumulate_sparse(int row, double weight, double value, Eigen::Index from, NormalEquations& equations) const;

  int rows_;
  Eigen::MatrixXd dense_;  // terms x rows
  Rows sparse_;
  std::vector<TermGroup> groups_;
  std::vector<double> weights_;
};

}  // namespace klytics::forecast
