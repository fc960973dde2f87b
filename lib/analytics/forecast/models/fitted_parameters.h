// The numbers that a fit found, by name: what the registry keeps of a model and shows of it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/forecast/series.h"

namespace klytics::forecast {

struct AdditiveFit;
struct ArimaFit;
struct ComplexSmoothingFit;
struct EtsFit;
struct IntermittentFit;
struct SeasonalIndices;
struct SmoothedTrend;
struct ThetaFit;

struct FittedParameter {
  std::string
      part;  // the member of a combination that it belongs to, "effect" or "factor" of a known column; else empty
  std::string name;  // "alpha", "ma_1", "weight", the column's name
  double value = 0;

  bool operator==(const FittedParameter&) const = default;
};
using FittedParameters = std::vector<FittedParameter>;

/// Smoothing constants, coefficients and first states, in the order of the literature; what a form lacks is left out.
FittedParameters parameters_of(const SmoothedTrend& fit);
FittedParameters parameters_of(const ThetaFit& fit);
FittedParameters parameters_of(const EtsFit& fit);
/// With the effects of the history's columns.
FittedParameters parameters_of(const ArimaFit& fit, const History& history);
FittedParameters parameters_of(const ComplexSmoothingFit& fit);
FittedParameters parameters_of(const IntermittentFit& fit);
/// The penalty of each group that is in the regression, what the days of the week add (or multiply by), and the effects
/// of the calendar's columns.
FittedParameters parameters_of(const AdditiveFit& fit, const History& history);

/// The same as parameters of a member, and after its weight.
FittedParameters member(const std::string& name, FittedParameters parameters);
FittedParameters member(const std::string& name, double weight, FittedParameters parameters);
/// Members of a mean over fits by AICc, the likeliest first, as ets_mean() and arima_mean() weigh them.
FittedParameters parameters_of_mean(std::span<const EtsFit> fits);
FittedParameters parameters_of_mean(std::span<const ArimaFit> fits, const History& history);

/// What each of a history's columns does, per unit of it, from what they do together at every step: a summand
/// ("effect"), or a factor.
FittedParameters column_effects(const std::vector<KnownColumn>& columns, std::span<const double> together,
                                bool factors);

void append(FittedParameters& parameters, FittedParameters more);

}  // namespace klytics::forecast
