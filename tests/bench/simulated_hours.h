// Simulated hours and days of shops, dense and sparse, with a profile of the day and of the week or without one.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace klytics::bench {

/// What all kinds share is a level that wanders. Then
/// - revenue: hours of revenue, a profile of the day, every weekday at another height and the weekend later in the day;
///   noise with memory;
/// - same_days: the same, but every day is alike;
/// - orders: counts with the profile and the weekdays of revenue, a few an hour;
/// - sparse: such counts of a shop with less than an order an hour, hardly any at night;
/// - sparse_revenue: what sparse orders of different sizes bring;
/// - sparse_days: less than an order a day on most days, with a profile of the week;
/// - flat: hours with less than an order, none likelier than another;
/// - flat_days: days without a profile of the week, the likelihood of a sale fades or rises in half of them.
enum class HourKind { kRevenue, kSameDays, kOrders, kSparse, kSparseRevenue, kSparseDays, kFlat, kFlatDays };
std::string_view to_string(HourKind kind);
std::span<const HourKind> hour_kinds();
/// 24 for hours, 7 for days.
int season_of(HourKind kind);

/// `steps` hours or days; the same for the same kind and seed.
std::vector<double> simulated_hours(HourKind kind, unsigned seed, int steps);

}  // namespace klytics::bench
