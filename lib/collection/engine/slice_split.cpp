#include "collection/engine/slice_split.h"

#include <algorithm>

namespace klytics::collection {
std::vector<Instant> split_points(const PageSpan& page, std::size_t free, double least_pages) {
  using std::chrono::seconds;
  const Instant begin = std::chrono::floor<seconds>(page.last);
  if (begin <= page.first || page.to <= begin || free == 0) return {};
  const auto rest = static_cast<double>((page.to - begin).count());
  const double pages = rest / static_cast<double>((begin - page.first).count());
  const auto pieces = std::min(static_cast<double>(free + 1), pages / least_pages);
  std::vector<Instant> points;
  for (int i = 1; i < static_cast<int>(pieces); ++i) {
    const auto offset = std::chrono::microseconds{static_cast<std::int64_t>(rest * i / static_cast<int>(pieces))};
    const Instant point = std::chrono::floor<seconds>(begin + offset);
    if (point > (points.empty() ? begin : points.back()) && point < page.to) points.push_back(point);
  }
  return points;
}

}  // namespace klytics::collection
