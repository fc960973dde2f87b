// Which seasons a series has, and how strong its parts are.
#pragma once

#include <span>
#include <vector>

namespace klytics::decomposition {

/// Of `candidates` (rising) those that the series really has, judged without trend and without the shorter seasons
/// found before: the autocorrelation at the period passes the test of has_season() and the season has at least
/// kLeastStrength. A season of more than kLongSeason must show a peak there and have kLeastLongStrength, since few
/// repetitions of noise look strong already. A period must fit twice. Finite values.
std::vector<int> confirmed_periods(std::span<const double> values, std::span<const int> candidates);

/// The one season of a series whose times say nothing: the lag of the highest peak of the autocorrelation without
/// trend, up to a third of the values and at most 2,000; of peaks that are nearly as high, the shortest lag. 1 when
/// there is none. O(values x lags).
int search_period(std::span<const double> values);

/// Share of the variance that a part explains of what is left when the other parts are removed, 0 to 1 (Wang, Smith &
/// Hyndman 2006): 1 - var(remainder) / var(part + remainder), at least 0.
double strength(std::span<const double> part, std::span<const double> remainder);

inline constexpr double kLeastStrength = 0.1;
inline constexpr double kLeastLongStrength = 0.64;  // from where on R's nsdiffs() takes a season for real
inline constexpr int kLongSeason = 60;              // longer than the weeks of a year

}  // namespace klytics::decomposition
