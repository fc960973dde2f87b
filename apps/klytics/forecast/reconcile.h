// Makes the forecasts of the parts of a metric add up to that of the whole.
#pragma once

#include <span>

#include "forecast/job.h"

namespace klytics::app {

/// For every metric among the jobs whose parts by channel, or by source, are there too and added up to it in the past:
/// moves all of them to the nearest forecasts that add up, each trusted by its errors at earlier times, no part below
/// zero. Intervals keep their widths. A note says so. Of a metric with both kinds of parts the channels count.
void reconcile_parts(std::span<ForecastJob> jobs, std::span<ForecastOutcome> outcomes);

}  // namespace klytics::app
