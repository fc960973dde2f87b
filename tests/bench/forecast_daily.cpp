// Daily and weekly series with a yearly season from rolling origins: our models, and Prophet's forecasts when a file
// has them. Usage: forecast_daily [--models a,b,...] [--origins N] [--horizon N] [--export FILE.csv] [--peer FILE.csv]
// --export writes every training part and the days to forecast for the peer; --peer reads
// series,origin,step,mean,lo,hi.
#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <ctime>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "analytics/forecast/accuracy.h"
#include "analytics/forecast/calendar.h"
#include "analytics/forecast/intervals.h"
#include "analytics/forecast/models.h"
#include "analytics/forecast/prepare.h"
#include "bench/daily_series.h"
#include "core/error.h"
#include "core/time.h"

namespace klytics::bench {
namespace {

struct Sums {
  double count = 0, smape = 0, mase = 0, coverage80 = 0, coverage95 = 0, milliseconds = 0;
};

double thread_milliseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

struct Options {
  std::vector<std::string> models{"snaive", "dotm", "ets", "additive", "auto"};
  int origins = 6, horizon = 28;
  std::string export_file, peer_file;
};

Options parse_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i], value = argv[i + 1];
    if (name == "--origins") {
      options.origins = std::stoi(value);
    } else if (name == "--horizon") {
      options.horizon = std::stoi(value);
    } else if (name == "--export") {
      options.export_file = value;
    } else if (name == "--peer") {
      options.peer_file = value;
    } else if (name == "--models") {
      options.models.clear();
      for (std::size_t from = 0; from <= value.size();) {
        const std::size_t comma = std::min(value.find(',', from), value.size());
        options.models.push_back(value.substr(from, comma - from));
        from = comma + 1;
      }
    } else {
      throw Error(ErrorKind::kUsage, "unknown option " + name);
    }
  }
  return options;
}

/// One training part: the first `size` days of a series.
struct Origin {
  const DailySeries* series;
  int size, horizon;
};

std::vector<Origin> origins_of(const std::vector<DailySeries>& all, const Options& options) {
  std::vector<Origin> result;
  for (const DailySeries& series : all) {
    const int horizon = series.days_per_step == 1 ? options.horizon : options.horizon / 7 * 2;
    for (int i = options.origins; i > 0; --i)
      result.push_back({&series, static_cast<int>(series.values.size()) - i * horizon, horizon});
  }
  return result;
}

void add(Sums& sums, const Origin& origin, std::span<const double> mean, const forecast::Interval& narrow,
         const forecast::Interval& wide, double milliseconds) {
  const std::span<const double> values = origin.series->values;
  const auto size = static_cast<std::size_t>(origin.size);
  std::vector<double> actual, forecast, low80, high80, low95, high95;
  for (std::size_t step = 0; step < mean.size(); ++step) {
    if (!origin.series->observed[size + step]) continue;  // a filled gap is no judge
    actual.push_back(values[size + step]);
    forecast.push_back(mean[step]);
    low80.push_back(narrow.lower[step]), high80.push_back(narrow.upper[step]);
    low95.push_back(wide.lower[step]), high95.push_back(wide.upper[step]);
  }
  if (actual.empty()) return;
  const double scale = forecast::seasonal_naive_error({values.first(size), origin.series->days_per_step == 1 ? 7 : 52});
  sums.count += 1;
  sums.smape += forecast::symmetric_percentage_error(actual, forecast);
  sums.mase += forecast::mean_absolute_scaled_error(actual, forecast, scale);
  sums.coverage80 += 100 * forecast::coverage(actual, low80, high80);
  sums.coverage95 += 100 * forecast::coverage(actual, low95, high95);
  sums.milliseconds += milliseconds;
}

void print(const std::string& model, const std::map<std::string, Sums>& groups) {
  for (const auto& [group, s] : groups)
    fmt::print("{:<10} {:<16} {:>5} {:>8.3f} {:>7.3f} {:>6.1f} {:>6.1f} {:>9.1f}\n", model, group, s.count,
               s.smape / s.count, s.mase / s.count, s.coverage80 / s.count, s.coverage95 / s.count,
               s.milliseconds / s.count);
}

void export_origins(const std::vector<Origin>& origins, const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "w"), std::fclose);
  if (!file) throw Error(ErrorKind::kOutput, "cannot write " + path);
  fmt::print(file.get(), "series,origin,horizon,step_days,date,value\n");
  for (const Origin& origin : origins)
    for (int t = 0; t < origin.size; ++t) {
      const auto index = static_cast<std::size_t>(t);
      const Date date{std::chrono::days(origin.series->first_day + t * origin.series->days_per_step)};
      if (origin.series->observed[index])
        fmt::print(file.get(), "{},{},{},{},{},{:.10g}\n", origin.series->name, origin.size, origin.horizon,
                   origin.series->days_per_step, to_string(date), origin.series->values[index]);
    }
}

int run(int argc, char** argv) {
  const Options options = parse_options(argc, argv);
  const std::vector<DailySeries> all = daily_series();
  const std::vector<Origin> origins = origins_of(all, options);
  if (!options.export_file.empty()) {
    export_origins(origins, options.export_file);
    return 0;
  }
  fmt::print("{:<10} {:<16} {:>5} {:>8} {:>7} {:>6} {:>6} {:>9}\n", "model", "group", "n", "sMAPE", "MASE", "c80",
             "c95", "ms");
  for (const std::string& name : options.models) {
    const forecast::Model* model = forecast::find_model(name);
    if (!model) throw Error(ErrorKind::kUsage, "unknown model " + name);
    std::map<std::string, Sums> groups;
    for (const Origin& origin : origins) {
      const DailySeries& series = *origin.series;
      const forecast::Calendar calendar{series.first_day, series.days_per_step, {}};
      const forecast::History history{std::span(series.values).first(static_cast<std::size_t>(origin.size)),
                                      series.days_per_step == 1 ? 7 : 52, &calendar};
      const double start = thread_milliseconds();
      const auto prediction = model->predict(history, origin.horizon).prediction;
      const double milliseconds = thread_milliseconds() - start;
      for (const std::string& group : {series.group, std::string("~all")})
        add(groups[group], origin, prediction.mean, forecast::prediction_interval(prediction, 0.80),
            forecast::prediction_interval(prediction, 0.95), milliseconds);
    }
    print(name, groups);
  }
  if (options.peer_file.empty()) return 0;
  const auto peer = read_peer(options.peer_file);
  std::map<std::string, Sums> groups;
  for (const Origin& origin : origins) {
    const auto found = peer.find({origin.series->name, origin.size});
    if (found == peer.end()) continue;
    const forecast::Interval narrow{0.8, found->second.lower, found->second.upper};
    for (const std::string& group : {origin.series->group, std::string("~all")})
      add(groups[group], origin, found->second.mean, narrow, narrow, found->second.milliseconds);
  }
  print("prophet", groups);
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
