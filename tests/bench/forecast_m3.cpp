// Accuracy, interval calibration and speed of the models on the series of a forecasting competition, as a table.
// Usage: forecast_m3 [--data FILE.csv.gz] [--models a,b,...] [--dump FILE.csv] [--past FILE.csv]; measures are means
// over series. The first file is of all forecasts, the second of how far off earlier ones of the same series were.
#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "analytics/forecast/evaluation/accuracy.h"
#include "analytics/forecast/intervals/intervals.h"
#include "analytics/forecast/models/combination.h"
#include "analytics/forecast/models/models.h"
#include "analytics/forecast/models/naive.h"
#include "bench/competition.h"
#include "bench/forecast_measures.h"
#include "core/error.h"

namespace klytics::bench {
namespace {

/// The model's measures, and those of naive2 that the overall weighted average divides by.
struct Group {
  MeasureSums model;
  double naive_smape = 0, naive_mase = 0;
};

void add(Group& group, const CompetitionSeries& series, const forecast::Prediction& prediction, double milliseconds) {
  const forecast::History history{series.train, series.period};
  const double scale = forecast::seasonal_naive_error(history);
  const auto naive = forecast::naive2(history, prediction.horizon());
  group.model.add(series.test, prediction.mean, forecast::prediction_interval(prediction, 0.80),
                  forecast::prediction_interval(prediction, 0.95), scale, milliseconds);
  group.naive_smape += forecast::symmetric_percentage_error(series.test, naive.mean);
  if (std::isfinite(scale)) group.naive_mase += forecast::mean_absolute_scaled_error(series.test, naive.mean, scale);
}

void print(const std::string& model, const std::string& name, const Group& group) {
  const MeasureSums& s = group.model;
  const double owa = (s.smape / group.naive_smape + s.mase / group.naive_mase) / 2;
  fmt::print("{:<10} {:<10} {:>5} {:>8.3f} {:>7.3f} {:>6.3f} {:>6.1f} {:>6.1f} {:>7.2f} {:>9.3f} {:>9.1f}\n", model,
             name, s.count, s.smape / s.count, s.mase / s.scaled, owa, s.coverage80 / s.count, s.coverage95 / s.count,
             s.interval_score / s.scaled, s.milliseconds / s.count, s.slowest);
}

using Output = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

/// The file of that name to write to; none without a name.
Output output(const std::string& path) {
  Output file(path.empty() ? nullptr : std::fopen(path.c_str(), "w"), std::fclose);
  if (!file && !path.empty()) throw Error(ErrorKind::kOutput, "cannot write " + path);
  return file;
}

void run(const Arguments& arguments) {
  std::vector<std::string> all_models;
  for (const auto& model : forecast::models()) all_models.emplace_back(model.name);
  const auto all =
      read_competition(arguments.text("--data", std::string(KLYTICS_SOURCE_DIR) + "/../shared/data/m3.csv.gz"));
  const Output dump = output(arguments.text("--dump"));
  if (const Output past = output(arguments.text("--past")))
    for (const CompetitionSeries& series : all) {
      const auto errors = forecast::past_errors({series.train, series.period}, static_cast<int>(series.test.size()));
      fmt::print(past.get(), "{},{},{:.10g}\n", series.id, errors.origins, errors.size);
    }
  fmt::print("{:<10} {:<10} {:>5} {:>8} {:>7} {:>6} {:>6} {:>6} {:>7} {:>9} {:>9}\n", "model", "group", "n", "sMAPE",
             "MASE", "OWA", "c80", "c95", "MSIS95", "ms/series", "slowest");
  for (const std::string& name : arguments.list("--models", all_models)) {
    const forecast::Model* model = forecast::find_model(name);
    if (!model) throw Error(ErrorKind::kUsage, "unknown model " + name);
    std::map<std::string, Group> groups;
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
}

}  // namespace
}  // namespace klytics::bench

int main(int argc, char** argv) {
  using namespace klytics::bench;
  return exit_code_of([&] { run(Arguments(argc, argv, {"--data", "--models", "--dump", "--past"})); });
}
