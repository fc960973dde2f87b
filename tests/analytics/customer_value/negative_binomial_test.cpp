#include "analytics/customer_value/negative_binomial.h"

#include <gtest/gtest.h>

#include "analytics/reference_table.h"

namespace klytics::analytics {
namespace {

std::vector<PurchaseHistory> histories() {
  const ReferenceTable table = own_table("customer_value/customers.csv").value();
  const std::vector<double> x = table.numbers("x"), t_x = table.numbers("t_x"), T = table.numbers("T");
  std::vector<PurchaseHistory> histories;
  for (std::size_t i = 0; i < x.size(); ++i) histories.push_back({x[i], t_x[i], T[i]});
  return histories;
}

// R 4.2: optim(), BFGS and then Nelder-Mead to 1e-16, of sum(lgamma(r + x) - lgamma(r) + r * log(alpha) -
// (r + x) * log(alpha + T)); errors from optimHess() with steps of 1e-4. Tolerances are those of its digits.
TEST(NegativeBinomial, FindsTheMaximumThatROptimFinds) {
  const Maximum maximum = fit(purchase_model("nbd"), PurchaseSample(histories()));
  EXPECT_NEAR(maximum.parameters[0], 0.5048443, 5e-7);
  EXPECT_NEAR(maximum.parameters[1], 11.133366, 2e-5);
  EXPECT_NEAR(maximum.log_likelihood, -3895.593187, 1e-6);
  EXPECT_NEAR(maximum.standard_errors[0], 0.047035, 1e-5);
  EXPECT_NEAR(maximum.standard_errors[1], 1.26253, 2e-4);
}

TEST(NegativeBinomial, IsWhatBgNbdComesToWhenNobodyLeaves) {
  const PurchaseModel& nbd = purchase_model("nbd");
  const PurchaseModel& bg_nbd = purchase_model("bg-nbd");
  const Eigen::Vector2d parameters(0.5, 11);
  const Eigen::Vector4d limit(0.5, 11, 1e-12, 3);
  const PurchaseSample sample(histories());
  Eigen::VectorXd gradient, gradient_of_limit;
  EXPECT_NEAR(nbd.log_likelihood(sample, parameters, gradient), bg_nbd.log_likelihood(sample, limit, gradient_of_limit),
              1e-8);
  EXPECT_NEAR(gradient[0], gradient_of_limit[0], 1e-6);
  EXPECT_NEAR(gradient[1], gradient_of_limit[1], 1e-6);
  for (const PurchaseHistory& history : {PurchaseHistory{0, 0, 30}, PurchaseHistory{5, 20, 30}}) {
    EXPECT_EQ(nbd.probability_alive(parameters, history), 1);
    EXPECT_NEAR(nbd.expected_orders_if_alive(parameters, history.orders, history.observed, 26) /
                    bg_nbd.expected_orders_if_alive(limit, history.orders, history.observed, 26),
                1, 1e-9);
    EXPECT_NEAR(nbd.discounted_orders_if_alive(parameters, history.orders, history.observed, 0.002) /
                    bg_nbd.discounted_orders_if_alive(limit, history.orders, history.observed, 0.002),
                1, 1e-9);
  }
}

}  // namespace
}  // namespace klytics::analytics
