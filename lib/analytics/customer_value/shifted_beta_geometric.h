// The shifted beta-geometric (sBG) model of contractual retention.
#pragma once

#include <span>

#include "analytics/customer_value/maximum_likelihood.h"
#include "analytics/customer_value/renewals.h"

namespace klytics::analytics {

/// A subscriber leaves at each renewal with a constant probability ~ Beta(alpha, beta) over subscribers (Fader, Hardie
/// 2007, "How to project customer retention"). Parameters alpha, beta.
namespace shifted_beta_geometric {

inline constexpr std::string_view kParameterNames[] = {"alpha", "beta"};

/// The log-likelihood of what happened at renewal 1, 2, ..., and its gradient. Subscribers who began at different times
/// may stand together: each renewal says how many of those who came so far left.
double log_likelihood(std::span<const Renewal> renewals, const Eigen::VectorXd& parameters, Eigen::VectorXd& gradient);

/// Maximum likelihood. Throws Error(kBadData) for fewer than two renewals with subscribers, or renewals that do not
/// determine the parameters, as when nobody leaves.
Maximum fit(std::span<const Renewal> renewals);

/// The share of the subscribers of time 0 that is left at time 0, 1, ..., `periods`.
std::vector<double> survival(const Eigen::VectorXd& parameters, int periods);

}  // namespace shifted_beta_geometric
}  // namespace klytics::analytics
