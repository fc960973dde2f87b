#include "analytics/series/anomalies.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "analytics/decomposition/stl.h"
#include "analytics/series/level_shifts.h"
#include "analytics/series/robust_scale.h"
#include "analytics/series/usual.h"
#include "core/error.h"

namespace klytics::series {
namespace {

constexpr std::size_t kFewest = 8;             // fewer values have no usual
constexpr std::size_t kShortestShift = 7;      // values, or a season where that is longer
constexpr double kLeastExplained = 0.5;        // of a deviation, by the level around it
constexpr std::size_t kLongestShiftWait = 60;  // a year's season would hide every shift of a month

bool wanted(double score, Direction direction) {
  return direction == Direction::kBoth || (score > 0) == (direction == Direction::kUp);
}

std::size_t shortest_shift(const std::vector<int>& periods) {
  std::size_t shortest = kShortestShift;
  for (const int period : periods)
    if (static_cast<std::size_t>(period) <= kLongestShiftWait)
      shortest = std::max(shortest, static_cast<std::size_t>(period));
  return shortest;
}

std::vector<double> difference(const std::vector<double>& values, const std::vector<double>& parts) {
  std::vector<double> rest = values;
  for (std::size_t t = 0; t < rest.size(); ++t) rest[t] -= parts[t];
  return rest;
}

/// Subtracts from each later value how far the level moved since the beginning.
void take_out_shifts(std::vector<double>& values, const std::vector<LevelShift>& shifts) {
  for (const LevelShift& shift : shifts)
    for (std::size_t t = shift.position; t < values.size(); ++t) values[t] -= shift.height;
}

/// What is known of the complete series while its anomalies are looked for.
class Search {
 public:
  Search(const TimeSeries& series, const AnomalyOptions& options)
      : series_(series),
        options_(options),
        result_{complete(series, fill_period(series, options)), {}, {}},
        never_negative_(std::ranges::min(result_.complete.values) >= 0) {}

  Anomalies by_stl() {
    find_periods();
    Usual usual = usual_values(values(), result_.periods);
    const auto shifts = level_shifts(difference(values(), usual.seasonal), shortest_shift(result_.periods));
    std::vector<double> rest = values();
    if (!shifts.empty()) {
      take_out_shifts(rest, shifts);
      usual = usual_values(rest, result_.periods);
    }
    for (const LevelShift& shift : shifts) add_shift(shift);
    rest = difference(difference(rest, usual.seasonal), usual.trend);
    const double centre = median(rest), scale = robust_scale(rest, centre);
    const std::map<std::string, std::vector<std::size_t>> days = known_positions();
    for (std::size_t t = 0; t < rest.size(); ++t) {
      const std::string& name = known(t);
      const std::optional<double> other_years = name.empty() ? std::nullopt : usual_of_day(rest, days.at(name), t);
      const double expected = possible(values()[t] - rest[t] + other_years.value_or(centre));
      const double score = scale > 0 ? (values()[t] - expected) / scale : 0;
      if (std::abs(score) >= options_.threshold) add(t, expected, score, name, other_years.has_value());
    }
    return finish();
  }

  Anomalies by_esd() {
    std::vector<double> rest = values();
    find_periods();
    std::vector<double> seasonal(rest.size());
    for (const int period : result_.periods) {  // one after the other, the shorter first
      const auto parts = decomposition::stl(rest, period, {.robust = true});
      for (std::size_t t = 0; t < rest.size(); ++t) rest[t] -= parts.seasonal[t], seasonal[t] += parts.seasonal[t];
    }
    const double centre = median(values());
    for (double& value : rest) value -= centre;
    const auto most = static_cast<std::size_t>(options_.most * static_cast<double>(rest.size()));
    const double middle = median(rest);
    for (const Outlier& outlier :
         generalised_esd(rest, std::max<std::size_t>(most, 1), options_.alpha, options_.direction))
      add(outlier.position, seasonal[outlier.position] + centre + middle, outlier.score, known(outlier.position),
          false);
    tell_shifts(difference(values(), seasonal));
    return finish();
  }

  Anomalies by_rolling() {
    const std::vector<double>& all = values();
    std::vector<double> before;
    for (std::size_t t = options_.window; t < all.size(); ++t) {
      before.assign(all.begin() + std::ptrdiff_t(t - options_.window), all.begin() + std::ptrdiff_t(t));
      const double centre = median(before), scale = robust_scale(before, centre);
      if (scale > 0 && std::abs(all[t] - centre) / scale >= options_.threshold)
        add(t, centre, (all[t] - centre) / scale, known(t), false);
    }
    tell_shifts(all);
    return finish();
  }

 private:
  static int fill_period(const TimeSeries& series, const AnomalyOptions& options) {
    return options.seasons.periods.empty() ? series.axis.usual_period() : options.seasons.periods.front();
  }

  void find_periods() {
    result_.periods =
        options_.seasons.detect ? detect_periods(series_.axis, result_.complete) : options_.seasons.periods;
  }

  const std::vector<double>& values() const { return result_.complete.values; }

  /// What was never below zero is not expected there.
  double possible(double value) const { return never_negative_ ? std::fmax(value, 0) : value; }

  const std::string& known(std::size_t t) const {
    static const std::string kNone;
    const std::size_t position = result_.complete.first + t;
    return position < options_.known.size() ? options_.known[position] : kNone;
  }

  std::map<std::string, std::vector<std::size_t>> known_positions() const {
    std::map<std::string, std::vector<std::size_t>> positions;
    for (std::size_t t = 0; t < values().size(); ++t)
      if (!known(t).empty()) positions[known(t)].push_back(t);
    return positions;
  }

  /// What the same day left in the other year that is most like this one: unusual is what no year was like.
  static std::optional<double> usual_of_day(const std::vector<double>& rest, const std::vector<std::size_t>& days,
                                            std::size_t t) {
    std::optional<double> nearest;
    for (const std::size_t day : days)
      if (day != t && (!nearest || std::abs(rest[day] - rest[t]) < std::abs(*nearest - rest[t]))) nearest = rest[day];
    return nearest;
  }

  void add(std::size_t t, double expected, double score, const std::string& name, bool compared) {
    if (!result_.complete.observed[t] || !wanted(score, options_.direction)) return;
    Anomaly anomaly;
    anomaly.position = result_.complete.first + t;
    anomaly.value = values()[t];
    anomaly.expected = possible(expected);
    anomaly.score = score;
    anomaly.holiday = name;
    anomaly.compared = compared;
    if (!name.empty()) anomaly.kind = AnomalyKind::kHoliday;
    result_.found.push_back(std::move(anomaly));
  }

  void add_shift(const LevelShift& shift) {
    if (!result_.complete.observed[shift.position] || !wanted(shift.score, options_.direction)) return;
    const std::size_t position = result_.complete.first + shift.position;
    result_.found.push_back({.position = position,
                             .value = values()[shift.position],
                             .expected = possible(shift.before),
                             .score = shift.score,
                             .kind = AnomalyKind::kLevelShift,
                             .holiday = {},
                             .level = possible(shift.after),
                             .since = position});
  }

  /// Anomalies that a lasting level explains belong to its shift.
  void tell_shifts(const std::vector<double>& level) {
    if (result_.found.empty()) return;
    const auto shifts = level_shifts(level, shortest_shift(result_.periods));
    if (shifts.empty()) return;
    std::vector<double> rest = level;
    take_out_shifts(rest, shifts);
    const double centre = median(rest), scale = robust_scale(rest, centre), usual_level = median(level);
    for (Anomaly& anomaly : result_.found) {
      const std::size_t t = anomaly.position - result_.complete.first;
      LevelShift here;
      here.after = shifts.front().before;
      for (const LevelShift& shift : shifts)
        if (shift.position <= t) here = shift;
      // The level must explain the value, and be what sets it off.
      const double deviation = anomaly.value - anomaly.expected, explained = here.after - usual_level;
      if (std::abs(rest[t] - centre) >= options_.threshold * scale || explained * deviation <= 0 ||
          std::abs(explained) < kLeastExplained * std::abs(deviation))
        continue;
      anomaly.kind = AnomalyKind::kLevelShift;
      anomaly.holiday.clear();
      anomaly.level = possible(here.after);
      anomaly.since = result_.complete.first + here.position;
    }
  }

  Anomalies finish() {
    std::ranges::stable_sort(result_.found, {}, &Anomaly::position);
    return std::move(result_);
  }

  const TimeSeries& series_;
  const AnomalyOptions& options_;
  Anomalies result_;
  bool never_negative_;
};

}  // namespace

Anomalies find_anomalies(const TimeSeries& series, const AnomalyOptions& options) {
  const CompleteSeries values = complete(series, 1);
  require_values(values, kFewest, "a search for anomalies");
  if (options.method == AnomalyMethod::kRolling)
    require_values(values, options.window + 1, fmt::format("a window of {}", options.window));
  require_variation(values, "a search for anomalies");
  require_seasons(options.seasons.periods, values);
  Search search(series, options);
  switch (options.method) {
    case AnomalyMethod::kStl:
      return search.by_stl();
    case AnomalyMethod::kEsd:
      return search.by_esd();
    case AnomalyMethod::kRolling:
      break;
  }
  return search.by_rolling();
}

}  // namespace klytics::series
