// Adds the time of a scope to a sum.
#pragma once

#include <chrono>

namespace klytics::storage {

class Stopwatch {
 public:
  /// Adds seconds to `sum` when it ends.
  explicit Stopwatch(double& sum) : sum_(sum) {}
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;
  ~Stopwatch() { sum_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count(); }

 private:
  double& sum_;
  const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace klytics::storage
