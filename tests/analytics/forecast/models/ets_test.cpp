#include "analytics/forecast/models/ets.h"

#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <cmath>
#include <random>

#include "analytics/forecast/models/ets_recursion.h"
#include "analytics/forecast/reference.h"

namespace klytics::forecast {
namespace {

constexpr const char* kForms[] = {"ANN",  "AAN", "AAdN", "MNN",  "MAN", "MAdN", "ANA", "AAA",
                                  "AAdA", "MNA", "MAA",  "MAdA", "MNM", "MAM",  "MAdM"};

/// R's parameters of a form: its vector ends before the last seasonal state, s0 is the state met last.
EtsParameters reference_parameters(const std::string& series, const std::string& form, int period) {
  const auto values = reference("ets", series, form + ".par");
  const auto names = reference("ets", series, form + ".parnames");
  EtsParameters result;
  std::vector<double> seasons(static_cast<std::size_t>(period));
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto name = static_cast<int>(names[i]);
    double* const targets[] = {&result.alpha, &result.beta, &result.gamma, &result.phi, &result.level, &result.slope};
    if (name <= 6) {
      *targets[name - 1] = values[i];
    } else {
      seasons[static_cast<std::size_t>(period - 1 - (name - 7))] = values[i];
      sum += values[i];
    }
  }
  if (form.back() != 'N') {
    seasons[0] = (form.back() == 'M' ? period : 0) - sum;
    result.season = seasons;
  }
  return result;
}

template <typename Check>
void for_each_reference(Check check) {
  int checked = 0;
  for (const auto& [name, series] : reference_series())
    for (const std::string form : kForms) {
      const auto likelihood = reference("ets", name, form + ".loglik");
      if (likelihood.empty()) continue;
      SCOPED_TRACE(name + " " + form);
      check(name, series, form, likelihood[0]);
      ++checked;
    }
  EXPECT_EQ(checked, 51);  // six forms of the yearly series, fifteen of each of the others
}

TEST(Ets, TheLikelihoodAtTheParametersOfREqualsThatOfR) {
  for_each_reference([](const auto& name, const auto& series, const auto& form, double likelihood) {
    const auto parameters = reference_parameters(name, form, series.period);
    const double criterion = ets_criterion(parse_ets_form(form).value(), parameters, series.history());
    EXPECT_NEAR(-criterion / 2, likelihood, 1e-5 * std::abs(likelihood));  // parameters are given to ten digits
  });
}

TEST(Ets, TheFitIsAtLeastAsLikelyAsThatOfR) {
  for_each_reference([](const auto&, const auto& series, const auto& form, double likelihood) {
    const auto fit = fit_ets(series.history(), parse_ets_form(form).value());
    ASSERT_TRUE(fit);
    EXPECT_GE(fit->log_likelihood, likelihood - 0.01);  // R's simplex leaves more than this on the table
  });
}

TEST(Ets, ForecastsAndDeviationsAtTheParametersOfREqualThoseOfR) {
  for_each_reference([](const auto& name, const auto& series, const auto& form, double) {
    if (form == "MAdM") return;  // R's formula leaves the damping of the first step out; see below
    EtsFit fit;
    fit.form = parse_ets_form(form).value();
    fit.period = fit.form.season == EtsSeason::kNone ? 1 : series.period;
    fit.observations = series.history().size();
    fit.parameters = fit.last_states = reference_parameters(name, form, series.period);
    const auto sums = EtsRecursion(fit.form, {series.values, fit.period}).run(fit.last_states);
    const auto parameters = static_cast<double>(reference("ets", name, form + ".par").size());
    fit.sigma2 = sums.squared_error / (fit.observations - parameters);
    const auto prediction = predict(fit, 8);
    const auto mean = reference("ets", name, form + ".mean");
    const auto upper = reference("ets", name, form + ".upper80");
    for (std::size_t step = 0; step < 8; ++step) {
      EXPECT_NEAR(prediction.mean[step], mean[step], 1e-6 * std::abs(mean[step]));
      EXPECT_NEAR(1.2815515655 * prediction.deviation[step], upper[step] - mean[step],
                  1e-3 * (upper[step] - mean[step]));
    }
  });
}

TEST(Ets, MomentsOfADampedMultiplicativeFormAreThoseOfSimulatedPaths) {
  EtsFit fit{{EtsError::kMultiplicative, EtsTrend::kDamped, EtsSeason::kMultiplicative}, 3, {}, {}, 0, 0, 0.01, 0};
  fit.last_states = {0.4, 0.1, 0.3, 0.9, 100, 5, {0.8, 1.3, 0.9}};
  constexpr int kPaths = 100'000, kSteps = 8;
  std::vector<double> sums(kSteps), squares(kSteps);
  std::mt19937 random(8);
  std::normal_distribution<double> normal(0, 0.1);
  for (int path = 0; path < kPaths; ++path) {
    EtsParameters state = fit.last_states;
    for (std::size_t step = 0; step < kSteps; ++step) {
      const double error = normal(random), trended = state.level + state.phi * state.slope;
      double& season = state.season[step % 3];
      const double value = trended * season * (1 + error);
      sums[step] += value, squares[step] += value * value;
      state.slope = state.phi * state.slope + state.beta * trended * error;
      state.level = trended * (1 + state.alpha * error);
      season *= 1 + state.gamma * error;
    }
  }
  const auto prediction = predict(fit, kSteps);
  for (std::size_t step = 0; step < kSteps; ++step) {
    const double mean = sums[step] / kPaths, deviation = std::sqrt(squares[step] / kPaths - mean * mean);
    EXPECT_NEAR(prediction.mean[step], mean, 5 * deviation / std::sqrt(kPaths)) << step;  // five standard errors
    EXPECT_NEAR(prediction.deviation[step], deviation, 0.015 * deviation) << step;        // of a deviation: 0.3 %
  }
}

TEST(Ets, TheGradientEqualsFiniteDifferences) {
  const auto& series = reference_series().at("quarterly");
  for (const char* name : kForms) {
    const auto form = parse_ets_form(name).value();
    EtsParameters at{0.3, 0.08, 0.15, form.trend == EtsTrend::kDamped ? 0.9 : 1.0, 480, 2, {0.9, 1.0, 1.2, 0.9}};
    if (form.season == EtsSeason::kAdditive) at.season = {-30, 5, 50, -25};
    if (form.season == EtsSeason::kNone) at.gamma = 0;
    EtsRecursion recursion(form, series.history());
    EtsParameters states = at;
    const auto sums = recursion.run(states);
    const EtsParameters gradient = recursion.gradient(at, sums);
    const auto slope = [&](double EtsParameters::*member, double step) {
      EtsParameters up = at, down = at;
      up.*member += step, down.*member -= step;
      return (ets_criterion(form, up, series.history()) - ets_criterion(form, down, series.history())) / (2 * step);
    };
    const auto expect = [&](double value, double finite) {
      EXPECT_NEAR(value, finite, 1e-4 * (1 + std::abs(finite))) << name;  // error of a central difference
    };
    expect(gradient.alpha, slope(&EtsParameters::alpha, 1e-6));
    expect(gradient.level, slope(&EtsParameters::level, 1e-3));
    if (form.trend != EtsTrend::kNone) expect(gradient.beta, slope(&EtsParameters::beta, 1e-6));
    if (form.trend != EtsTrend::kNone) expect(gradient.slope, slope(&EtsParameters::slope, 1e-4));
    if (form.trend == EtsTrend::kDamped) expect(gradient.phi, slope(&EtsParameters::phi, 1e-6));
    if (form.season == EtsSeason::kNone) continue;
    expect(gradient.gamma, slope(&EtsParameters::gamma, 1e-6));
    EtsParameters up = at, down = at;
    const double step = form.season == EtsSeason::kAdditive ? 1e-3 : 1e-6;
    up.season[2] += step, down.season[2] -= step;
    expect(gradient.season[2],
           (ets_criterion(form, up, series.history()) - ets_criterion(form, down, series.history())) / (2 * step));
  }
}

TEST(Ets, TheChosenFormHasTheSmallestCriterion) {
  const auto history = reference_series().at("monthly").history();
  const auto chosen = fit_ets(history);
  for (const char* form : kForms) {
    const auto fit = fit_ets(history, parse_ets_form(form).value());
    if (fit) {
      EXPECT_GE(fit->aicc, chosen.aicc - 1e-9) << form;
    }
  }
  EXPECT_EQ(chosen.form.season, EtsSeason::kMultiplicative);  // the series is made that way
}

TEST(Ets, ShrinkageKeepsTheSlopeOfAShortSeriesFromFollowingEveryTurn) {
  const std::vector<double> values{100, 103, 99, 104, 102, 109, 120, 133};  // the end looks like a new trend
  const auto form = parse_ets_form("AAN").value();
  const auto likely = fit_ets({values, 1}, form).value();
  const auto shrunk = fit_ets({values, 1}, form, kShrunkEts).value();
  EXPECT_GT(likely.log_likelihood, shrunk.log_likelihood);
  EXPECT_LT(shrunk.parameters.beta, likely.parameters.beta / 2);
}

TEST(Ets, AMultiplicativeFormNeedsPositiveValues) {
  const std::vector<double> values{3, 1, 0, 4, 5, 2, 3, 4};
  EXPECT_FALSE(fit_ets({values, 1}, parse_ets_form("MNN").value()));
  EXPECT_TRUE(fit_ets({values, 1}, parse_ets_form("ANN").value()));
}

TEST(Ets, AConstantIsContinuedWithCertainty) {
  const std::vector<double> values(12, 7.0);
  const auto prediction = predict(fit_ets({values, 4}), 3);
  for (std::size_t step = 0; step < 3; ++step) {
    EXPECT_NEAR(prediction.mean[step], 7, 1e-9);
    EXPECT_NEAR(prediction.deviation[step], 0, 1e-6);
  }
}

TEST(Ets, NamesRoundTrip) {
  EXPECT_EQ(to_string(parse_ets_form("MAdM").value()), "ETS(M,Ad,M)");
  EXPECT_FALSE(parse_ets_form("MMM"));
}

TEST(Ets, WhatAicCountsEqualsThatOfR) {
  for_each_reference([](const auto& name, const auto& series, const auto& form, double likelihood) {
    const auto fit = fit_ets(series.history(), parse_ets_form(form).value()).value();
    const double of_r = reference("ets", name, form + ".aicc")[0] + 2 * likelihood;
    EXPECT_NEAR(fit.aicc + 2 * fit.log_likelihood, of_r, 1e-5);  // both are given to ten digits of about a thousand
  });
}

TEST(Ets, ParametersEqualThoseOfRWhereBothFoundTheSameTop) {
  int compared = 0;
  for_each_reference([&](const auto& name, const auto& series, const auto& form, double likelihood) {
    const auto fit = fit_ets(series.history(), parse_ets_form(form).value()).value();
    if (std::abs(fit.log_likelihood - likelihood) > 0.3) return;  // R's simplex stops below the top, by up to 15
    ++compared;
    const EtsParameters theirs = reference_parameters(name, form, series.period);
    // A parameter that is one standard error off costs half a unit of the likelihood; those are about 0.05 here.
    EXPECT_NEAR(fit.parameters.alpha, theirs.alpha, 0.03);
    EXPECT_NEAR(fit.parameters.beta, theirs.beta, 0.03);
    EXPECT_NEAR(fit.parameters.gamma, theirs.gamma, 0.03);
    EXPECT_NEAR(fit.sigma2, reference("ets", name, form + ".sigma2")[0], 0.02 * fit.sigma2);
  });
  EXPECT_GE(compared, 18);
}

TEST(Ets, TheChoiceIsAtLeastAsLikelyAsThatOfR) {
  for (const auto& [name, series] : reference_series())
    EXPECT_LE(fit_ets(series.history()).aicc, reference("ets_auto", name, "aicc").at(0) + 0.02) << name;
}

TEST(Ets, AdmitsWhatRAdmits) {
  int refused = 0;
  for (const auto& row : read_reference_rows("admissible.csv")) {
    const EtsTrend trend = row.at(1) == "N"   ? EtsTrend::kNone
                           : row.at(1) == "A" ? EtsTrend::kAdditive
                                              : EtsTrend::kDamped;
    EtsParameters parameters{
        std::stod(row.at(2)), std::stod(row.at(4)), std::stod(row.at(3)), std::stod(row.at(5)), 0, 0, {}};
    const bool expected = row.at(6) == "1";
    EXPECT_EQ(ets_admissible({EtsError::kAdditive, trend, EtsSeason::kAdditive}, parameters, std::stoi(row.at(0))),
              expected)
        << row.at(0) << " " << row.at(1) << " " << row.at(2) << " " << row.at(3) << " " << row.at(4) << " "
        << row.at(5);
    refused += expected ? 0 : 1;
  }
  EXPECT_EQ(refused, 101);
}

/// Series on which the search runs into every bound.
TEST(Ets, FitsStayInTheUsualAndTheAdmissibleRegion) {
  std::mt19937 random(5);
  std::normal_distribution<double> normal(0, 10);
  int refused = 0;
  for (int i = 0; i < 60; ++i) {
    std::vector<double> values;
    for (int t = 0; t < 24; ++t)
      values.push_back(100 + 5 * t * (i % 3) + normal(random) * (1 + t % (2 + i % 4)) +
                       40 * (1 - std::pow(0.4, t)) * (i % 2));
    for (const char* name : {"AAdN", "AAA", "AAdA", "MAdM"}) {
      const auto fit = fit_ets({values, 4}, parse_ets_form(name).value());
      if (!fit) {
        ++refused;
        continue;
      }
      const EtsParameters& found = fit->parameters;
      EXPECT_TRUE(ets_admissible(fit->form, found, 4)) << i << name;
      EXPECT_TRUE(found.alpha > 0 && found.alpha < 1 && found.beta <= found.alpha && found.gamma <= 1 - found.alpha)
          << i << name;
      if (fit->form.trend == EtsTrend::kDamped) {
        EXPECT_TRUE(found.phi >= 0.8 && found.phi <= 0.98) << found.phi;
      }
    }
  }
  EXPECT_GT(refused, 0) << "none of the fits needed the check";
}

/// A slope that follows nearly every turn beside a season of twelve: within the usual region, outside the admissible
/// one.
TEST(Ets, AFitOutsideTheAdmissibleRegionIsRefused) {
  std::mt19937 random(9);
  std::normal_distribution<double> normal;
  int refused = 0;
  for (int i = 0; i < 10; ++i) {
    double level = 100, slope = 0;
    std::vector<double> season(12), values;
    for (std::size_t t = 0; t < 60; ++t) {
      const double error = normal(random);
      values.push_back(level + slope + season[t % 12] + error);
      level += slope + 0.911 * error;
      slope += 0.878 * error;
      season[t % 12] += 0.003 * error;
    }
    const auto fit = fit_ets({values, 12}, parse_ets_form("AAA").value());
    if (fit) {
      EXPECT_TRUE(ets_admissible(fit->form, fit->parameters, 12)) << i;
    }
    refused += fit ? 0 : 1;
  }
  EXPECT_GT(refused, 0);
}

/// All moments of four normal errors by Gauss-Hermite quadrature, which is exact for the polynomials that they are.
TEST(Ets, MomentsOfAMultiplicativeSeasonAreExact) {
  constexpr int kNodes = 10, kSteps = 4;
  Eigen::MatrixXd jacobi = Eigen::MatrixXd::Zero(kNodes, kNodes);
  for (Eigen::Index i = 1; i < kNodes; ++i) jacobi(i, i - 1) = jacobi(i - 1, i) = std::sqrt(static_cast<double>(i));
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> rule(jacobi);
  EtsFit fit{{EtsError::kMultiplicative, EtsTrend::kDamped, EtsSeason::kMultiplicative}, 2, {}, {}, 0, 0, 0.09, 0};
  fit.last_states = {0.5, 0.2, 0.45, 0.9, 100, 8, {0.7, 1.3}};
  double means[kSteps] = {}, squares[kSteps] = {};
  for (int point = 0; point < kNodes * kNodes * kNodes * kNodes; ++point) {
    EtsParameters state = fit.last_states;
    double weight = 1, values[kSteps];
    for (int step = 0, rest = point; step < kSteps; ++step, rest /= kNodes) {
      const double error = 0.3 * rule.eigenvalues()[rest % kNodes];
      weight *= std::pow(rule.eigenvectors()(0, rest % kNodes), 2);
      const double trended = state.level + state.phi * state.slope;
      double& season = state.season[static_cast<std::size_t>(step % 2)];
      values[step] = trended * season * (1 + error);
      state.slope = state.phi * state.slope + state.beta * trended * error;
      state.level = trended * (1 + state.alpha * error);
      season *= 1 + state.gamma * error;
    }
    for (int step = 0; step < kSteps; ++step)
      means[step] += weight * values[step], squares[step] += weight * values[step] * values[step];
  }
  const auto prediction = predict(fit, kSteps);
  for (int step = 0; step < kSteps; ++step) {
    const double deviation = std::sqrt(squares[step] - means[step] * means[step]);
    EXPECT_NEAR(prediction.mean[static_cast<std::size_t>(step)], means[step], 1e-9 * means[step]) << step;
    EXPECT_NEAR(prediction.deviation[static_cast<std::size_t>(step)], deviation, 1e-9 * deviation) << step;
  }
}

}  // namespace
}  // namespace klytics::forecast
