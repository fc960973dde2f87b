// Accuracy, interval calibration and speed of the models on the series of a forecasting competition, as a table.
// Usage: forecast_m3 [--data FILE.csv.gz] [--models a,b,...] [--dump FILE.csv]; measures are means over series.
#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <ctime>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "analytics/forecast/accuracy.h"
#include "analytics/forecast/intervals.h"
#include "analytics/forecast/models.h"
#include "analytics/forecast/naive.h"
#include "bench/competition.h"
#include "core/error.h"

namespace klytics::bench {
namespace {

/// Sums over the series of one group; means are taken when printing.
struct Sums {
  double count = 0, smape = 0, mase = 0, scaled = 0, coverage80 = 0, coverage95 = 0, interval_score = 0;
  double naive_smape = 0, naive_mase = 0, milliseconds = 0, slowest = 0;
};

double thread_milliseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

struct Options {
  std::string data = std::string(KLYTICS_SOURCE_DIR) + "/../shared/data/m3.csv.gz";
  std::vector<std::string> models;
  std::string dump;
};

Options parse_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i], value = argv[i + 1];
    if (name == "--data") {
      options.data = value;
    } else if (name == "--dump") {
      options.dump = value;
    } else if (name == "--models") {
      for (std::size_t from = 0; from <= value.size();) {
        const std::size_t comma = std::min(value.find(',', from), value.size());
        options.models.push_back(value.substr(from, comma - from));
        from = comma + 1;
      }
    } else {
      throw Error(ErrorKind::kUsage, "unknown option " + name);
    }
  }
  if (options.models.empty())
    for (const auto& model : forecast::models()) options.models.emplace_back(model.name);
  return options;
}

void add(Sums& sums, const CompetitionSeries& series, const forecast::Prediction& prediction, double milliseconds) {
  const forecast::History history{series.train, series.period};
  const double scale = forecast::seasonal_naive_error(history);
  const auto naive = forecast::naive2(history, prediction.horizon());
  const auto interval80 = forecast::prediction_interval(prediction, 0.80);
  const auto interval95 = forecast::prediction_interval(prediction, 0.95);
  sums.count += 1;
  sums.smape += forecast::symmetric_percentage_error(series.test, prediction.mean);
  sums.naive_smape += forecast::symmetric_percentage_error(series.test, naive.mean);
  if (std::isfinite(scale)) {
    sums.scaled += 1;
    sums.mase += forecast::mean_absolute_scaled_error(series.test, prediction.mean, scale);
    sums.naive_mase += forecast::mean_absolute_scaled_error(series.test, naive.mean, scale);
    sums.interval_score +=
        forecast::scaled_interval_score(series.test, interval95.lower, interval95.upper, 0.95, scale);
  }
  sums.coverage80 += 100 * forecast::coverage(series.test, interval80.lower, interval80.upper);
  sums.coverage95 += 100 * forecast::coverage(series.test, interval95.lower, interval95.upper);
  sums.milliseconds += milliseconds;
  sums.slowest = std::max(sums.slowest, milliseconds);
}

void print(const std::string& model, const std::string& group, const Sums& s) {
  const double owa = (s.smape / s.naive_smape + s.mase / s.naive_mase) / 2;
  fmt::print("{:<10} {:<10} {:>5} {:>8.3f} {:>7.3f} {:>6.3f} {:>6.1f} {:>6.1f} {:>7.2f} {:>9.3f} {:>9.1f}\n", model,
             group, s.count, s.smape / s.count, s.mase / s.scaled, owa, s.coverage80 / s.count, s.coverage95 / s.count,
             s.interval_score / s.scaled, s.milliseconds / s.count, s.slowest);
}

int run(int argc, char** argv) {
  const Options options = parse_options(argc, argv);
  const auto all = read_competition(options.data);
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> dump(nullptr, std::fclose);
  if (!options.dump.empty()) dump.reset(std::fopen(options.dump.c_str(), "w"));
  fmt::print("{:<10} {:<10} {:>5} {:>8} {:>7} {:>6} {:>6} {:>6} {:>7} {:>9} {:>9}\n", "model", "group", "n", "sMAPE",
             "MASE", "OWA", "c80", "c95", "MSIS95", "ms/series", "slowest");
  for (const std::string& name : options.models) {
    const forecast::Model* model = forecast::find_model(name);
    if (!model) throw Error(ErrorKind::kUsage, "unknown model " + name);
    std::map<std::string, Sums> groups;
    for (const CompetitionSeries& series : all) {
      const double start = thread_milliseconds();
      const auto named = model->predict({series.train, series.period}, static_cast<int>(series.test.size()));
      const double milliseconds = thread_milliseconds() - start;
      add(groups[series.group], series, named.prediction, milliseconds);
      add(groups["~all"], series, named.prediction, milliseconds);
      if (dump)
        for (std::size_t step = 0; step < series.test.size(); ++step)
          fmt::print(dump.get(), "{},{},{},{},{:.10g},{:.10g},{}\n", name, series.id, step + 1, series.group,
                     named.prediction.mean[step], named.prediction.deviation[step], named.model);
    }
    for (const auto& [group, sums] : groups) print(name, group, sums);
  }
  return 0;
}

}  // namespace
}  // namespace klytics::bench

int main(int argc, char** argv) {
  try {
    return klytics::bench::run(argc, argv);
  } catch (const klytics::Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return klytics::exit_code(error.kind());
  }
}
