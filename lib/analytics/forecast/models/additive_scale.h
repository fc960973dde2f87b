// The scale on which the additive regression is fitted: plain or logarithm, in units of the noise of a day.
#pragma once

#include "analytics/forecast/series.h"

namespace klytics::forecast {

class ValueScale {
 public:
  /// `logarithm` needs has_logarithm().
  ValueScale(const History& history, bool logarithm);

  /// No observation is far below zero. Where zeros occur a tenth of the median is added before taking the logarithm.
  static bool has_logarithm(const History& history);

  double forward(double value) const;
  double back(double scaled) const;
  /// What a group adds: in the unit of the values, or a factor; the line also carries the centre.
  double component(double scaled, bool is_line) const;

 private:
  bool logarithm_;
  double offset_ = 0, centre_ = 0, unit_ = 1;
};

}  // namespace klytics::forecast
