#include "analytics/customer_value/renewals.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.h"

namespace klytics::analytics {

std::vector<Renewal> renewals_of_counts(std::span<const double> survivors) {
  if (survivors.size() < 3)
    throw Error(ErrorKind::kBadData,
                fmt::format("too few periods for sBG: {}, at least 3 are needed", survivors.size()));
  if (!(survivors[0] > 0)) throw Error(ErrorKind::kBadData, "sBG needs subscribers at time 0");
  std::vector<Renewal> renewals;
  for (std::size_t i = 1; i < survivors.size(); ++i) {
    if (!(survivors[i] >= 0 && survivors[i] <= survivors[i - 1]))
      throw Error(ErrorKind::kBadData,
                  fmt::format("the survivors of a period must be between 0 and those of the period "
                              "before: {} after {} at period {}",
                              survivors[i], survivors[i - 1], i));
    renewals.push_back({survivors[i - 1], survivors[i - 1] - survivors[i]});
  }
  return renewals;
}

std::vector<Renewal> renewals_of_subscriptions(std::span<const Subscription> subscriptions, std::int32_t period_days,
                                               std::int32_t last_day) {
  std::vector<Renewal> renewals;
  // at_risk is first the change against the period before.
  const auto at = [&renewals](std::int32_t period) -> Renewal& {
    if (static_cast<std::size_t>(period) >= renewals.size()) renewals.resize(static_cast<std::size_t>(period) + 1);
    return renewals[static_cast<std::size_t>(period)];
  };
  for (const auto& [from, unsubscribed, lost, seen] : subscriptions) {
    const bool left = unsubscribed <= std::min(lost, last_day);
    const std::int32_t unseen = left ? unsubscribed : std::min(lost, last_day + 1);  // the first day that is not
    if (unseen < from) continue;
    const std::int32_t first = seen <= from ? 0 : (seen - from + period_days - 1) / period_days;
    const std::int32_t end = (unseen - from) / period_days + (left ? 1 : 0);
    if (end <= first) continue;
    at(end).at_risk -= 1;
    at(first).at_risk += 1;
    if (left) at(end - 1).left += 1;
  }
  for (std::size_t i = 1; i < renewals.size(); ++i) renewals[i].at_risk += renewals[i - 1].at_risk;
  while (!renewals.empty() && renewals.back().at_risk == 0) renewals.pop_back();
  return renewals;
}

std::vector<double> observed_survival(std::span<const Renewal> renewals) {
  std::vector<double> shares = {1};
  for (const auto& [at_risk, left] : renewals) {
    if (at_risk == 0) break;
    shares.push_back(shares.back() * (at_risk - left) / at_risk);
  }
  return shares;
}

}  // namespace klytics::analytics
