#include "analytics/series/generalised_esd.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>

#include "analytics/series/robust_scale.h"

namespace klytics::series {
namespace {

/// What is left of sorted values when only the least and the greatest are taken away: always a window of them.
class Window {
 public:
  explicit Window(std::vector<double> sorted) : sorted_(std::move(sorted)), end_(sorted_.size()) {}

  std::size_t size() const { return end_ - begin_; }
  double least() const { return sorted_[begin_]; }
  double greatest() const { return sorted_[end_ - 1]; }
  void drop_least() { ++begin_; }
  void drop_greatest() { --end_; }

  double median() const {
    const std::size_t middle = begin_ + size() / 2;
    return size() % 2 == 1 ? sorted_[middle] : (sorted_[middle - 1] + sorted_[middle]) / 2;
  }
  double median_distance(double centre) const {
    const std::size_t half = size() / 2;
    if (size() % 2 == 1) return distance(half, centre);
    return (distance(half - 1, centre) + distance(half, centre)) / 2;
  }

 private:
  /// The distance from `centre` that exactly `rank` values are nearer than or as near as: distances rise on both sides
  /// of the centre, so that a search for how many come from the left finds it.
  double distance(std::size_t rank, double centre) const {
    const auto first = sorted_.begin() + std::ptrdiff_t(begin_), last = sorted_.begin() + std::ptrdiff_t(end_);
    const std::size_t split = std::size_t(std::lower_bound(first, last, centre) - first);
    const auto left = [&](std::size_t i) { return centre - first[std::ptrdiff_t(split - 1 - i)]; };  // rising
    const auto right = [&](std::size_t i) { return first[std::ptrdiff_t(split + i)] - centre; };     // rising
    const std::size_t rights = size() - split, wanted = rank + 1;
    std::size_t low = wanted > rights ? wanted - rights : 0, high = std::min(wanted, split);
    while (low <
           high) {  // the fewest from the left such that the next of the left is no nearer than the last of the right
      const std::size_t from_left = (low + high) / 2;
      if (left(from_left) < right(wanted - from_left - 1))
        low = from_left + 1;
      else
        high = from_left;
    }
    const double last_left = low > 0 ? left(low - 1) : 0, last_right = wanted > low ? right(wanted - low - 1) : 0;
    return std::max(last_left, last_right);
  }

  std::vector<double> sorted_;
  std::size_t begin_ = 0, end_;
};

/// What the deviation furthest from the centre stays below at the level `alpha`, when `taken` of `size` were taken
/// before.
double critical_value(std::size_t size, std::size_t taken, double alpha, bool both) {
  const auto n = static_cast<double>(size), i = static_cast<double>(taken + 1);
  const double probability = alpha / ((both ? 2 : 1) * (n - i + 1));
  const double t = boost::math::quantile(complement(boost::math::students_t(n - i - 1), probability));
  return t * (n - i) / std::sqrt((n - i - 1 + t * t) * (n - i + 1));
}

std::vector<std::size_t> order_of(std::span<const double> values, bool rising) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(
      order, [&](std::size_t a, std::size_t b) { return rising ? values[a] < values[b] : values[a] > values[b]; });
  return order;
}

}  // namespace

std::vector<Outlier> generalised_esd(std::span<const double> values, std::size_t most, double alpha,
                                     Direction direction) {
  // From both ends, so that of equal values the first comes first.
  const std::vector<std::size_t> rising = order_of(values, true), falling = order_of(values, false);
  std::vector<double> sorted;
  for (const std::size_t i : rising) sorted.push_back(values[i]);
  Window left(std::move(sorted));
  std::vector<Outlier> taken;
  std::size_t found = 0, lows = 0, highs = 0;
  while (taken.size() < most && left.size() > 2) {
    const double centre = left.median();
    const double scale = kNormalPerMedianDistance * left.median_distance(centre);
    if (!(scale > 0)) break;
    const double below = (centre - left.least()) / scale, above = (left.greatest() - centre) / scale;
    const bool low =
        direction == Direction::kDown ||
        (direction == Direction::kBoth && (below > above || (below == above && rising[lows] < falling[highs])));
    taken.push_back(low ? Outlier{rising[lows++], -below} : Outlier{falling[highs++], above});
    low ? left.drop_least() : left.drop_greatest();
    if ((low ? below : above) > critical_value(values.size(), taken.size() - 1, alpha, direction == Direction::kBoth))
      found = taken.size();
  }
  taken.resize(found);
  return taken;
}

}  // namespace klytics::series
