// The seasons of a series: those that are usual for its times, when it has them, or those that the user names.
#pragma once

#include <string_view>
#include <vector>

#include "analytics/decomposition/mstl.h"
#include "analytics/series/time_series.h"

namespace klytics::series {

/// The seasons that the series has, of those that are usual for its times; of any length where times are whole numbers.
std::vector<int> detect_periods(const forecast::TimeAxis& axis, const CompleteSeries& series);

/// Which seasons to remove.
struct SeasonChoice {
  bool detect = true;
  std::vector<int> periods;  // when not detected; rising; empty: none
};

/// "auto", "none", or whole numbers from 2 on, separated by commas. Throws Error(kUsage).
SeasonChoice parse_seasons(std::string_view option, std::string_view text);

/// Throws Error(kBadData) for a season that does not fit twice, and a value more.
void require_seasons(const std::vector<int>& periods, const CompleteSeries& series);

struct SeasonOptions {
  SeasonChoice seasons{};
  bool robust = false;
  int seasonal_window = -1;  // of STL; -1: that of MSTL; 0: periodic. Only for a single season
  int trend_window = 0;      // of STL; 0: from the period. Only for a single season
};

/// A series without gaps and its parts.
struct SeasonalSeries {
  CompleteSeries complete;
  decomposition::MultipleDecomposition parts;
};

/// Fills gaps, finds the seasons and decomposes. Throws Error(kBadData) for fewer than four values and for a season
/// that was asked for and does not fit twice, Error(kUsage) for windows with several seasons.
SeasonalSeries split(const TimeSeries& series, const SeasonOptions& options);

}  // namespace klytics::series
