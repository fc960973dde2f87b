// Processor time of the forecasting models, each beside its goal and, when a file has them, beside R's functions on the
// same series. Usage: forecast_speed [--data FILE.csv.gz] [--every N] [--peer FILE.csv]; takes every Nth monthly series
// of the data; the peer's file has the columns model,milliseconds, the mean over the same series.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "analytics/forecast/calendar/calendar.h"
#include "analytics/forecast/models/additive.h"
#include "analytics/forecast/models/models.h"
#include "bench/competition.h"
#include "bench/forecast_measures.h"
#include "bench/simulated_shops.h"
#include "core/error.h"

namespace klytics::bench {
namespace {

constexpr std::int64_t kFirstDay = 17532;  // of the simulated shops

struct Times {
  double mean = 0, percentile95 = 0;
};

template <typename Work>
Times times_of(std::size_t count, Work&& work) {
  std::vector<double> spent;
  for (std::size_t i = 0; i < count; ++i) {
    const double start = thread_milliseconds();
    work(i);
    spent.push_back(thread_milliseconds() - start);
  }
  std::ranges::sort(spent);
  Times times;
  for (const double one : spent) times.mean += one / static_cast<double>(count);
  times.percentile95 = spent[(spent.size() - 1) * 95 / 100];
  return times;
}

void print(std::string_view what, std::size_t count, const Times& times, std::string_view goal) {
  fmt::print("{:<44} {:>5} {:>10.3f} {:>10.3f}   {}\n", what, count, times.mean, times.percentile95, goal);
}

/// model,milliseconds a line.
std::vector<std::pair<std::string, double>> read_peer_times(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw Error(ErrorKind::kInputMissing, "cannot open " + path);
  std::vector<std::pair<std::string, double>> times;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line))
    times.emplace_back(line.substr(0, line.find(',')), std::stod(line.substr(line.find(',') + 1)));
  return times;
}

void run(const Arguments& arguments) {
  const auto all =
      read_competition(arguments.text("--data", std::string(KLYTICS_SOURCE_DIR) + "/../shared/data/m3.csv.gz"));
  std::vector<const CompetitionSeries*> monthly;
  int place = 0;
  for (const CompetitionSeries& series : all)
    if (series.group == "monthly" && place++ % std::max(arguments.number("--every", 40), 1) == 0)
      monthly.push_back(&series);
  fmt::print("{:<44} {:>5} {:>10} {:>10}   {}\n", "processor time, ms a series", "n", "mean", "95 %", "must (aim)");
  struct Goal {
    std::string_view model, text;
  };
  std::vector<std::pair<std::string, double>> ours;
  for (const auto& [name, goal] : {Goal{"ets", "25 (10)"}, Goal{"theta", ""}, Goal{"dotm", "0.7 (0.2)"},
                                   Goal{"arima", "80 (25), 95 %: 250 (80)"}, Goal{"auto", ""}}) {
    const forecast::Model& model = *forecast::find_model(name);
    const Times times = times_of(monthly.size(), [&](std::size_t i) {
      model.predict({monthly[i]->train, monthly[i]->period}, static_cast<int>(monthly[i]->test.size()));
    });
    print(fmt::format("{}, monthly", name), monthly.size(), times, goal);
    ours.emplace_back(name, times.mean);
  }
  constexpr int kShops = 8, kLongDays = 1900, kTwoYears = 730, kHorizon = 28;
  const forecast::Calendar calendar{kFirstDay, 1, {}};
  std::vector<std::vector<double>> shops;
  for (unsigned seed = 1; seed <= kShops; ++seed) shops.push_back(simulated_shop(ShopKind::kPlain, seed, kLongDays));
  const forecast::AdditiveOptions given{.logarithm = true, .penalties = forecast::kUsualPenalties};
  print("additive, 1,900 days, penalties given", kShops,
        times_of(kShops,
                 [&](std::size_t i) {
                   forecast::fit_additive({shops[i], 7, &calendar}, kHorizon, given);
                 }),
        "5 (2)");
  print(
      "auto, 730 days, choice from rolling origins", kShops,
      times_of(kShops,
               [&](std::size_t i) {
                 forecast::find_model("auto")->predict({std::span(shops[i]).first(kTwoYears), 7, &calendar}, kHorizon);
               }),
      "1000 (300)");
  const std::string path = arguments.text("--peer");
  if (path.empty()) return;
  fmt::print("\nR on the same series, ms, and how many times as fast we are\n");
  for (const auto& [peer, milliseconds] : read_peer_times(path))
    for (const auto& [name, time] : ours)
      if (peer.starts_with(name) || (peer == "auto.arima" && name == "arima"))
        fmt::print("{:<12} {:>10.2f}   {:<8} {:>8.1f}\n", peer, milliseconds, name, milliseconds / time);
}

}  // namespace
}  // namespace klytics::bench

int main(int argc, char** argv) {
  using namespace klytics::bench;
  return exit_code_of([&] { run(Arguments(argc, argv, {"--data", "--every", "--peer"})); });
}
