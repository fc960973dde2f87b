// Means over the forms of one family of models, weighted by AICc.
#pragma once

#include <span>
#include <vector>

#include "analytics/forecast/models/arima.h"
#include "analytics/forecast/models/ets.h"
#include "analytics/forecast/series.h"

namespace klytics::forecast {

/// Means over the fits with weights exp(-AICc / 2): which form is best is rarely certain, and their mean errs less than
/// the best (sMAPE of M1 15.26 against 15.56 for ETS). At least one fit, the best first.
Prediction ets_mean(std::span<const EtsFit> fits, int horizon);
Prediction arima_mean(std::span<const ArimaFit> fits, const History& history, int horizon);
/// Those weights, of the fits with these AICc, the smallest first; they add up to 1. Fits that hardly count have 0.
std::vector<double> akaike_weights(std::span<const double> aicc);
/// Orders that the automatic forecast averages.
inline constexpr std::size_t kAveragedOrders = 5;

}  // namespace klytics::forecast
