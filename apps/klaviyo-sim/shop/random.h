// Pseudo-random numbers that are the same on every platform: integer arithmetic and exact comparisons only, no std
// distribution and no libm.
#pragma once

#include <cstdint>

namespace klaviyo_sim {

/// A hash of two words (the finaliser of SplitMix64); the way to draw a value that belongs to a thing and not to a
/// place in a sequence.
constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  std::uint64_t z = a + 0x9e3779b97f4a7c15ULL * (b + 1);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

/// A word as a number in [0, 1) with 53 random bits.
constexpr double to_unit(std::uint64_t word) { return static_cast<double>(word >> 11) * 0x1.0p-53; }

/// A SplitMix64 generator.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() { return mix(state_++, 0); }
  /// Uniform in [0, 1).
  double unit() { return to_unit(next()); }
  bool chance(double probability) { return unit() < probability; }
  /// Uniform in [0, bound); 0 for bound 0.
  std::uint32_t below(std::uint32_t bound) {
    return static_cast<std::uint32_t>(((next() >> 32) * static_cast<std::uint64_t>(bound)) >> 32);
  }
  /// Uniform in [low, high].
  std::int64_t between(std::int64_t low, std::int64_t high) {
    if (high <= low) return low;
    return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
  }
  /// Exponential with mean 1, by von Neumann's comparison method: exact, without a logarithm.
  double exponential() {
    for (double whole = 0;; whole += 1) {
      const double first = unit();
      double last = first;
      int run = 1;
      for (double draw = unit(); draw < last; draw = unit(), ++run) last = draw;
      if (run % 2 == 1) return whole + first;
    }
  }
  /// Standard normal to three decimals of the distribution function: the sum of twelve uniforms (Irwin-Hall).
  double normal() {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += unit();
    return sum;
  }
  /// Poisson by counting exponential gaps; linear in the mean.
  int poisson(double mean) {
    int count = -1;
    for (double sum = 0; sum <= mean; ++count) sum += exponential();
    return count < 0 ? 0 : count;
  }

 private:
  std::uint64_t state_;
};

}  // namespace klaviyo_sim
