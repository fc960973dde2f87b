#include "analytics/series/seasons.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "analytics/decomposition/periods.h"
#include "analytics/decomposition/stl.h"
#include "core/error.h"

namespace klytics::series {
namespace {

constexpr std::size_t kFewestValues = 4;  // a local regression over fewer is the values themselves

}  // namespace

std::vector<int> detect_periods(const forecast::TimeAxis& axis, const CompleteSeries& series) {
  if (axis.kind != forecast::TimeKind::kIndex)
    return decomposition::confirmed_periods(series.values, axis.usual_periods());
  const int period = decomposition::search_period(series.values);
  return period > 1 ? std::vector{period} : std::vector<int>{};
}

SeasonChoice parse_seasons(std::string_view option, std::string_view text) {
  if (text == "auto") return {};
  SeasonChoice choice{.detect = false, .periods = {}};
  if (text == "none") return choice;
  constexpr int kLongest = 100'000;
  for (std::string_view rest = text;;) {
    const std::string_view part = rest.substr(0, rest.find(','));
    int period = 0;
    const auto parsed = std::from_chars(part.data(), part.data() + part.size(), period);
    if (parsed.ec != std::errc{} || parsed.ptr != part.data() + part.size() || period < 2 || period > kLongest)
      throw Error(ErrorKind::kUsage, fmt::format("{}: not a season: {}", option, part),
                  "auto, none, or whole numbers from 2 on such as 7 or 7,365");
    choice.periods.push_back(period);
    if (part.size() == rest.size()) break;
    rest.remove_prefix(part.size() + 1);
  }
  std::ranges::sort(choice.periods);
  choice.periods.erase(std::ranges::unique(choice.periods).begin(), choice.periods.end());
  return choice;
}

void require_seasons(const std::vector<int>& periods, const CompleteSeries& series) {
  for (const int period : periods)
    if (2 * static_cast<std::size_t>(period) >= series.values.size())
      throw Error(ErrorKind::kBadData, fmt::format("a season of {} does not fit more than twice into {} values", period,
                                                   series.values.size()));
}

SeasonalSeries split(const TimeSeries& series, const SeasonOptions& options) {
  const auto& given = options.seasons.periods;
  SeasonalSeries result{complete(series, given.empty() ? series.axis.usual_period() : given.front()), {}};
  const std::vector<double>& values = result.complete.values;
  require_values(result.complete, kFewestValues, "a decomposition");
  require_seasons(given, result.complete);
  const std::vector<int> periods = options.seasons.detect ? detect_periods(series.axis, result.complete) : given;
  const bool windows = options.seasonal_window >= 0 || options.trend_window > 0;
  if (windows && periods.size() > 1)
    throw Error(ErrorKind::kUsage, "windows can be chosen for one season only", "name it with --period");
  if (!windows || periods.empty()) {
    result.parts = decomposition::mstl(values, periods, options.robust);
    return result;
  }
  constexpr int kMstlWindow = 11;  // as mstl() takes for its first season
  decomposition::Decomposition one =
      decomposition::stl(values, periods.front(),
                         {.seasonal_window = options.seasonal_window >= 0 ? options.seasonal_window : kMstlWindow,
                          .trend_window = options.trend_window,
                          .robust = options.robust});
  result.parts = {periods, {std::move(one.seasonal)}, std::move(one.trend), std::move(one.remainder)};
  return result;
}

}  // namespace klytics::series
