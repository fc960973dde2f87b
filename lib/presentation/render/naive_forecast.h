// What is expected of a metric for which no model is kept: that what was a week before goes on. Pure.
#pragma once

#include <vector>

#include "presentation/render/dashboard.h"

namespace klytics::presentation {

/// The 30 days after the history, with the errors that the same rule made on its last 30 days, or on the second half of
/// a shorter one. With less than two weeks the last value goes on; of an empty history 0 is expected from `as_of` on.
/// The method is "naive".
ActiveForecast naive_forecast(const MetricAnalysis& metric, Date as_of);

/// The metrics of the dashboard that no active model forecasts, in its order.
std::vector<const MetricAnalysis*> without_model(const Dashboard& dashboard);

}  // namespace klytics::presentation
