// Daily and weekly series to try forecasts on: simulated shops, and the public series of ../shared when they are there.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace klytics::bench {

struct DailySeries {
  std::string name, group;
  std::int64_t first_day = 0;  // since 1970-01-01
  int days_per_step = 1;
  std::vector<double> values;  // gaps filled
  std::vector<bool> observed;
  std::vector<double> announced;  // 1 on the days of sales that are known before; empty when there are none
};

/// Simulated shops of 1,885 days (young ones of 400), twelve plain ones and four of each other kind, with seeds from
/// `first_seed` on (or `shops` of each kind when that is not 0); and the series of online_retail_daily.csv,
/// peyton_manning_daily.csv and walmart_weekly.csv when they are there.
std::vector<DailySeries> daily_series(unsigned first_seed, unsigned shops = 0);

/// What a peer forecast from an origin; the interval is at 80 %.
struct PeerForecast {
  std::vector<double> mean, lower, upper;
  double milliseconds = 0;
};
/// By series and number of training days, from a file with the columns series, origin, step, mean, lo, hi, ms.
std::map<std::pair<std::string, int>, PeerForecast> read_peer(const std::string& path);

}  // namespace klytics::bench
