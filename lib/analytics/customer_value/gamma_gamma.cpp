#include "analytics/customer_value/gamma_gamma.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "core/error.h"

namespace klytics::analytics::gamma_gamma {
namespace {

constexpr std::size_t kFewestCustomers = 5;  // for three parameters
// Below this relative standard deviation the amounts are one amount and rounding.
constexpr double kNoVariation = 1e-6;

}  // namespace

Sample::Sample(std::vector<RepeatSpend> spends) : spends_(std::move(spends)) {
  std::sort(spends_.begin(), spends_.end(), [](const RepeatSpend& a, const RepeatSpend& b) {
    return std::pair(a.orders, a.mean) < std::pair(b.orders, b.mean);
  });
}

double Sample::mean() const {
  double sum = 0;
  for (const RepeatSpend& spend : spends_) sum += spend.mean;
  return sum / static_cast<double>(spends_.size());
}

double Sample::coefficient_of_variation() const {
  const double centre = mean();
  double squares = 0;
  for (const RepeatSpend& spend : spends_) squares += (spend.mean - centre) * (spend.mean - centre);
  return std::sqrt(squares / static_cast<double>(spends_.size())) / centre;
}

double log_likelihood(const Sample& sample, const Eigen::VectorXd& parameters, Eigen::VectorXd& gradient) {
  const double p = parameters[0], q = parameters[1], gamma = parameters[2];
  const double log_gamma = std::log(gamma);
  const double constant = q * log_gamma - boost::math::lgamma(q), digamma_q = boost::math::digamma(q);
  double value = 0, by_p = 0, by_q = 0, by_gamma = 0;
  double orders = 0, of_orders = 0, digamma_sum = 0, digamma_px = 0;
  for (const auto& [x, mean] : sample.spends()) {
    if (x != orders) {
      orders = x;
      of_orders = constant + boost::math::lgamma(p * x + q) - boost::math::lgamma(p * x) + p * x * std::log(x);
      digamma_sum = boost::math::digamma(p * x + q);
      digamma_px = boost::math::digamma(p * x);
    }
    const double log_mean = std::log(mean), log_total = std::log(gamma + x * mean);
    value += of_orders + (p * x - 1) * log_mean - (p * x + q) * log_total;
    by_p += x * (digamma_sum - digamma_px + log_mean + std::log(x) - log_total);
    by_q += digamma_sum - digamma_q + log_gamma - log_total;
    by_gamma += q / gamma - (p * x + q) / (gamma + x * mean);
  }
  gradient.resize(3);
  gradient << by_p, by_q, by_gamma;
  return value;
}

Maximum fit(const Sample& sample) {
  const std::size_t customers = sample.spends().size();
  if (customers < kFewestCustomers)
    throw Error(ErrorKind::kBadData,
                fmt::format("too few customers with repeat orders for gamma-gamma: {}, at least {} "
                            "are needed",
                            customers, kFewestCustomers));
  if (sample.coefficient_of_variation() < kNoVariation)
    throw Error(ErrorKind::kBadData, "all customers spend the same per order: gamma-gamma needs a variance",
                "use --spend none and multiply the expected orders by the amount");
  const LogLikelihood likelihood = [&sample](const Eigen::VectorXd& parameters, Eigen::VectorXd& gradient) {
    return log_likelihood(sample, parameters, gradient);
  };
  // The model's mean is p gamma / (q - 1).
  std::vector<Eigen::VectorXd> starts;
  for (const auto& [p, q] : {std::pair(2.0, 3.0), std::pair(6.0, 4.0), std::pair(1.0, 10.0)})
    starts.emplace_back(Eigen::Vector3d(p, q, sample.mean() * (q - 1) / p));
  const auto observations = static_cast<double>(customers);
  const Eigen::VectorXd near = search_maximum(likelihood, starts, observations, "gamma-gamma");
  Maximum maximum = polish_maximum(likelihood, near, observations, "gamma-gamma");
  if (maximum.parameters[1] <= 1)
    throw Error(ErrorKind::kBadData,
                fmt::format("gamma-gamma finds no finite mean spend: q = {:.4g} is not above 1", maximum.parameters[1]),
                "a few customers spend without measure; check the largest amounts, or use --spend none");
  return maximum;
}

double expected_spend(const Eigen::VectorXd& parameters, double orders, double mean) {
  const double p = parameters[0], q = parameters[1], gamma = parameters[2];
  const double total = orders > 0 ? orders * mean : 0;
  return p * (gamma + total) / (p * orders + q - 1);
}

}  // namespace klytics::analytics::gamma_gamma
