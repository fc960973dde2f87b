// Simulated daily revenue of online shops of several kinds: a process of its own for every kind and seed.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace klytics::bench {

/// What all kinds share: a wandering level and slope, a weekly and a yearly season, Black Friday, Christmas and Easter,
/// noise with memory and outliers. Then
/// - plain: pay days, one yearly sale that nobody announces, rare jumps of the level;
/// - promotions: eight sales of some days a year, a dip after each; some return at the same time every year;
/// - breaks: jumps by half, a boom that fades, growth that stops;
/// - small: a few orders a day, each of another size; half of them closed on Sundays;
/// - department: counts with a rush in the first half of each month, national days of the United States, closed at
///   Christmas;
/// - young: plain, 400 days;
/// - growth: fast growth that fades, a trend that turns late, days on which nothing could be sold;
/// - gifts: a rush before Christmas that ends with the last delivery, smaller ones in February and May, a quiet summer;
/// - announced: a sale every few weeks, known before (announced_sales()).
enum class ShopKind { kPlain, kPromotions, kBreaks, kSmall, kDepartment, kYoung, kGrowth, kGifts, kAnnounced };
std::string_view to_string(ShopKind kind);
std::span<const ShopKind> shop_kinds();

/// 1 on the days on which a shop of the kind "announced" and this seed has a sale, else 0.
std::vector<double> announced_sales(unsigned seed, int days);

/// Revenue a day from 2018-01-01 on, rounded to cents; `days` of them, of young shops the last 400 at most.
std::vector<double> simulated_shop(ShopKind kind, unsigned seed, int days);

}  // namespace klytics::bench
