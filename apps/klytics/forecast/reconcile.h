// Makes the forecasts of the parts of a metric add up to that of the whole.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "analytics/forecast/reconciliation.h"
#include "forecast/job.h"

namespace klytics::app {

/// Places of jobs, a whole and then its parts: every metric whose parts by channel, or by source, are there too and
/// added up to it in the past. Of a metric with both kinds of parts the channels count.
std::vector<std::vector<std::size_t>> find_families(std::span<const ForecastJob> jobs);

/// Whether a method weighs series by errors that the outcome lacks.
bool needs_errors(forecast::Reconciliation method, const ForecastOutcome& outcome);

/// Moves the forecasts of a family, and those of its other future, to the nearest ones that add up, no part below zero.
/// Intervals keep their widths; what was added to a mean is one of its components. A note says by which method: where
/// too few errors are of the same times for the one asked for, the next simpler one. Nothing happens when one of the
/// family could not be forecast.
void reconcile(std::span<const std::size_t> family, std::span<ForecastOutcome> outcomes,
               forecast::Reconciliation method, std::span<const ForecastJob> jobs);

/// Adds to the backtests of a family, for each model but the naive one, what its reconciled forecasts would have been,
/// weighed at each earlier time by the errors known then. A note says so when members were judged at different times.
void reconcile_backtests(std::span<const std::size_t> family, std::span<ForecastOutcome> outcomes,
                         forecast::Reconciliation method, std::span<const ForecastJob> jobs);

}  // namespace klytics::app
