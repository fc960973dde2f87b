// A series as it was observed: the value that files and the database hand to the forecaster.
#pragma once

#include <string>
#include <vector>

#include "analytics/forecast/calendar/calendar.h"
#include "analytics/forecast/calendar/time_axis.h"

namespace klytics::forecast {

struct ObservedSeries {
  std::string name;
  TimeAxis axis;
  std::vector<double> values;        // by position on the axis; NaN where nothing was observed
  std::vector<KnownColumn> columns;  // known of the same positions and of those after the last value
  std::string zone;                  // in which the days of hours are counted; empty: UTC

  /// Positions up to the last observed value. 0 when there is none.
  int size() const;
  /// The same series as it was known when it had `size` positions. The columns stay: they were known before.
  ObservedSeries before(int size) const;
};

}  // namespace klytics::forecast
