// How reconciled forecasts would have done at earlier times.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "analytics/forecast/reconciliation.h"
#include "forecast/job.h"

namespace klytics::app {

/// The backtest of model number `model` of a family (places of jobs, a whole and then its parts), had its forecasts
/// been reconciled at each earlier time by the errors known then; by ols where those are fewer than two. One a member;
/// nullopt when they were not judged at the same times.
std::optional<std::vector<ModelBacktest>> reconciled_backtest(std::span<const std::size_t> family,
                                                              std::span<const ForecastOutcome> outcomes,
                                                              std::size_t model, forecast::Reconciliation method,
                                                              std::span<const ForecastJob> jobs);

}  // namespace klytics::app
