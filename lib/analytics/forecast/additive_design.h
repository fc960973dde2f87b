// The terms of the additive regression as a matrix: what the fit, the choice of penalties and the components share.
#pragma once

#include <Eigen/Core>
#include <array>
#include <string>
#include <vector>

#include "analytics/forecast/series.h"

namespace klytics::forecast {

/// The groups of terms; each has one penalty and is one component of a forecast.
enum class TermGroup { kLine, kSlopes, kLevels, kWeekday, kYearly, kMonthDay, kHolidays, kColumns };
inline constexpr std::size_t kTermGroups = 8;
std::string_view to_string(TermGroup group);

/// Rows are the steps of history and horizon. Line, slopes, levels and yearly terms are dense; weekdays, month days and
/// holidays are a few ones a row and kept as such, which makes the normal equations three times cheaper.
class AdditiveDesign {
 public:
  /// Terms that the length of the history cannot carry are left out: yearly terms below a year, month days below
  /// three months. Without a calendar: trend and the season of the history's period as "weekday".
  /// `recurring` has for each day of the year that matters besides the shop days its rows.
  AdditiveDesign(const History& history, int horizon, const std::vector<std::vector<int>>& recurring = {});

  Eigen::Index terms() const { return static_cast<Eigen::Index>(groups_.size()); }
  TermGroup group(Eigen::Index term) const { return groups_[static_cast<std::size_t>(term)]; }
  /// How much stronger than its group's the penalty of a term is.
  double penalty_weight(Eigen::Index term) const { return weights_[static_cast<std::size_t>(term)]; }
  bool has(TermGroup group) const;

  /// Adds sum w x x' and sum w x y over the rows first..last-1 to `normal` (lower triangle) and `right`; weights may be
  /// negative.
  void accumulate(int first, int last, const Eigen::VectorXd& weights, const Eigen::VectorXd& values,
                  Eigen::MatrixXd& normal, Eigen::VectorXd& right) const;
  /// x' coefficients of a row, all groups or one.
  double value(int row, const Eigen::VectorXd& coefficients) const;
  double value(int row, const Eigen::VectorXd& coefficients, TermGroup group) const;

 private:
  struct Entry {
    int term;
    double value;
  };
  using Rows = std::vector<std::vector<Entry>>;

  void add_trend(int size, double years_per_step);
  void add_year(double years_per_step);
  void add_shop_days(const Calendar& calendar);
  Eigen::Index dense_terms() const { return dense_.rows(); }
  int new_sparse_term(TermGroup group, double weight = 1);
  std::vector<Eigen::VectorXd> pending_;  // dense terms while they are collected

  int rows_;
  Eigen::MatrixXd dense_;  // terms x rows
  Rows sparse_;
  std::vector<TermGroup> groups_;
  std::vector<double> weights_;
};

}  // namespace klytics::forecast
