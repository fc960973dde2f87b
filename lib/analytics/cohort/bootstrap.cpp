#include "analytics/cohort/bootstrap.h"

#include <algorithm>
#include <bit>

namespace klytics::analytics {
namespace {

constexpr int kWordBits = 64;
// 8 KB of values: draws among them find them in the first cache.
constexpr std::size_t kDirectly = 1024;
constexpr int kIndexBits = 16;  // of random bits for a draw; at least log2(kDirectly)
constexpr int kDrawsPerWord = kWordBits / kIndexBits;

// How many of `count` fair coins show heads.
std::int64_t heads(std::int64_t count, RandomBits& random) {
  std::int64_t sum = 0;
  for (; count >= kWordBits; count -= kWordBits) sum += std::popcount(random.next());
  if (count > 0) sum += std::popcount(random.next() >> (kWordBits - count));
  return sum;
}

// The sum of draws from values whose number is a power of two: the highest of 16 bits are an index.
double draw(std::span<const double> values, std::int64_t draws, RandomBits& random) {
  const int shift = kIndexBits - std::countr_zero(values.size());
  constexpr std::uint64_t kIndex = (1U << kIndexBits) - 1;
  double sum = 0;
  for (; draws >= kDrawsPerWord; draws -= kDrawsPerWord) {
    const std::uint64_t word = random.next();
    sum += (values[(word & kIndex) >> shift] + values[(word >> kIndexBits & kIndex) >> shift]) +
           (values[(word >> 2 * kIndexBits & kIndex) >> shift] + values[(word >> 3 * kIndexBits) >> shift]);
  }
  for (; draws > 0; --draws) sum += values[(random.next() & kIndex) >> shift];
  return sum;
}

}  // namespace

std::int64_t binomial(std::int64_t trials, std::int64_t part, std::int64_t whole, RandomBits& random) {
  std::int64_t successes = 0;
  while (trials > 0 && part > 0) {
    part *= 2;
    const bool digit = part >= whole;
    const std::int64_t zeros = heads(trials, random);
    // The digits of a number decide it when they differ from the ratio's for the first time.
    if (digit) {
      part -= whole;
      successes += zeros;
      trials -= zeros;
    } else {
      trials = zeros;
    }
  }
  return successes;
}

Resampler::Resampler(std::span<const double> values) : values_(values.begin(), values.end()) {
  std::sort(values_.begin(), values_.end());
}

double Resampler::mean(RandomBits& random) const {
  return sum(0, values_.size(), static_cast<std::int64_t>(values_.size()), random) /
         static_cast<double>(values_.size());
}

double Resampler::sum(std::size_t first, std::size_t size, std::int64_t draws, RandomBits& random) const {
  if (values_[first] == values_[first + size - 1]) return values_[first] * static_cast<double>(draws);
  if (size <= kDirectly && std::has_single_bit(size))
    return draw(std::span(values_).subspan(first, size), draws, random);
  const std::size_t left = std::bit_floor(size - 1);  // a power of two, so that all but a few parts are
  const std::int64_t of_left =
      binomial(draws, static_cast<std::int64_t>(left), static_cast<std::int64_t>(size), random);
  const double left_sum = sum(first, left, of_left, random);
  return left_sum + sum(first + left, size - left, draws - of_left, random);
}

}  // namespace klytics::analytics
