#include "analytics/series/pelt.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace klytics::series {
namespace {

/// Costs of all stretches from sums, around the mean of all values so that no digits are lost to a large level.
class Costs {
 public:
  Costs(std::span<const double> values, Change change) : change_(change), sums_(1), squares_(1) {
    double mean = 0;
    for (const double value : values) mean += value / static_cast<double>(values.size());
    for (const double value : values) {
      sums_.push_back(sums_.back() + (value - mean));
      squares_.push_back(squares_.back() + (value - mean) * (value - mean));
    }
    // The variance of a constant stretch would make its cost minus infinity.
    least_variance_ = kLeastShare * squares_.back() / static_cast<double>(std::max<std::size_t>(values.size(), 1));
  }

  double operator()(std::size_t from, std::size_t to) const {
    const auto n = static_cast<double>(to - from);
    const double sum = sums_[to] - sums_[from], square = squares_[to] - squares_[from];
    const double deviations = std::fmax(square - sum * sum / n, 0);
    if (change_ == Change::kMean) return deviations;
    const double variance = std::fmax(deviations / n, std::fmax(least_variance_, std::numeric_limits<double>::min()));
    return n * std::log(2 * std::numbers::pi * variance) + deviations / variance;
  }

 private:
  static constexpr double kLeastShare = 1e-8;  // of the variance of all values
  Change change_;
  std::vector<double> sums_, squares_;
  double least_variance_ = 0;
};

}  // namespace

double stretch_cost(std::span<const double> values, Change change) { return Costs(values, change)(0, values.size()); }

std::vector<std::size_t> pelt(std::span<const double> values, Change change, double penalty, std::size_t shortest) {
  const std::size_t n = values.size();
  shortest = std::max<std::size_t>(shortest, change == Change::kMeanVariance ? 2 : 1);
  if (n < 2 * shortest) return {0};
  const Costs cost(values, change);
  constexpr double kNever = std::numeric_limits<double>::infinity();
  std::vector<double> best(n + 1,
                           kNever);  // least cost of the values before a position, with a penalty for each stretch
  std::vector<std::size_t> last(n + 1, 0);  // where the last stretch of that split begins
  best[0] = -penalty;
  struct Start {
    std::size_t position;   // where the last stretch may begin
    std::size_t beaten_at;  // the end at which a split there became better than none
  };
  constexpr std::size_t kUnbeaten = std::numeric_limits<std::size_t>::max();
  std::vector<Start> starts;
  for (std::size_t end = shortest; end <= n; ++end) {
    if (std::isfinite(best[end - shortest])) starts.push_back({end - shortest, kUnbeaten});
    for (const Start& start : starts) {
      const double total = best[start.position] + cost(start.position, end) + penalty;
      if (total < best[end]) best[end] = total, last[end] = start.position;
    }
    // A start that costs more than a split at `beaten_at` never wins again, once the stretch after that split is long
    // enough.
    for (Start& start : starts)
      if (start.beaten_at == kUnbeaten && best[start.position] + cost(start.position, end) > best[end])
        start.beaten_at = end;
    std::erase_if(starts, [&](const Start& start) {
      return start.beaten_at != kUnbeaten && end + 1 >= start.beaten_at + shortest;
    });
  }
  std::vector<std::size_t> result;
  for (std::size_t end = n; end > 0; end = last[end]) result.push_back(last[end]);
  std::ranges::reverse(result);
  return result;
}

}  // namespace klytics::series
