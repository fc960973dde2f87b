// /analytics/forecast/{metric}: what the active version of the model registry says comes next. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/time.h"

namespace klytics::presentation {

struct ForecastPoint {
  Date day;
  double mean = 0, lower = 0, upper = 0;  // the 95 % interval
};

/// An active version by day, with its errors at earlier times of the series.
struct ActiveForecast {
  std::string metric;
  std::string method;  // "additive(log)"
  std::string settings;
  std::int64_t version = 0;
  Date data_through;
  double mape = 0;  // a share, of actual values that are not zero
  double rmse = 0, mae = 0, r2 = 0;
  std::vector<ForecastPoint> points;  // the first follows data_through
};

/// The body: the forecast is the same for every range, which it only names. accuracy = 1 - min(1, MAPE), measured out
/// of sample.
std::string forecast_document(const ActiveForecast& forecast, const DateRange& range);

}  // namespace klytics::presentation
