// The history that a model learns from and the prediction that it gives back: the two values every model shares.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace klytics::forecast {

struct Calendar;  // calendar.h
struct KnownColumn;

/// Evenly spaced finite observations, oldest first, without gaps. A view: the caller keeps the values.
struct History {
  std::span<const double> values;
  int period = 1;                      // observations a season; 1 when there is none
  const Calendar* calendar = nullptr;  // what is known of the days; models that do not look at days ignore it
  // Regressors of history and horizon for a model that has coefficients for them (Model::takes_columns); else ignored.
  const std::vector<KnownColumn>* columns = nullptr;
  std::span<const int> longer_periods = {};  // of further seasons; models that know of one season ignore them

  int size() const { return static_cast<int>(values.size()); }
  double operator[](int index) const { return values[static_cast<std::size_t>(index)]; }
};

/// What a model says of the steps after the history. The vectors have one entry a step, the first step first.
struct Prediction {
  std::vector<double> mean;
  std::vector<double> deviation;  // standard deviation of the forecast error, in the unit of the values; never negative

  std::vector<double> tail;  // how much faster than normal the intervals widen with the level; empty: 1, normal

  int horizon() const { return static_cast<int>(mean.size()); }
};

/// A prediction of `horizon` zeros, to be filled in.
inline Prediction empty_prediction(int horizon) {
  return {std::vector<double>(static_cast<std::size_t>(horizon)),
          std::vector<double>(static_cast<std::size_t>(horizon)),
          {}};
}

}  // namespace klytics::forecast
