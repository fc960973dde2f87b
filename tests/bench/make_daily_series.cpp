// Writes daily revenue of simulated shops of all kinds in turn as CSV: make_daily_series SERIES DAYS >
// series,time,value
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

#include "bench/simulated_shops.h"
#include "core/time.h"

int main(int argc, char** argv) {
  using namespace klytics;
  if (argc != 3) {
    fmt::print(stderr, "usage: make_daily_series SERIES DAYS\n");
    return 64;
  }
  const int count = std::atoi(argv[1]), days = std::atoi(argv[2]);
  const auto kinds = bench::shop_kinds();
  fmt::print("series,time,value\n");
  for (int i = 0; i < count; ++i) {
    const bench::ShopKind kind = kinds[static_cast<std::size_t>(i) % kinds.size()];
    const auto values = bench::simulated_shop(kind, static_cast<unsigned>(i) + 1, days);
    Date day{std::chrono::sys_days(std::chrono::year(2018) / 1 / 1)};
    for (const double value : values) {
      fmt::print("{}{},{},{:.2f}\n", to_string(kind), i + 1, to_string(day), value);
      day += std::chrono::days(1);
    }
  }
  return 0;
}
