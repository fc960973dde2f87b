#include "analytics/customer_value/beta_geometric.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "analytics/customer_value/integrals.h"

namespace klytics::analytics {
namespace {

constexpr std::array<std::string_view, 4> kNames = {"r", "alpha", "a", "b"};

}  // namespace

std::span<const std::string_view> BetaGeometric::parameter_names() const { return kNames; }

// With n = x occasions to leave (x + 1 in the modified model), B(a, b + n) / B(a, b) = prod_{i<n} (b + i) / (a + b +
// i), and B(a + 1, b + n - 1) / B(a, b + n) = a / (b + n - 1), each customer's likelihood is
//   G(r + x) / G(r) alpha^r * prod * { (alpha + T)^-(r+x) + a / (b + n - 1) (alpha + t_x)^-(r+x) }
// with the second term only where n > 0.
double BetaGeometric::log_likelihood(const PurchaseSample& sample, const Eigen::VectorXd& parameters,
                                     Eigen::VectorXd& gradient) const {
  const double r = parameters[0], alpha = parameters[1], a = parameters[2], b = parameters[3];
  const double customers = sample.customers();
  double value = customers * r * std::log(alpha);
  double by_r = customers * std::log(alpha), by_alpha = customers * r / alpha, by_a = 0, by_b = 0;

  add_rising(sample.customers_above(), r, 1, value, by_r);
  double by_sum = 0;  // the derivative by a + b
  if (chances_before_repeats_ == 0) {
    add_rising(sample.customers_above(), b, 1, value, by_b);
    add_rising(sample.customers_above(), a + b, -1, value, by_sum);
  } else {
    const double everyone[] = {customers};
    add_rising(everyone, b, 1, value, by_b);
    add_rising(everyone, a + b, -1, value, by_sum);
    add_rising(sample.customers_above(), b + 1, 1, value, by_b);
    add_rising(sample.customers_above(), a + b + 1, -1, value, by_sum);
  }
  by_a += by_sum;
  by_b += by_sum;

  const double log_a = std::log(a);
  double orders = -1, log_odds_of_leaving = 0, observed = -1, log_end = 0;
  for (const PurchaseSample::Group& group : sample.groups()) {
    const auto [x, t_x, T] = group.history;
    const double chances = x + chances_before_repeats_;
    if (x != orders) {  // groups are ordered by x, then T: most of the logarithms are shared
      orders = x;
      if (chances > 0) log_odds_of_leaving = log_a - std::log(b + chances - 1);
    }
    if (T != observed) {
      observed = T;
      log_end = std::log(alpha + T);
    }
    if (chances == 0) {
      value -= group.customers * r * log_end;
      by_r -= group.customers * log_end;
      by_alpha -= group.customers * r / (alpha + T);
      continue;
    }
    const double log_last = std::log(alpha + t_x);
    const double alive = -(r + x) * log_end;
    const double left = log_odds_of_leaving - (r + x) * log_last;
    const double ratio = std::exp(-std::abs(left - alive));
    value += group.customers * (std::max(alive, left) + std::log1p(ratio));
    const double probability_left = (left > alive ? 1 : ratio) / (1 + ratio);
    const double gone = group.customers * probability_left, stayed = group.customers - gone;
    by_r -= stayed * log_end + gone * log_last;
    by_alpha -= (r + x) * (stayed / (alpha + T) + gone / (alpha + t_x));
    by_a += gone / a;
    by_b -= gone / (b + chances - 1);
  }
  gradient.resize(4);
  gradient << by_r, by_alpha, by_a, by_b;
  return value;
}

double BetaGeometric::probability_alive(const Eigen::VectorXd& parameters, const PurchaseHistory& history) const {
  const double r = parameters[0], alpha = parameters[1], a = parameters[2], b = parameters[3];
  const double chances = history.orders + chances_before_repeats_;
  if (chances == 0) return 1;
  const double log_odds_of_leaving =
      std::log(a / (b + chances - 1)) +
      (r + history.orders) * std::log1p((history.observed - history.last) / (alpha + history.last));
  return 1 / (1 + std::exp(log_odds_of_leaving));
}

// Given p and rate, one who is active makes (1 - e^(-rate p t)) / p more purchases in t; the rate of an active customer
// is Gamma(r + x, alpha + T), its p is Beta(a, b + n).
double BetaGeometric::expected_orders_if_alive(const Eigen::VectorXd& parameters, double orders, double observed,
                                               double horizon) const {
  const double shape = parameters[0] + orders;
  const double scaled = horizon / (parameters[1] + observed);
  return beta_expectation(parameters[2], parameters[3] + orders + chances_before_repeats_, scaled * (1 + shape),
                          [=](double p) { return -std::expm1(-shape * std::log1p(p * scaled)) / p; });
}

// The integral of e^(-rate t) times the purchase rate at t, shape / (end + p t) * (end / (end + p t))^shape, is
// shape / p * e^q E_{shape+1}(q) with q = rate * end / p.
double BetaGeometric::discounted_orders_if_alive(const Eigen::VectorXd& parameters, double orders, double observed,
                                                 double rate) const {
  const double shape = parameters[0] + orders;
  const double end = parameters[1] + observed;
  return beta_expectation(parameters[2], parameters[3] + orders + chances_before_repeats_, (1 + shape) / (rate * end),
                          [=](double p) { return shape / p * scaled_exponential_integral(shape + 1, rate * end / p); });
}

std::vector<Eigen::VectorXd> BetaGeometric::starts(double scale) const {
  std::vector<Eigen::VectorXd> starts;
  for (const auto& [r, alpha, a, b] : std::initializer_list<std::array<double, 4>>{
           {0.5, 0.2, 1, 2}, {1, 1, 0.3, 3}, {2, 0.5, 3, 6}, {0.2, 0.05, 0.5, 0.5}})
    starts.emplace_back(Eigen::Vector4d(r, alpha * scale, a, b));
  return starts;
}

}  // namespace klytics::analytics
