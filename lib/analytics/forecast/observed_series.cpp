#include "analytics/forecast/observed_series.h"

#include <cmath>

namespace klytics::forecast {

int ObservedSeries::size() const {
  auto size = values.size();
  while (size > 0 && !std::isfinite(values[size - 1])) --size;
  return static_cast<int>(size);
}

ObservedSeries ObservedSeries::before(int size) const {
  ObservedSeries result{name, axis, {}, columns, zone};
  result.values.assign(values.begin(), values.begin() + size);
  return result;
}

}  // namespace klytics::forecast
