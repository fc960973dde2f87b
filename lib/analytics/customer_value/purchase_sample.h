// Purchase histories of customers, checked and condensed to what the purchase models need.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace klytics::analytics {

/// One customer as the purchase models see it. All times in one unit (weeks, say) since the first order.
struct PurchaseHistory {
  double orders = 0;    // x: repeat orders, without the first; a whole number
  double last = 0;      // t_x: time of the last repeat order, 0 without one
  double observed = 0;  // T: length of the observation, at least `last`

  bool operator==(const PurchaseHistory&) const = default;
};

/// What is wrong with a history, as the end of a sentence about a customer ("t_x is after T: ..."); nullopt when it is
/// sound: finite, orders a whole number >= 0, 0 <= last <= observed, and last > 0 exactly when there are repeat orders.
std::optional<std::string> problem_of(const PurchaseHistory& history);

/// Equal histories counted once, ordered by orders, observed, last. The likelihood of millions of customers costs as
/// much as that of their distinct histories.
class PurchaseSample {
 public:
  struct Group {
    PurchaseHistory history;
    double customers;
  };

  /// `histories` must be sound. O(n log n).
  explicit PurchaseSample(std::span<const PurchaseHistory> histories);

  std::span<const Group> groups() const { return groups_; }
  double customers() const { return customers_; }
  double repeat_customers() const { return repeat_customers_; }
  /// Element i is the number of customers with more than i repeat orders: a sum over customers of
  /// ln G(r + x) - ln G(r) is the sum over i of this times ln(r + i).
  std::span<const double> customers_above() const { return customers_above_; }
  double mean_observed() const;
  double mean_orders() const;

  /// Every n-th group of the largest n that leaves at least `groups` of them; itself when there are not more.
  PurchaseSample thinned(std::size_t groups) const;

 private:
  PurchaseSample() = default;
  void count();

  std::vector<Group> groups_;
  std::vector<double> customers_above_;
  double customers_ = 0;
  double repeat_customers_ = 0;
};

/// Adds weight * (ln G(start + n) - ln G(start)) summed over customers, where `above` counts those with more than i
/// occasions and n is how many a customer has, to `value`, and its derivative by start to `derivative`.
void add_rising(std::span<const double> above, double start, double weight, double& value, double& derivative);

}  // namespace klytics::analytics
