#include "bench/forecast_measures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

#include "analytics/forecast/evaluation/accuracy.h"
#include "core/error.h"

namespace klytics::bench {

Arguments::Arguments(int argc, char** argv, const std::vector<std::string>& known) {
  for (int i = 1; i < argc; i += 2) {
    const std::string name = argv[i];
    if (std::ranges::find(known, name) == known.end()) throw Error(ErrorKind::kUsage, "unknown option " + name);
    if (i + 1 == argc) throw Error(ErrorKind::kUsage, name + " needs a value");
    values_[name] = argv[i + 1];
  }
}

std::string Arguments::text(const std::string& name, const std::string& fallback) const {
  const auto found = values_.find(name);
  return found == values_.end() ? fallback : found->second;
}

int Arguments::number(const std::string& name, int fallback) const {
  const auto found = values_.find(name);
  return found == values_.end() ? fallback : std::stoi(found->second);
}

std::vector<std::string> Arguments::list(const std::string& name, const std::vector<std::string>& fallback) const {
  const std::string value = text(name);
  if (value.empty()) return fallback;
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= value.size();) {
    const std::size_t comma = std::min(value.find(',', from), value.size());
    parts.push_back(value.substr(from, comma - from));
    from = comma + 1;
  }
  return parts;
}

double thread_milliseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

int exit_code_of(const std::function<void()>& body) {
  try {
    body();
    return 0;
  } catch (const Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return exit_code(error.kind());
  }
}

void MeasureSums::add(std::span<const double> actual, std::span<const double> mean, const forecast::Interval& narrow,
                      const forecast::Interval& wide, double scale, double spent_milliseconds) {
  count += 1;
  smape += forecast::symmetric_percentage_error(actual, mean);
  coverage80 += 100 * forecast::coverage(actual, narrow.lower, narrow.upper);
  coverage95 += 100 * forecast::coverage(actual, wide.lower, wide.upper);
  milliseconds += spent_milliseconds;
  slowest = std::max(slowest, spent_milliseconds);
  if (!std::isfinite(scale)) return;
  scaled += 1;
  mase += forecast::mean_absolute_scaled_error(actual, mean, scale);
  interval_score += forecast::scaled_interval_score(actual, wide.lower, wide.upper, 0.95, scale);
}

}  // namespace klytics::bench
