#include "analytics/decomposition/partial_sort.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace klytics::decomposition {
namespace {

/// Values first..last, and which of the positions are looked for in them: first_wanted..last_wanted - 1.
struct Stretch {
  std::size_t first, last;
  std::size_t first_wanted, last_wanted;

  std::size_t length() const { return last - first; }
  bool wanted() const { return first_wanted < last_wanted; }
};

/// Splits by the median of first, middle and last value: the last position of the lower part, the first of the upper.
std::pair<std::size_t, std::size_t> partition(std::span<double> values, std::size_t first, std::size_t last) {
  double& middle = values[(first + last + 2) / 2 - 1];  // as positions from 1 round
  if (values[first] > middle) std::swap(values[first], middle);
  if (values[last] < middle) {
    std::swap(values[last], middle);
    if (values[first] > middle) std::swap(values[first], middle);
  }
  const double pivot = middle;
  std::size_t low = first, high = last;
  for (;;) {
    do --high;
    while (values[high] > pivot);
    do ++low;
    while (values[low] < pivot);
    if (low > high) return {high, low};
    std::swap(values[low], values[high]);
  }
}

}  // namespace

void sort_at(std::span<double> values, std::array<std::size_t, 2> positions) {
  constexpr std::size_t kShort = 10;  // up to here a stretch is sorted outright
  if (values.size() < 2) return;
  std::vector<Stretch> waiting{{0, values.size() - 1, 0, positions.size()}};
  while (!waiting.empty()) {
    Stretch here = waiting.back();
    waiting.pop_back();
    // The first stretch of all is split down to single values.
    while (here.wanted() && (here.length() > kShort || (here.first == 0 && here.length() > 0))) {
      const auto [low_end, high_start] = partition(values, here.first, here.last);
      Stretch other = here;
      // Signed: either part may be empty, with its end before its start.
      if (std::ptrdiff_t(low_end) - std::ptrdiff_t(here.first) <=
          std::ptrdiff_t(here.last) - std::ptrdiff_t(high_start)) {
        other.first = high_start;
        here.last = low_end;
        while (here.wanted() && positions[here.last_wanted - 1] > here.last) --here.last_wanted;
        if (here.wanted()) other.first_wanted = here.last_wanted;
      } else {
        other.last = low_end;
        here.first = high_start;
        while (here.wanted() && positions[here.first_wanted] < here.first) ++here.first_wanted;
        if (here.wanted()) other.last_wanted = here.first_wanted;
      }
      waiting.push_back(other);
    }
    if (here.wanted())
      std::sort(values.begin() + static_cast<std::ptrdiff_t>(here.first),
                values.begin() + static_cast<std::ptrdiff_t>(here.last) + 1);
  }
}

}  // namespace klytics::decomposition
