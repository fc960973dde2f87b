#include "analytics/customer_value/shifted_beta_geometric.h"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "core/error.h"

namespace klytics::analytics::shifted_beta_geometric {

// P(leave at t) = B(alpha + 1, beta + t - 1) / B(alpha, beta): alpha / (alpha + beta + t - 1) of those left after t - 1
// renewals, who are prod_{i<t-1} (beta + i) / (alpha + beta + i).
double log_likelihood(std::span<const double> survivors, const Eigen::VectorXd& parameters, Eigen::VectorXd& gradient) {
  const double alpha = parameters[0], beta = parameters[1];
  double value = 0, by_alpha = 0, by_beta = 0;
  for (std::size_t i = 0; i + 1 < survivors.size(); ++i) {
    // Renewal i: of survivors[i] people some stay and some leave.
    const double stay = survivors[i + 1], leave = survivors[i] - survivors[i + 1];
    const double renewal = static_cast<double>(i);
    value +=
        stay * std::log(beta + renewal) + leave * std::log(alpha) - survivors[i] * std::log(alpha + beta + renewal);
    by_alpha += leave / alpha - survivors[i] / (alpha + beta + renewal);
    by_beta += stay / (beta + renewal) - survivors[i] / (alpha + beta + renewal);
  }
  gradient.resize(2);
  gradient << by_alpha, by_beta;
  return value;
}

Maximum fit(std::span<const double> survivors) {
  if (survivors.size() < 3)
    throw Error(ErrorKind::kBadData,
                fmt::format("too few periods for sBG: {}, at least 3 are needed", survivors.size()));
  if (!(survivors[0] > 0)) throw Error(ErrorKind::kBadData, "sBG needs subscribers at time 0");
  for (std::size_t i = 1; i < survivors.size(); ++i)
    if (!(survivors[i] >= 0 && survivors[i] <= survivors[i - 1]))
      throw Error(ErrorKind::kBadData,
                  fmt::format("the survivors of a period must be between 0 and those of the period "
                              "before: {} after {} at period {}",
                              survivors[i], survivors[i - 1], i));
  const LogLikelihood likelihood = [survivors](const Eigen::VectorXd& parameters, Eigen::VectorXd& gradient) {
    return log_likelihood(survivors, parameters, gradient);
  };
  std::vector<Eigen::VectorXd> starts;
  for (const auto& [alpha, beta] : {std::pair(1.0, 1.0), std::pair(0.5, 3.0), std::pair(5.0, 20.0)})
    starts.emplace_back(Eigen::Vector2d(alpha, beta));
  const Eigen::VectorXd near = search_maximum(likelihood, starts, survivors[0], "sBG");
  return polish_maximum(likelihood, near, survivors[0], "sBG");
}

std::vector<double> survival(const Eigen::VectorXd& parameters, int periods) {
  std::vector<double> shares = {1};
  for (int i = 0; i < periods; ++i)
    shares.push_back(shares.back() * (parameters[1] + i) / (parameters[0] + parameters[1] + i));
  return shares;
}

}  // namespace klytics::analytics::shifted_beta_geometric
