#include "analytics/customer_value/negative_binomial.h"

#include <array>
#include <cmath>

namespace klytics::analytics {
namespace {

constexpr std::array<std::string_view, 2> kNames = {"r", "alpha"};

}  // namespace

std::span<const std::string_view> NegativeBinomial::parameter_names() const { return kNames; }

// Each customer's likelihood is G(r + x) / G(r) alpha^r (alpha + T)^-(r+x), when its orders were is no part of it.
double NegativeBinomial::log_likelihood(const PurchaseSample& sample, const Eigen::VectorXd& parameters,
                                        Eigen::VectorXd& gradient) const {
  const double r = parameters[0], alpha = parameters[1];
  const double customers = sample.customers();
  double value = customers * r * std::log(alpha);
  double by_r = customers * std::log(alpha), by_alpha = customers * r / alpha;
  add_rising(sample.customers_above(), r, 1, value, by_r);
  for (const PurchaseSample::Group& group : sample.groups()) {
    const double shape = r + group.history.orders, end = alpha + group.history.observed;
    value -= group.customers * shape * std::log(end);
    by_r -= group.customers * std::log(end);
    by_alpha -= group.customers * shape / end;
  }
  gradient.resize(2);
  gradient << by_r, by_alpha;
  return value;
}

double NegativeBinomial::probability_alive(const Eigen::VectorXd&, const PurchaseHistory&) const { return 1; }

// The rate of a customer is Gamma(r + x, alpha + T).
double NegativeBinomial::expected_orders_if_alive(const Eigen::VectorXd& parameters, double orders, double observed,
                                                  double horizon) const {
  return (parameters[0] + orders) / (parameters[1] + observed) * horizon;
}

double NegativeBinomial::discounted_orders_if_alive(const Eigen::VectorXd& parameters, double orders, double observed,
                                                    double rate) const {
  return (parameters[0] + orders) / (parameters[1] + observed) / rate;
}

std::vector<Eigen::VectorXd> NegativeBinomial::starts(double scale) const {
  std::vector<Eigen::VectorXd> starts;
  for (const auto& [r, alpha] : {std::pair(1.0, 1.0), std::pair(0.3, 0.3), std::pair(3.0, 1.0)})
    starts.emplace_back(Eigen::Vector2d(r, alpha * scale));
  return starts;
}

}  // namespace klytics::analytics
