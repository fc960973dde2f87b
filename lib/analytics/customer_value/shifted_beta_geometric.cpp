#include "analytics/customer_value/shifted_beta_geometric.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/error.h"

namespace klytics::analytics::shifted_beta_geometric {
namespace {

constexpr std::size_t kFewestPeriods = 2;  // as many as there are parameters

}  // namespace

// P(leave at t) = B(alpha + 1, beta + t - 1) / B(alpha, beta): alpha / (alpha + beta + t - 1) of those left after t - 1
// renewals, who are prod_{i<t-1} (beta + i) / (alpha + beta + i).
double log_likelihood(std::span<const Renewal> renewals, const Eigen::VectorXd& parameters, Eigen::VectorXd& gradient) {
  const double alpha = parameters[0], beta = parameters[1];
  double value = 0, by_alpha = 0, by_beta = 0;
  for (std::size_t i = 0; i < renewals.size(); ++i) {
    const auto [at_risk, left] = renewals[i];
    const double stay = at_risk - left, renewal = static_cast<double>(i);
    value += stay * std::log(beta + renewal) + left * std::log(alpha) - at_risk * std::log(alpha + beta + renewal);
    by_alpha += left / alpha - at_risk / (alpha + beta + renewal);
    by_beta += stay / (beta + renewal) - at_risk / (alpha + beta + renewal);
  }
  gradient.resize(2);
  gradient << by_alpha, by_beta;
  return value;
}

Maximum fit(std::span<const Renewal> renewals) {
  double largest = 0;
  std::size_t periods = 0;
  for (const Renewal& renewal : renewals) {
    largest = std::max(largest, renewal.at_risk);
    periods += renewal.at_risk > 0 ? 1 : 0;
  }
  if (periods < kFewestPeriods)
    throw Error(ErrorKind::kBadData, fmt::format("too few periods for sBG: subscribers are seen in {}, at least {} are "
                                                 "needed",
                                                 periods, kFewestPeriods));
  const LogLikelihood likelihood = [renewals](const Eigen::VectorXd& parameters, Eigen::VectorXd& gradient) {
    return log_likelihood(renewals, parameters, gradient);
  };
  std::vector<Eigen::VectorXd> starts;
  for (const auto& [alpha, beta] : {std::pair(1.0, 1.0), std::pair(0.5, 3.0), std::pair(5.0, 20.0)})
    starts.emplace_back(Eigen::Vector2d(alpha, beta));
  const Eigen::VectorXd near = search_maximum(likelihood, starts, largest, "sBG");
  return polish_maximum(likelihood, near, largest, "sBG");
}

std::vector<double> survival(const Eigen::VectorXd& parameters, int periods) {
  std::vector<double> shares = {1};
  for (int i = 0; i < periods; ++i)
    shares.push_back(shares.back() * (parameters[1] + i) / (parameters[0] + parameters[1] + i));
  return shares;
}

}  // namespace klytics::analytics::shifted_beta_geometric
