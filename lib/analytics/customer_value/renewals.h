// Renewals of subscriptions: how many had to renew, and how many left instead.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analytics/cohort/waiting_times.h"

namespace klytics::analytics {

/// What happened at one renewal, or by the end of one period, of all who were seen until then.
struct Renewal {
  double at_risk = 0;  // subscribers before it; shares are fine
  double left = 0;     // of them
};

/// From subscribers counted at time 0, 1, 2, ... Throws Error(kBadData) for fewer than three counts, for none at time 0
/// and for counts that rise.
std::vector<Renewal> renewals_of_counts(std::span<const double> survivors);

/// From subscriptions that begin at any time, by their age in periods of `period_days`, up to `last_day`. Somebody is
/// at risk in the periods that are seen whole, and in that in which it leaves; who was first seen later than it began
/// (`Subscription::seen`) counts from the period after, because those who left earlier are unknown. Ends with the last
/// period in which anybody is at risk. Linear.
std::vector<Renewal> renewals_of_subscriptions(std::span<const Subscription> subscriptions, std::int32_t period_days,
                                               std::int32_t last_day);

/// The share that is left after 0, 1, 2, ... renewals, the product of those that stay; ends before the first renewal
/// without anybody at risk.
std::vector<double> observed_survival(std::span<const Renewal> renewals);

}  // namespace klytics::analytics
