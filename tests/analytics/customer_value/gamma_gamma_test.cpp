#include "analytics/customer_value/gamma_gamma.h"

#include <gtest/gtest.h>

#include "analytics/reference_table.h"
#include "core/error.h"

namespace klytics::analytics {
namespace {

std::vector<RepeatSpend> own_spends() {
  const ReferenceTable table = own_table("customer_value/customers.csv").value();
  const std::vector<double> x = table.numbers("x"), m = table.numbers("m");
  std::vector<RepeatSpend> spends;
  for (std::size_t i = 0; i < x.size(); ++i)
    if (x[i] > 0) spends.push_back({x[i], m[i]});
  return spends;
}

TEST(GammaGamma, FindsTheMaximumThatROptimFinds) {
  const ReferenceTable table = own_table("customer_value/parameters.csv").value();
  const Maximum maximum = gamma_gamma::fit(gamma_gamma::Sample(own_spends()));
  EXPECT_NEAR(maximum.log_likelihood, table.numbers("log_likelihood")[3], 1e-6);
  const double expected[] = {table.numbers("first")[3], table.numbers("second")[3], table.numbers("third")[3]};
  // optim() works with numerical gradients: its parameters are exact to a small part of their standard error.
  for (int i = 0; i < 3; ++i) EXPECT_NEAR(maximum.parameters[i], expected[i], 0.002 * maximum.standard_errors[i]) << i;
}

TEST(GammaGamma, ExpectsTheWeightedMeanOfTheCustomersAndThePopulationsSpend) {
  const Eigen::Vector3d parameters(6, 4, 15);
  EXPECT_DOUBLE_EQ(gamma_gamma::expected_spend(parameters, 0, 0), 6.0 * 15 / 3);
  EXPECT_NEAR(gamma_gamma::expected_spend(parameters, 1e9, 42), 42, 1e-6);  // what a customer shows outweighs the rest
}

TEST(GammaGamma, ItsGradientIsTheDerivative) {
  const gamma_gamma::Sample sample(own_spends());
  const Eigen::Vector3d parameters(2, 3, 40);
  Eigen::VectorXd gradient, ignored;
  gamma_gamma::log_likelihood(sample, parameters, gradient);
  for (int i = 0; i < 3; ++i) {
    Eigen::Vector3d above = parameters, below = parameters;
    above[i] += 1e-4;
    below[i] -= 1e-4;
    const double slope =
        (gamma_gamma::log_likelihood(sample, above, ignored) - gamma_gamma::log_likelihood(sample, below, ignored)) /
        2e-4;
    EXPECT_NEAR(slope / gradient[i], 1, 1e-6) << i;
  }
}

TEST(GammaGamma, RefusesAmountsWithoutVarianceAndTooFewCustomers) {
  EXPECT_THROW(gamma_gamma::fit(gamma_gamma::Sample(std::vector<RepeatSpend>(40, {3, 19.99}))), Error);
  EXPECT_THROW(gamma_gamma::fit(gamma_gamma::Sample({{3, 19.99}, {1, 5}})), Error);
}

}  // namespace
}  // namespace klytics::analytics
