#include "analytics/customer_value/purchase_model.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "analytics/reference_table.h"
#include "core/error.h"

namespace klytics::analytics {
namespace {

constexpr std::string_view kModels[] = {"bg-nbd", "mbg-nbd", "pareto-nbd"};

std::vector<PurchaseHistory> histories_of(const ReferenceTable& table) {
  const std::vector<double> x = table.numbers("x"), t_x = table.numbers("t_x"), T = table.numbers("T");
  std::vector<PurchaseHistory> histories;
  // Weeks are written with 15 digits: what was whole days once more, but for the customers e1 ..., who have fractions.
  const auto days = [](double weeks) {
    return std::abs(weeks * 7 - std::round(weeks * 7)) < 1e-9 ? std::round(weeks * 7) / 7 : weeks;
  };
  for (std::size_t i = 0; i < x.size(); ++i) histories.push_back({x[i], days(t_x[i]), days(T[i])});
  return histories;
}

struct Reference {
  Eigen::Vector4d parameters;
  double log_likelihood;
};

Reference reference_of(std::string_view model) {
  const ReferenceTable table = own_table("customer_value/parameters.csv").value();
  for (std::size_t i = 0; i < table.text("model").size(); ++i)
    if (table.text("model")[i] == model)
      return {{table.numbers("first")[i], table.numbers("second")[i], table.numbers("third")[i],
               table.numbers("fourth")[i]},
              table.numbers("log_likelihood")[i]};
  throw std::out_of_range("no such model");
}

std::string error_of(const std::vector<PurchaseHistory>& histories) {
  try {
    fit(purchase_model("bg-nbd"), PurchaseSample(histories));
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kBadData);
    return error.what();
  }
  return "no error";
}

TEST(PurchaseModel, FitsFindTheMaximaThatROptimFinds) {
  const PurchaseSample sample(histories_of(own_table("customer_value/customers.csv").value()));
  for (const std::string_view model : kModels) {
    const Reference reference = reference_of(model);
    const Maximum maximum = fit(purchase_model(model), sample);
    EXPECT_NEAR(maximum.log_likelihood, reference.log_likelihood, 1e-6) << model;
    EXPECT_GE(maximum.log_likelihood, reference.log_likelihood - 1e-8) << model;  // optim() does not come nearer
    for (int i = 0; i < 4; ++i) {
      // optim() works with numerical gradients: where the likelihood is flat its parameters have four digits.
      const double tolerance = 0.002 * maximum.standard_errors[i] + 1e-5 * reference.parameters[i];
      EXPECT_NEAR(maximum.parameters[i], reference.parameters[i], tolerance) << model << " parameter " << i;
    }
  }
}

TEST(PurchaseModel, ExpectsOfEveryCustomerWhatNumericalIntegrationOfTheDefinitionGives) {
  const ReferenceTable table = own_table("customer_value/expected.csv").value();
  const std::vector<PurchaseHistory> histories = histories_of(table);
  for (const std::string_view model_name : kModels) {
    const PurchaseModel& model = purchase_model(model_name);
    const Eigen::Vector4d parameters = reference_of(model_name).parameters;
    const std::string prefix(model_name.substr(0, model_name.find('-')));
    const std::vector<double> alive = table.numbers(prefix + "_alive"), expected = table.numbers(prefix + "_expected"),
                              discounted = table.numbers(prefix + "_discounted");
    for (std::size_t i = 0; i < histories.size(); ++i) {
      const PurchaseHistory& history = histories[i];
      const double p = model.probability_alive(parameters, history);
      // Of the reference's integrate() calls the outer has a relative tolerance of 1e-11, the inner 1e-10, and the odds
      // of the eager buyers raise rounding to the power of x = 1000.
      EXPECT_NEAR(p / alive[i], 1, 1e-9) << model_name << " " << table.text("customer")[i];
      EXPECT_NEAR(p * model.expected_orders_if_alive(parameters, history.orders, history.observed, 26) / expected[i], 1,
                  1e-9)
          << model_name << " " << table.text("customer")[i];
      EXPECT_NEAR(
          p * model.discounted_orders_if_alive(parameters, history.orders, history.observed, std::log(1.1) / 52) /
              discounted[i],
          1, 1e-8)
          << model_name << " " << table.text("customer")[i];
    }
  }
}

TEST(PurchaseModel, EagerBuyersHaveAFiniteLikelihoodAndGradient) {
  const std::vector<PurchaseHistory> eager = {{221, 103.43, 103.57}, {161, 94.71, 98},     {204, 98.57, 99.43},
                                              {300, 99, 100},        {1000, 60, 100},      {100'000, 1, 500},
                                              {1, 1e-6, 1e4},        {5000, 1e4, 1e4 + 1}, {0, 0, 0}};
  const PurchaseSample sample(eager);
  for (const std::string_view model_name : kModels) {
    const PurchaseModel& model = purchase_model(model_name);
    for (const double scale : {1e-3, 1.0, 1e3}) {
      const Eigen::Vector4d parameters(0.5, 5 * scale, 0.7, 2 * scale);
      Eigen::VectorXd gradient;
      EXPECT_TRUE(std::isfinite(model.log_likelihood(sample, parameters, gradient))) << model_name << scale;
      EXPECT_TRUE(gradient.allFinite()) << model_name << scale;
      for (const PurchaseHistory& history : eager) {
        const double p = model.probability_alive(parameters, history);
        EXPECT_TRUE(p >= 0 && p <= 1) << model_name << history.orders;
        const double orders = model.expected_orders_if_alive(parameters, history.orders, history.observed, 39);
        EXPECT_TRUE(std::isfinite(orders) && orders >= 0) << model_name << history.orders;
        const double worth = model.discounted_orders_if_alive(parameters, history.orders, history.observed, 0.002);
        EXPECT_TRUE(std::isfinite(worth) && worth >= 0) << model_name << history.orders;
      }
    }
  }
}

TEST(PurchaseModel, ATwinOfEveryCustomerChangesTheErrorsAndNotTheParameters) {
  std::vector<PurchaseHistory> histories = histories_of(own_table("customer_value/customers.csv").value());
  const Maximum once = fit(purchase_model("bg-nbd"), PurchaseSample(histories));
  histories.insert(histories.end(), histories.begin(),
                   histories.begin() + static_cast<std::ptrdiff_t>(histories.size()));
  const Maximum twice = fit(purchase_model("bg-nbd"), PurchaseSample(histories));
  for (int i = 0; i < 4; ++i) {
    EXPECT_NEAR(twice.parameters[i] / once.parameters[i], 1, 1e-7);
    EXPECT_NEAR(twice.standard_errors[i] / once.standard_errors[i], std::sqrt(0.5), 1e-5);
  }
}

TEST(PurchaseModel, TheUnitOfTimeDoesNotMatter) {
  std::vector<PurchaseHistory> histories = histories_of(own_table("customer_value/customers.csv").value());
  for (const std::string_view model : kModels) {
    const Maximum weeks = fit(purchase_model(model), PurchaseSample(histories));
    std::vector<PurchaseHistory> in_days = histories;
    for (PurchaseHistory& history : in_days) history = {history.orders, history.last * 7, history.observed * 7};
    const Maximum days = fit(purchase_model(model), PurchaseSample(in_days));
    // A density of x orders per unit^x changes by 7^-x.
    const PurchaseSample sample(histories);
    EXPECT_NEAR(days.log_likelihood, weeks.log_likelihood - sample.customers() * sample.mean_orders() * std::log(7),
                1e-6);
    EXPECT_NEAR(days.parameters[0] / weeks.parameters[0], 1, 1e-6) << model;
    EXPECT_NEAR(days.parameters[1] / weeks.parameters[1], 7, 1e-5) << model;
  }
}

TEST(PurchaseModel, RefusesSamplesThatCannotTellAnything) {
  EXPECT_EQ(error_of({{1, 2, 3}}), "too few customers for bg-nbd: 1, at least 20 are needed");
  EXPECT_EQ(error_of(std::vector<PurchaseHistory>(50, {0, 0, 10})),
            "all customers ordered only once: repeat buying cannot be modelled");
  std::vector<PurchaseHistory> few(50, {0, 0, 10});
  few[0] = few[1] = {2, 5, 10};
  EXPECT_EQ(error_of(few), "too few customers with a repeat order for bg-nbd: 2, at least 5 are needed");
  // Everybody alike, and regular until the end: nothing tells customers apart.
  EXPECT_EQ(error_of(std::vector<PurchaseHistory>(50, {10, 10, 10})),
            "the data do not determine the parameters of bg-nbd");
}

TEST(PurchaseModel, AnUnknownModelIsAUsageError) {
  try {
    purchase_model("pareto");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUsage);
  }
}

TEST(PurchaseHistory, SaysWhatIsWrongWithIt) {
  EXPECT_EQ(problem_of({254, 97.43, 97.29}), "t_x is after T: 97.43 > 97.29");
  EXPECT_EQ(problem_of({2.5, 1, 2}), "x must be a whole number from 0 to 1000000: 2.5");
  EXPECT_EQ(problem_of({0, 1, 2}), "t_x must be 0 without repeat orders: 1");
  EXPECT_EQ(problem_of({1, 0, 2}), "t_x must be positive with repeat orders: 0");
  EXPECT_EQ(problem_of({1, NAN, 2}), "x, t_x and T must be finite numbers");
  EXPECT_EQ(problem_of({0, 0, -1}), "T must not be negative: -1");
  EXPECT_EQ(problem_of({1, 2, 2}), std::nullopt);
}

rc::Gen<std::vector<PurchaseHistory>> any_histories() {
  return rc::gen::container<std::vector<PurchaseHistory>>(
      rc::gen::map(rc::gen::tuple(rc::gen::inRange(0, 400), rc::gen::inRange(1, 5000), rc::gen::inRange(0, 5000)),
                   [](const auto& draw) {
                     const auto [x, last, rest] = draw;
                     return x == 0 ? PurchaseHistory{0, 0, rest / 10.0}
                                   : PurchaseHistory{x * 1.0, last / 10.0, (last + rest) / 10.0};
                   }));
}

RC_GTEST_PROP(PurchaseModel, GradientsAreTheDerivatives, ()) {
  const auto histories = *rc::gen::nonEmpty(any_histories());
  const PurchaseSample sample(histories);
  Eigen::Vector4d parameters;
  for (int i = 0; i < 4; ++i) parameters[i] = std::exp(*rc::gen::inRange(-30, 40) / 10.0);
  for (const std::string_view name : kModels) {
    const PurchaseModel& model = purchase_model(name);
    Eigen::VectorXd gradient, ignored;
    const double value = model.log_likelihood(sample, parameters, gradient);
    for (int i = 0; i < 4; ++i) {
      const double step = 1e-4 * parameters[i];
      Eigen::Vector4d above = parameters, below = parameters;
      above[i] += step;
      below[i] -= step;
      const double slope =
          (model.log_likelihood(sample, above, ignored) - model.log_likelihood(sample, below, ignored)) / (2 * step);
      // The difference cancels eps * |value| / step, and neglects the third derivative times step^2 / 6.
      RC_ASSERT(std::abs(slope - gradient[i]) * parameters[i] < 1e-6 * (1 + std::abs(value)));
    }
  }
}

RC_GTEST_PROP(PurchaseModel, ExpectationsGrowWithTheHorizonAndStayBelowWhatTheRateAllows, ()) {
  const auto histories = *rc::gen::nonEmpty(any_histories());
  Eigen::Vector4d parameters;
  for (int i = 0; i < 4; ++i) parameters[i] = std::exp(*rc::gen::inRange(-30, 40) / 10.0);
  for (const std::string_view name : kModels) {
    const PurchaseModel& model = purchase_model(name);
    for (const PurchaseHistory& history : histories) {
      const double rate = (parameters[0] + history.orders) / (parameters[1] + history.observed);
      double before = 0;
      for (const double horizon : {0.0, 1.0, 10.0, 1000.0}) {
        const double orders = model.expected_orders_if_alive(parameters, history.orders, history.observed, horizon);
        RC_ASSERT(orders >= before * (1 - 1e-12));
        RC_ASSERT(orders <= rate * horizon * (1 + 1e-12));
        before = orders;
      }
      const double worth = model.discounted_orders_if_alive(parameters, history.orders, history.observed, 0.01);
      RC_ASSERT(worth > 0 && worth <= rate / 0.01 * (1 + 1e-12));
    }
  }
}

}  // namespace
}  // namespace klytics::analytics
