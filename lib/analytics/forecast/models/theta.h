// The theta method and its optimised and dynamic forms, each on the seasonally adjusted history.
#pragma once

#include "analytics/forecast/seasonality.h"
#include "analytics/forecast/series.h"

namespace klytics::forecast {

/// Simple exponential smoothing with an additive error: the least squares fit of level and smoothing.
struct SmoothedLevel {
  double alpha = 0;          // 0.0001 to 0.9999
  double first_level = 0;    // before the first observation
  double last_level = 0;     // after the last
  double squared_error = 0;  // sum of squared one-step errors
};

/// Needs two values. The first level is exact for each alpha (it enters linearly); alpha is found to 1e-8.
SmoothedLevel fit_level(std::span<const double> values);

/// The least squares line through values at 1, 2, ...; needs two.
struct Line {
  double intercept = 0;
  double slope = 0;
};
Line line_through(std::span<const double> values);

/// The theta method, fitted: exponential smoothing of the seasonally adjusted history, with half the slope of its line.
struct SmoothedTrend {
  SeasonalIndices season;
  SmoothedLevel level;
  double drift = 0;  // a step
};
/// Needs two observations.
SmoothedTrend fit_smoothed_trend(const History& history);
/// The history must be the one that the fit was made on.
Prediction predict(const SmoothedTrend& fit, const History& history, int horizon);

/// The theta method as in Assimakopoulos & Nikolopoulos 2000, in the form of Hyndman & Billah 2003: exponential
/// smoothing with drift of half the linear trend. Needs two observations.
Prediction theta(const History& history, int horizon);

/// Which of the models of Fiorucci et al. 2016. All are state space models of one error source with the level, alpha
/// and, unless it is fixed at 2, theta estimated by least squares.
struct ThetaForm {
  bool dynamic = true;         // the linear trend is re-estimated at every step instead of once
  bool optimise_theta = true;  // otherwise theta is 2

  bool operator==(const ThetaForm&) const = default;
};
inline constexpr ThetaForm kStandardTheta{false, false};        // STM
inline constexpr ThetaForm kOptimisedTheta{false, true};        // OTM
inline constexpr ThetaForm kDynamicTheta{true, false};          // DSTM
inline constexpr ThetaForm kDynamicOptimisedTheta{true, true};  // DOTM

struct ThetaFit {
  ThetaForm form;
  SeasonalIndices season;
  double alpha = 0;         // 0.1 to 0.99
  double trend_weight = 0;  // 1 - 1 / theta, 0 to 1; at 1 theta is infinite
  double first_level = 0;   // of the seasonally adjusted history
  double sigma2 = 0;        // variance of the one-step error of the seasonally adjusted history

  double theta() const { return 1 / (1 - trend_weight); }
};

/// Needs four observations. Given alpha, level and trend weight are the exact constrained least squares solution, so
/// that only alpha is searched.
ThetaFit fit_theta(const History& history, ThetaForm form);
/// The history must be the one that the fit was made on, or a longer one that begins with it. Deviations are exact for
/// the model. Cost: of a dynamic form the square of the horizon.
Prediction predict(const ThetaFit& fit, const History& history, int horizon);

}  // namespace klytics::forecast
