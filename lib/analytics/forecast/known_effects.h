// What known columns do to a series, for models that know nothing of columns: the effects are taken out of the history
// before the model sees it and put back into what it says.
#pragma once

#include <span>
#include <vector>

#include "analytics/forecast/calendar/calendar.h"
#include "analytics/forecast/series.h"

namespace klytics::forecast {

struct KnownEffects {
  bool factors = false;        // values multiply, else they add
  std::vector<double> values;  // history first, then the horizon

  double remove(double value, std::size_t step) const { return factors ? value / values[step] : value - values[step]; }
  double restore(double value, std::size_t step) const { return factors ? value * values[step] : value + values[step]; }
};

/// Whether a column takes more than one value in the first `size` steps: else nothing can be learned of it.
bool changes(const KnownColumn& column, std::size_t size);

/// Columns that say how much there is of something usual (a price), not whether something is there: their median taken
/// out, so that an effect is what a difference from the usual makes.
std::vector<KnownColumn> centred(std::span<const KnownColumn> columns, std::size_t size);

/// With a calendar by the additive regression, which tells events from weekdays, trend and year; else by least squares
/// on differences (at the period too where there is a season), with Huber weights. Columns may be shorter than history
/// and horizon: they are 0 there. `history.calendar->columns` is not looked at. Each column changes in the history.
KnownEffects known_effects(const History& history, std::span<const KnownColumn> columns, int horizon);

}  // namespace klytics::forecast
