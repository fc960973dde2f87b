// Daily and weekly series with a yearly season from rolling origins: our models, and Prophet's forecasts when a file
// has them. Usage: forecast_daily [--models a,b,...] [--groups a,b,...] [--first-seed N] [--shops N] [--origins N]
// [--horizon N] [--stride N] [--export FILE.csv] [--peer FILE.csv] [--dump FILE.csv]. --export writes every training
// part, and what is announced of the days to forecast, for the peer; --peer reads series,origin,step,mean,lo,hi,ms;
// ratios are over the forecasts that the peer has too.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "analytics/forecast/calendar/calendar.h"
#include "analytics/forecast/evaluation/accuracy.h"
#include "analytics/forecast/intervals/intervals.h"
#include "analytics/forecast/models/models.h"
#include "bench/daily_series.h"
#include "bench/forecast_measures.h"
#include "core/error.h"
#include "core/time.h"

namespace klytics::bench {
namespace {

using Groups = std::map<std::string, MeasureSums>;

/// One training part: the first `size` days of a series.
struct Origin {
  const DailySeries* series;
  int size, horizon;
};

/// `stride` days apart, those of weekly series a horizon apart.
std::vector<Origin> origins_of(const std::vector<DailySeries>& all, int count, int daily_horizon, int stride) {
  std::vector<Origin> result;
  for (const DailySeries& series : all) {
    const bool daily = series.days_per_step == 1;
    const int horizon = daily ? daily_horizon : daily_horizon / 7 * 2, apart = daily ? stride : horizon;
    for (int i = count - 1; i >= 0; --i)
      result.push_back({&series, static_cast<int>(series.values.size()) - horizon - i * apart, horizon});
  }
  return result;
}

void add(Groups& groups, const Origin& origin, std::span<const double> mean, const forecast::Interval& narrow,
         const forecast::Interval& wide, double milliseconds) {
  const std::span<const double> values = origin.series->values;
  const auto size = static_cast<std::size_t>(origin.size);
  std::vector<double> actual, forecast;
  forecast::Interval judged80{0.80, {}, {}}, judged95{0.95, {}, {}};
  for (std::size_t step = 0; step < mean.size(); ++step) {
    if (!origin.series->observed[size + step]) continue;  // a filled gap is no judge
    actual.push_back(values[size + step]);
    forecast.push_back(mean[step]);
    judged80.lower.push_back(narrow.lower[step]), judged80.upper.push_back(narrow.upper[step]);
    judged95.lower.push_back(wide.lower[step]), judged95.upper.push_back(wide.upper[step]);
  }
  if (actual.empty()) return;
  const double scale = forecast::seasonal_naive_error({values.first(size), origin.series->days_per_step == 1 ? 7 : 52});
  for (const std::string& group : {origin.series->group, std::string("~all")})
    groups[group].add(actual, forecast, judged80, judged95, scale, milliseconds);
}

void print(const std::string& model, const Groups& groups) {
  for (const auto& [group, s] : groups)
    fmt::print("{:<10} {:<12} {:>5} {:>8.3f} {:>7.3f} {:>6.1f} {:>6.1f} {:>9.1f}\n", model, group, s.count,
               s.smape / s.count, s.mase / s.scaled, s.coverage80 / s.count, s.coverage95 / s.count,
               s.milliseconds / s.count);
}

void export_origins(const std::vector<Origin>& origins, const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "w"), std::fclose);
  if (!file) throw Error(ErrorKind::kOutput, "cannot write " + path);
  fmt::print(file.get(), "series,origin,horizon,step_days,date,value,announced\n");
  for (const Origin& origin : origins) {
    const DailySeries& series = *origin.series;
    const int last = origin.size + (series.announced.empty() ? 0 : origin.horizon);
    for (int t = 0; t < last; ++t) {
      const auto index = static_cast<std::size_t>(t);
      const Date date{std::chrono::days(series.first_day + t * series.days_per_step)};
      if (t < origin.size && !series.observed[index]) continue;
      const std::string value = t < origin.size ? fmt::format("{:.10g}", series.values[index]) : "NA";
      fmt::print(file.get(), "{},{},{},{},{},{},{}\n", series.name, origin.size, origin.horizon, series.days_per_step,
                 to_string(date), value, series.announced.empty() ? 0.0 : series.announced[index]);
    }
  }
}

/// Prophet's measures, and how its errors and time compare with those of our last model from the same origins.
void compare(const std::vector<Origin>& origins, const std::string& path, const std::string& model,
             const std::map<const Origin*, forecast::Prediction>& predictions, const Groups& ours) {
  const auto peer = read_peer(path);
  Groups theirs, common;
  for (const Origin& origin : origins) {
    const auto found = peer.find({origin.series->name, origin.size});
    if (found == peer.end()) continue;
    if (std::ssize(found->second.mean) != origin.horizon)
      throw Error(ErrorKind::kBadData, fmt::format("{}: {} from {} has {} steps, not {}", path, origin.series->name,
                                                   origin.size, found->second.mean.size(), origin.horizon));
    const forecast::Interval narrow{0.8, found->second.lower, found->second.upper};
    add(theirs, origin, found->second.mean, narrow, narrow, found->second.milliseconds);
    const forecast::Prediction& prediction = predictions.at(&origin);
    add(common, origin, prediction.mean, forecast::prediction_interval(prediction, 0.80),
        forecast::prediction_interval(prediction, 0.95), 0);
  }
  print("prophet", theirs);
  fmt::print("\n{} / prophet: sMAPE, MASE, time\n", model);
  for (const auto& [group, peers] : theirs) {
    const MeasureSums &same = common.at(group), &all = ours.at(group);
    fmt::print("{:<12} {:>6.3f} {:>6.3f} {:>7.4f}\n", group, same.smape / peers.smape, same.mase / peers.mase,
               all.milliseconds / all.count / (peers.milliseconds / peers.count));
  }
}

void run(const Arguments& arguments) {
  const auto kept = arguments.list("--groups", {});
  std::vector<DailySeries> all = daily_series(static_cast<unsigned>(arguments.number("--first-seed", 1)),
                                              static_cast<unsigned>(arguments.number("--shops", 0)));
  std::erase_if(all, [&](const DailySeries& series) {
    return !kept.empty() && std::ranges::find(kept, series.group) == kept.end();
  });
  const int horizon = arguments.number("--horizon", 28);
  const auto origins =
      origins_of(all, arguments.number("--origins", 6), horizon, arguments.number("--stride", horizon));
  if (const std::string path = arguments.text("--export"); !path.empty()) return export_origins(origins, path);
  fmt::print("{:<10} {:<12} {:>5} {:>8} {:>7} {:>6} {:>6} {:>9}\n", "model", "group", "n", "sMAPE", "MASE", "c80",
             "c95", "ms");
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> dump(nullptr, std::fclose);
  if (const std::string path = arguments.text("--dump"); !path.empty()) {
    dump.reset(std::fopen(path.c_str(), "w"));
    if (!dump) throw Error(ErrorKind::kOutput, "cannot write " + path);
  }
  std::string last;
  Groups groups;
  std::map<const Origin*, forecast::Prediction> predictions;
  for (const std::string& name : arguments.list("--models", {"snaive", "dotm", "ets", "additive", "auto"})) {
    const forecast::Model* model = forecast::find_model(name);
    if (!model) throw Error(ErrorKind::kUsage, "unknown model " + name);
    groups.clear();
    for (const Origin& origin : origins) {
      const DailySeries& series = *origin.series;
      forecast::Calendar calendar{series.first_day, series.days_per_step, {}};
      if (!series.announced.empty()) calendar.columns.push_back({"sale", series.announced});
      const forecast::History history{std::span(series.values).first(static_cast<std::size_t>(origin.size)),
                                      series.days_per_step == 1 ? 7 : 52, &calendar};
      const double start = thread_milliseconds();
      const auto prediction = model->predict(history, origin.horizon).prediction;
      const double milliseconds = thread_milliseconds() - start;
      add(groups, origin, prediction.mean, forecast::prediction_interval(prediction, 0.80),
          forecast::prediction_interval(prediction, 0.95), milliseconds);
      if (dump)
        for (std::size_t step = 0; step < prediction.mean.size(); ++step)
          fmt::print(dump.get(), "{},{},{},{},{},{:.10g},{:.10g}\n", name, series.group, series.name, origin.size,
                     step + 1, prediction.mean[step], series.values[static_cast<std::size_t>(origin.size) + step]);
      predictions[&origin] = prediction;
    }
    print(name, groups);
    last = name;
  }
  if (const std::string path = arguments.text("--peer"); !path.empty())
    compare(origins, path, last, predictions, groups);
}

}  // namespace
}  // namespace klytics::bench

int main(int argc, char** argv) {
  using namespace klytics::bench;
  return exit_code_of([&] {
    run(Arguments(argc, argv,
                  {"--models", "--groups", "--first-seed", "--shops", "--origins", "--horizon", "--stride", "--export",
                   "--peer", "--dump"}));
  });
}
