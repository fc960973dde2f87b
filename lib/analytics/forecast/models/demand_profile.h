// Sparse demand with a season: orders by day and none at night, on some weekdays and hardly on others.
#pragma once

#include <optional>
#include <vector>

#include "analytics/forecast/series.h"

namespace klytics::forecast {

/// What each phase of a season has of the demand of the whole season.
struct DemandProfile {
  std::vector<double> shares;  // of the steps after the history: shares[step % period]; they add up to 1
};

/// The profile of a history without negative values, when its phases differ by more than chance at 0.1 % (analysis of
/// variance) and there are at least six seasons; else nullopt. Shares are drawn towards equal ones by as much as the
/// noise of their phases asks for (empirical Bayes). Linear.
std::optional<DemandProfile> demand_profile(const History& history);

/// The steps of `totals`, the prediction of whole seasons, the first one right after the history, split by the profile.
/// A phase's intervals are as wide as the errors of phases with about its share were, of level and profile so far; a
/// step without a sale counts with today's forecast, since what is wanted is how far zero is from it.
Prediction split_totals(const Prediction& totals, const DemandProfile& profile, const History& history, int horizon);

}  // namespace klytics::forecast
