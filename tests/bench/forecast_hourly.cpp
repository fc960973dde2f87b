// Hours, and sparse hours and days, from rolling origins: errors beside the seasonal naive forecast, coverage and
// processor time of each model. Usage: forecast_hourly [--models a,b,...] [--kinds a,b,...] [--sizes 336,2000]
// [--first-seed N] [--series N] [--origins N] [--horizon N].
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "analytics/forecast/intervals/intervals.h"
#include "analytics/forecast/models/models.h"
#include "bench/forecast_measures.h"
#include "bench/simulated_hours.h"
#include "core/error.h"

namespace klytics::bench {
namespace {

using forecast::History;
using forecast::Prediction;

/// Sums over forecasts of one kind and size.
struct Measures {
  int count = 0;
  double absolute = 0, squared = 0, bias = 0, naive = 0, covered80 = 0, covered95 = 0, score95 = 0;
  double milliseconds = 0, slowest = 0;

  void add(std::span<const double> actual, const Prediction& prediction, const Prediction& snaive, double spent) {
    const forecast::Interval narrow = forecast::prediction_interval(prediction, 0.80),
                             wide = forecast::prediction_interval(prediction, 0.95);
    const auto steps = static_cast<double>(actual.size());
    for (std::size_t step = 0; step < actual.size(); ++step) {
      const double error = prediction.mean[step] - actual[step];
      absolute += std::abs(error) / steps, squared += error * error / steps, bias += error / steps;
      naive += std::abs(snaive.mean[step] - actual[step]) / steps;
      // No order is below zero, so that the lower end is cut there as in the program's results.
      const double low80 = std::fmax(narrow.lower[step], 0), low95 = std::fmax(wide.lower[step], 0);
      covered80 += (actual[step] >= low80 && actual[step] <= narrow.upper[step]) / steps;
      covered95 += (actual[step] >= low95 && actual[step] <= wide.upper[step]) / steps;
      const double outside = std::fmax(low95 - actual[step], 0) + std::fmax(actual[step] - wide.upper[step], 0);
      score95 += (wide.upper[step] - low95 + 40 * outside) / steps;
    }
    ++count;
    milliseconds += spent, slowest = std::fmax(slowest, spent);
  }
};

void print(std::string_view model, std::string_view kind, int size, const Measures& m) {
  fmt::print("{:<12} {:<14} {:>6} {:>4} {:>9.3f} {:>9.4g} {:>8.3g} {:>9.3f} {:>6.1f} {:>6.1f} {:>9.1f} {:>9.1f}\n",
             model, kind, size, m.count, m.absolute / m.naive, std::sqrt(m.squared / m.count), m.bias / m.count,
             m.score95 / m.naive, 100 * m.covered80 / m.count, 100 * m.covered95 / m.count, m.milliseconds / m.count,
             m.slowest);
}

void run(const Arguments& arguments) {
  const auto kinds = arguments.list("--kinds", {});
  const int origins = arguments.number("--origins", 3), series = arguments.number("--series", 4);
  const auto first_seed = static_cast<unsigned>(arguments.number("--first-seed", 1));
  fmt::print("{:<12} {:<14} {:>6} {:>4} {:>9} {:>9} {:>8} {:>9} {:>6} {:>6} {:>9} {:>9}\n", "model", "kind", "size",
             "n", "rel. MAE", "RMSE", "bias", "score", "c80", "c95", "ms", "slowest");
  for (const HourKind kind : hour_kinds()) {
    if (!kinds.empty() && std::ranges::find(kinds, to_string(kind)) == kinds.end()) continue;
    const int season = season_of(kind), horizon = arguments.number("--horizon", 2 * season);
    const std::vector<int> week{7 * season};
    for (const std::string& text : arguments.list("--sizes", {"336", "1000"})) {
      const int size = std::stoi(text);
      for (const std::string& name : arguments.list("--models", {"auto"})) {
        const forecast::Model* model = forecast::find_model(name);
        if (!model) throw Error(ErrorKind::kUsage, "unknown model " + name);
        Measures measures;
        for (unsigned seed = first_seed; seed < first_seed + static_cast<unsigned>(series); ++seed) {
          const auto values = simulated_hours(kind, seed, size + origins * horizon);
          for (int i = 0; i < origins; ++i) {
            const std::span all(values);
            History history{all.first(static_cast<std::size_t>(size + i * horizon)), season};
            if (season == 24 && size >= 3 * week.front()) history.longer_periods = week;
            const double start = thread_milliseconds();
            const Prediction prediction = model->predict(history, horizon).prediction;
            const double spent = thread_milliseconds() - start;
            measures.add(all.subspan(history.values.size(), static_cast<std::size_t>(horizon)), prediction,
                         forecast::find_model("snaive")->predict(history, horizon).prediction, spent);
          }
        }
        print(name, to_string(kind), size, measures);
      }
    }
  }
}

}  // namespace
}  // namespace klytics::bench

int main(int argc, char** argv) {
  using namespace klytics::bench;
  return exit_code_of([&] {
    run(Arguments(argc, argv,
                  {"--models", "--kinds", "--sizes", "--first-seed", "--series", "--origins", "--horizon"}));
  });
}
