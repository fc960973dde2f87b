#include "analytics/customer_value/purchase_sample.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace klytics::analytics {
namespace {

// More repeat orders than this are a mistake in the data: a hundred a day for twenty years.
constexpr double kMostOrders = 1e6;

}  // namespace

std::optional<std::string> problem_of(const PurchaseHistory& history) {
  const auto [x, t_x, observed] = history;
  if (!std::isfinite(x) || !std::isfinite(t_x) || !std::isfinite(observed))
    return "x, t_x and T must be finite numbers";
  if (x < 0 || x != std::floor(x) || x > kMostOrders)
    return fmt::format("x must be a whole number from 0 to {:.0f}: {}", kMostOrders, x);
  if (observed < 0) return fmt::format("T must not be negative: {}", observed);
  if (t_x > observed) return fmt::format("t_x is after T: {} > {}", t_x, observed);
  if (x == 0 && t_x != 0) return fmt::format("t_x must be 0 without repeat orders: {}", t_x);
  if (x > 0 && t_x <= 0) return fmt::format("t_x must be positive with repeat orders: {}", t_x);
  return std::nullopt;
}

PurchaseSample::PurchaseSample(std::span<const PurchaseHistory> histories) {
  std::vector<PurchaseHistory> sorted(histories.begin(), histories.end());
  std::sort(sorted.begin(), sorted.end(), [](const PurchaseHistory& a, const PurchaseHistory& b) {
    return std::tie(a.orders, a.observed, a.last) < std::tie(b.orders, b.observed, b.last);
  });
  for (const PurchaseHistory& history : sorted) {
    if (groups_.empty() || groups_.back().history != history) groups_.push_back({history, 0});
    groups_.back().customers += 1;
  }
  count();
}

void PurchaseSample::count() {
  if (groups_.empty()) return;
  customers_above_.assign(static_cast<std::size_t>(groups_.back().history.orders), 0);
  for (const Group& group : groups_) {
    customers_ += group.customers;
    if (group.history.orders == 0) continue;
    repeat_customers_ += group.customers;
    customers_above_[static_cast<std::size_t>(group.history.orders) - 1] += group.customers;
  }
  for (std::size_t i = customers_above_.size(); i-- > 1;) customers_above_[i - 1] += customers_above_[i];
}

double PurchaseSample::mean_observed() const {
  double sum = 0;
  for (const Group& group : groups_) sum += group.customers * group.history.observed;
  return sum / customers_;
}

double PurchaseSample::mean_orders() const {
  double sum = 0;
  for (const Group& group : groups_) sum += group.customers * group.history.orders;
  return sum / customers_;
}

PurchaseSample PurchaseSample::thinned(std::size_t groups) const {
  const std::size_t step = std::max<std::size_t>(1, groups_.size() / groups);
  if (step == 1) return *this;
  PurchaseSample sample;
  for (std::size_t i = 0; i < groups_.size(); i += step) sample.groups_.push_back(groups_[i]);
  sample.count();
  return sample;
}

void add_rising(std::span<const double> above, double start, double weight, double& value, double& derivative) {
  for (std::size_t i = 0; i < above.size(); ++i) {
    const double term = start + static_cast<double>(i);
    value += weight * above[i] * std::log(term);
    derivative += weight * above[i] / term;
  }
}

}  // namespace klytics::analytics
