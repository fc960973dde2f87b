#include "analytics/forecast/models/fitted_parameters.h"

#include <fmt/format.h>

#include <Eigen/QR>
#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "analytics/forecast/calendar/calendar.h"
#include "analytics/forecast/models/additive.h"
#include "analytics/forecast/models/arima.h"
#include "analytics/forecast/models/complex_smoothing.h"
#include "analytics/forecast/models/ets.h"
#include "analytics/forecast/models/form_mean.h"
#include "analytics/forecast/models/intermittent.h"
#include "analytics/forecast/models/theta.h"

namespace klytics::forecast {
namespace {

void put(FittedParameters& parameters, std::string name, double value) {
  parameters.push_back({"", std::move(name), value});
}

/// "ar_1", "ar_2", ...
void put_all(FittedParameters& parameters, std::string_view name, const std::vector<double>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) put(parameters, fmt::format("{}_{}", name, i + 1), values[i]);
}

void put_season(FittedParameters& parameters, const std::vector<double>& values, bool multiplicative) {
  put_all(parameters, multiplicative ? "season_factor" : "season", values);
}

template <typename Fit, typename Parameters>
FittedParameters mean_parameters(std::span<const Fit> fits, Parameters&& parameters) {
  std::vector<double> criteria;
  for (const Fit& fit : fits) criteria.push_back(fit.aicc);
  const std::vector<double> weights = akaike_weights(criteria);
  FittedParameters all;
  for (std::size_t i = 0; i < fits.size(); ++i)
    if (weights[i] > 0) append(all, member(fits[i].name(), weights[i], parameters(fits[i])));
  return all;
}

/// What the last seven days of the horizon or history were given for their weekday.
void put_weekdays(FittedParameters& parameters, const AdditiveFit& fit, const Calendar& calendar) {
  constexpr std::array<std::string_view, 7> kDays{"sunday",   "monday", "tuesday", "wednesday",
                                                  "thursday", "friday", "saturday"};
  const auto found = std::ranges::find(fit.components, TermGroup::kWeekday, &AdditiveComponent::group);
  if (found == fit.components.end() || calendar.days_per_step != 1 || found->values.size() < kDays.size()) return;
  std::array<double, 7> effects{};
  for (std::size_t i = 0; i < kDays.size(); ++i) {
    const std::size_t row = found->values.size() - 1 - i;
    effects[static_cast<std::size_t>(weekday_of(calendar.day(static_cast<int>(row))))] = found->values[row];
  }
  for (std::size_t day = 0; day < kDays.size(); ++day)
    put(parameters, fmt::format("{}_{}", fit.options.logarithm ? "factor" : "effect", kDays[day]), effects[day]);
}

}  // namespace

FittedParameters parameters_of(const SmoothedTrend& fit) {
  FittedParameters parameters;
  put(parameters, "alpha", fit.level.alpha);
  put(parameters, "level", fit.level.first_level);
  put(parameters, "drift", fit.drift);
  put_season(parameters, fit.season.values, fit.season.multiplicative);
  return parameters;
}

FittedParameters parameters_of(const ThetaFit& fit) {
  FittedParameters parameters;
  put(parameters, "alpha", fit.alpha);
  put(parameters, "trend_weight", fit.trend_weight);  // 1 - 1 / theta, which stays finite
  put(parameters, "level", fit.first_level);
  put_season(parameters, fit.season.values, fit.season.multiplicative);
  return parameters;
}

FittedParameters parameters_of(const EtsFit& fit) {
  FittedParameters parameters;
  const EtsParameters& found = fit.parameters;
  put(parameters, "alpha", found.alpha);
  if (fit.form.trend != EtsTrend::kNone) put(parameters, "beta", found.beta);
  if (fit.form.season != EtsSeason::kNone) put(parameters, "gamma", found.gamma);
  if (fit.form.trend == EtsTrend::kDamped) put(parameters, "phi", found.phi);
  put(parameters, "level", found.level);
  if (fit.form.trend != EtsTrend::kNone) put(parameters, "slope", found.slope);
  if (fit.form.season != EtsSeason::kNone)
    put_season(parameters, found.season, fit.form.season == EtsSeason::kMultiplicative);
  return parameters;
}

FittedParameters parameters_of(const ArimaFit& fit, const History& history) {
  FittedParameters parameters;
  const ArimaCoefficients& found = fit.coefficients;
  put_all(parameters, "ar", found.ar);
  put_all(parameters, "seasonal_ar", found.seasonal_ar);
  put_all(parameters, "ma", found.ma);
  put_all(parameters, "seasonal_ma", found.seasonal_ma);
  if (fit.order.constant) put(parameters, fit.order.d + fit.order.seasonal_d > 0 ? "drift" : "mean", found.mean);
  for (std::size_t i = 0; i < found.effects.size(); ++i)
    parameters.push_back({"effect", (*history.columns)[i].name, found.effects[i]});
  return parameters;
}

FittedParameters parameters_of(const ComplexSmoothingFit& fit) {
  FittedParameters parameters;
  put(parameters, "alpha_0", fit.alpha.real());
  put(parameters, "alpha_1", fit.alpha.imag());
  if (fit.season == ComplexSeason::kPartial || fit.season == ComplexSeason::kFull)
    put(parameters, "beta_0", fit.seasonal_alpha.real());
  if (fit.season == ComplexSeason::kFull) put(parameters, "beta_1", fit.seasonal_alpha.imag());
  return parameters;
}

FittedParameters parameters_of(const IntermittentFit& fit) {
  FittedParameters parameters;
  put(parameters, "demand_per_step", fit.level);
  put(parameters, "mean_interval", fit.mean_interval);
  const bool aggregates = fit.method == IntermittentMethod::kAdida || fit.method == IntermittentMethod::kImapa;
  if (aggregates) {
    put(parameters, "longest_aggregation", fit.longest_aggregation);
  } else {
    put(parameters, "size_smoothing", fit.size_smoothing);
    put(parameters, fit.method == IntermittentMethod::kTsb ? "probability_smoothing" : "interval_smoothing",
        fit.time_smoothing);
  }
  return parameters;
}

FittedParameters parameters_of(const AdditiveFit& fit, const History& history) {
  FittedParameters parameters;
  const AdditivePenalties penalties = fit.options.penalties.value_or(kUsualPenalties);
  for (const AdditiveComponent& component : fit.components) {
    const double penalty = penalties[static_cast<std::size_t>(component.group)];
    if (penalty < kNoTerm) put(parameters, fmt::format("penalty_{}", to_string(component.group)), penalty);
  }
  if (!history.calendar) return parameters;
  put_weekdays(parameters, fit, *history.calendar);
  const auto known = std::ranges::find(fit.components, TermGroup::kColumns, &AdditiveComponent::group);
  if (known != fit.components.end())
    append(parameters, column_effects(history.calendar->columns, known->values, fit.options.logarithm));
  return parameters;
}

FittedParameters member(const std::string& name, FittedParameters parameters) {
  for (FittedParameter& parameter : parameters)
    parameter.part = parameter.part.empty() ? name : name + " " + parameter.part;
  return parameters;
}

FittedParameters member(const std::string& name, double weight, FittedParameters parameters) {
  FittedParameters all{{name, "weight", weight}};
  append(all, member(name, std::move(parameters)));
  return all;
}

FittedParameters parameters_of_mean(std::span<const EtsFit> fits) {
  return mean_parameters(fits, [](const EtsFit& fit) { return parameters_of(fit); });
}

FittedParameters parameters_of_mean(std::span<const ArimaFit> fits, const History& history) {
  return mean_parameters(fits, [&](const ArimaFit& fit) { return parameters_of(fit, history); });
}

FittedParameters column_effects(const std::vector<KnownColumn>& columns, std::span<const double> together,
                                bool factors) {
  Eigen::MatrixXd x = Eigen::MatrixXd::Zero(std::ssize(together), std::ssize(columns));
  for (std::size_t i = 0; i < columns.size(); ++i)
    for (std::size_t row = 0; row < std::min(together.size(), columns[i].values.size()); ++row)
      x(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(i)) = columns[i].values[row];
  Eigen::VectorXd y(std::ssize(together));
  for (Eigen::Index row = 0; row < y.size(); ++row) {
    const double value = together[static_cast<std::size_t>(row)];
    y[row] = factors ? std::log(value) : value;
  }
  const Eigen::VectorXd effects = Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd>(x).solve(y);
  FittedParameters parameters;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const double effect = effects[static_cast<Eigen::Index>(i)];
    parameters.push_back({factors ? "factor" : "effect", columns[i].name, factors ? std::exp(effect) : effect});
  }
  return parameters;
}

void append(FittedParameters& parameters, FittedParameters more) {
  parameters.insert(parameters.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace klytics::forecast
