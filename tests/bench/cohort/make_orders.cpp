// make_orders ORDERS CUSTOMERS: an order file in time order on stdout, the same for the same numbers. Customers arrive
// over two years, a quarter of them in the first tenth, and order at rates that differ by a factor of about fifty.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/time.h"

namespace {

// xorshift64*: fast, and the same on every platform.
class Random {
 public:
  double uniform() {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return static_cast<double>((state_ * 0x2545F4914F6CDD1D) >> 11) / 9007199254740992.0;  // 2^53
  }

 private:
  std::uint64_t state_ = 88172645463325252;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 64;
  const long orders = std::atol(argv[1]);
  const double customers = static_cast<double>(std::atol(argv[2]));
  constexpr int kDays = 730;
  const klytics::Date first = klytics::parse_date("2024-01-01").value();
  Random random;
  std::string block = "order_id,customer,date,amount,cancelled\n";
  for (long i = 0; i < orders; ++i) {
    const double time = static_cast<double>(i) / static_cast<double>(orders);
    // Of the customers who are there by now, the squares favour some.
    const double there = customers * std::pow(time + 0.01, 0.6) / std::pow(1.01, 0.6);
    const double pick = random.uniform();
    const auto customer = static_cast<long>(there * pick * std::sqrt(pick));
    const long cents = 500 + static_cast<long>(random.uniform() * random.uniform() * 30000);
    char row[96];
    const int length = std::snprintf(
        row, sizeof row, "%ld,c%08ld,%s %02d:%02d:00,%ld.%02ld,%d\n", 1000000 + i, customer * 7919 % 99999989,
        klytics::to_string(first + std::chrono::days{static_cast<int>(time * kDays)}).c_str(),
        static_cast<int>(random.uniform() * 24), static_cast<int>(random.uniform() * 60), cents / 100, cents % 100,
        random.uniform() < 0.03 ? 1 : 0);
    block.append(row, static_cast<std::size_t>(length));
    if (block.size() > 1 << 20) {
      std::fwrite(block.data(), 1, block.size(), stdout);
      block.clear();
    }
  }
  std::fwrite(block.data(), 1, block.size(), stdout);
  return std::ferror(stdout) == 0 ? 0 : 74;
}
