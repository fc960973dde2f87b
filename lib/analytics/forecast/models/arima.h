// Seasonal ARIMA models: conditional and exact maximum likelihood, automatic orders, prediction.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "analytics/forecast/series.h"

namespace klytics::forecast {

/// ARIMA(p,d,q)(P,D,Q)[period], with a constant (the mean of the differenced values) or without.
struct ArimaOrder {
  int p = 0, d = 0, q = 0;
  int seasonal_p = 0, seasonal_d = 0, seasonal_q = 0;
  bool constant = false;

  bool operator==(const ArimaOrder&) const = default;
  /// Coefficients to estimate, the variance not counted.
  int coefficients() const { return p + q + seasonal_p + seasonal_q + (constant ? 1 : 0); }
};

/// "ARIMA(0,1,1)(0,1,1)[12] with drift".
std::string to_string(const ArimaOrder& order, int period);

/// Coefficients with the signs of Box & Jenkins' AR and R's MA:
/// (1 - ar_1 B - ...)(1 - sar_1 B^m - ...)(w_t - mean) = (1 + ma_1 B + ...)(1 + sma_1 B^m + ...) e_t.
struct ArimaCoefficients {
  std::vector<double> ar, ma, seasonal_ar, seasonal_ma;
  double mean = 0;              // of the differenced values; 0 without a constant
  std::vector<double> effects;  // of each of the history's columns; the process is what they leave of the values
};

struct ArimaFit {
  ArimaOrder order;
  int period = 1;
  ArimaCoefficients coefficients;
  double sigma2 = 0;          // variance of the innovations
  double log_likelihood = 0;  // exact and Gaussian, of the differenced values
  double aicc = 0;

  std::string name() const;  // "ARIMA(1,1,1) + 2 regressors"
};

/// The history differenced d times at lag 1 and D times at the period; shorter by d + D period values.
std::vector<double> difference(const History& history, int d, int seasonal_d);

/// What fits are made in units of, so that their steps do not depend on that of the values: the deviation of
/// differenced values around their mean or around zero; 1 for a constant.
double deviation_of(const std::vector<double>& values, bool around_mean);

/// Estimates by least squares conditional on zeros before the first p + P period values, by Gauss-Newton steps within
/// the stationary and invertible region. sigma2 and aicc are approximations. nullopt when too few values remain.
std::optional<ArimaFit> fit_arima_conditional(const History& history, const ArimaOrder& order);

/// Exact maximum likelihood, starting from the conditional estimates; the effects of the history's columns and the mean
/// are estimated with the other coefficients (they are profiled out by generalised least squares), as R's arima(xreg=)
/// does. nullopt when too few values remain.
std::optional<ArimaFit> fit_arima(const History& history, const ArimaOrder& order);

/// Orders by the stepwise search of Hyndman & Khandakar 2008 with p, q up to 5 and P, Q up to 2, on conditional
/// likelihoods; the best `most` are fitted exactly, the smallest AICc first. With columns the search sees what the
/// effects that were likeliest so far leave, twice. Never empty from three observations on.
std::vector<ArimaFit> fit_arima_orders(const History& history, std::size_t most);
/// The best of three.
ArimaFit fit_arima(const History& history);

/// Differences needed for a stationary level: at the period when the seasonal strength is above 0.64, and at lag 1 by
/// repeated KPSS tests at the 5 % level, at most 2 in all.
struct Differences {
  int d = 0, seasonal_d = 0;
};
Differences choose_differences(const History& history);

/// The history must be the one that the fit was made on, or a longer one that begins with it. Its columns go on over
/// the horizon; the uncertainty of their effects is not in the deviation, as in R.
Prediction predict(const ArimaFit& fit, const History& history, int horizon);

}  // namespace klytics::forecast
