// Processor time of Seasonal Hybrid ESD on the public data of its authors, ours; anomalies.R measures R's in the same run.
// Usage: bench_anomalies TWITTER_RAW.csv EXPECTED.csv; prints milliseconds a call and how many anomalies agree.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "analytics/decomposition/stl.h"
#include "analytics/series/generalised_esd.h"
#include "analytics/series/robust_scale.h"

namespace klytics::bench {
namespace {

constexpr int kPeriod = 1440;  // minutes of a day
constexpr double kMost = 0.02, kAlpha = 0.05;
constexpr int kRepetitions = 20;

/// The numbers of one column, from 0, below a header.
std::vector<double> column(const std::string& path, std::size_t number) {
  std::ifstream file(path);
  std::vector<double> values;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::size_t from = 0;
    for (std::size_t i = 0; i < number; ++i) from = line.find(',', from) + 1;
    values.push_back(std::stod(line.substr(from)));
  }
  return values;
}

std::vector<double> seasonal_hybrid_esd(std::vector<double> values) {
  const auto parts = decomposition::stl(values, kPeriod, {.robust = true});
  const double centre = series::median(values);
  for (std::size_t t = 0; t < values.size(); ++t) values[t] -= parts.seasonal[t] + centre;
  const auto most = static_cast<std::size_t>(kMost * static_cast<double>(values.size()));
  std::vector<double> positions;
  for (const series::Outlier& outlier : series::generalised_esd(values, most, kAlpha))
    positions.push_back(static_cast<double>(outlier.position) + 1);
  std::ranges::sort(positions);
  return positions;
}

double milliseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

}  // namespace
}  // namespace klytics::bench

int main(int argc, char** argv) {
  using namespace klytics::bench;
  if (argc != 3) {
    fmt::print(stderr, "usage: bench_anomalies TWITTER_RAW.csv EXPECTED.csv\n");
    return 64;
  }
  const std::vector<double> values = column(argv[1], 1), expected = column(argv[2], 0);
  std::vector<double> times, found;
  for (int i = 0; i < kRepetitions; ++i) {
    const double start = milliseconds();
    found = seasonal_hybrid_esd(values);
    times.push_back(milliseconds() - start);
  }
  std::ranges::sort(times);
  fmt::print("{:.1f} {} {}\n", times[times.size() / 2], found.size(), found == expected ? "equal" : "different");
  return 0;
}
