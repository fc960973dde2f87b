// What the forecasting benchmarks share: options of their command lines, processor time, measures summed over
// forecasts.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/forecast/intervals/intervals.h"
#include "analytics/forecast/series.h"

namespace klytics::bench {

/// Pairs of "--name value".
class Arguments {
 public:
  /// Throws Error(kUsage) for a name that is not among `known` and for one without a value.
  Arguments(int argc, char** argv, const std::vector<std::string>& known);

  std::string text(const std::string& name, const std::string& fallback = "") const;
  int number(const std::string& name, int fallback) const;
  /// The parts between commas.
  std::vector<std::string> list(const std::string& name, const std::vector<std::string>& fallback) const;

 private:
  std::map<std::string, std::string> values_;
};

/// Processor time that this thread has used.
double thread_milliseconds();

/// Runs `body`; an Error goes to stderr and becomes the exit code.
int exit_code_of(const std::function<void()>& body);

/// Sums over forecasts, each measured over its steps; a measure is the sum by `count`, a scaled one by `scaled`.
struct MeasureSums {
  double count = 0, smape = 0, coverage80 = 0, coverage95 = 0, milliseconds = 0, slowest = 0;
  double scaled = 0, mase = 0, interval_score = 0;  // where the seasonal naive error is not zero; the score at 95 %

  /// `narrow` and `wide` are the intervals at 80 and 95 %; `scale` is the seasonal naive error of the history.
  void add(std::span<const double> actual, std::span<const double> mean, const forecast::Interval& narrow,
           const forecast::Interval& wide, double scale, double spent_milliseconds);
};

}  // namespace klytics::bench
