// Seasonal-trend decomposition by local regression (Cleveland, Cleveland, McRae & Terpenning 1990), as R's stl().
// Equal to it down to the median behind the robust weights, which for an even number of values is only near it.
#pragma once

#include <span>
#include <vector>

namespace klytics::decomposition {

/// values = seasonal + trend + remainder, each as long as the values.
struct Decomposition {
  std::vector<double> seasonal, trend, remainder;
  std::vector<double> weights;  // 0 to 1: how far an observation was believed; all 1 unless robust
};

struct StlOptions {
  int seasonal_window = 0;   // observations of one phase, odd, at least 3; 0: the season never changes ("periodic")
  int trend_window = 0;      // observations, odd; 0: R's default from period and seasonal window
  bool robust = false;       // outliers count less: 15 reweightings instead of none
  bool every_point = false;  // fit at every point instead of at each tenth of a window with lines between
};

/// Finite values without gaps, longer than two periods, period at least 2. Cost: linear in the number of values times
/// about ten for each pass; two passes, or 16 when robust.
Decomposition stl(std::span<const double> values, int period, const StlOptions& options = {});

/// Centred odd window of a local regression: the smallest odd number not below `width`.
int next_odd(double width);

}  // namespace klytics::decomposition
