// How a window of events is cut into pieces that are fetched side by side. Pure.
#pragma once

#include <cstddef>
#include <vector>

#include "core/time.h"

namespace klytics::collection {

/// What one page of a sorted chain showed: its records reach from `first` to `last`; the window goes on to `to`.
struct PageSpan {
  Instant first;
  Instant last;
  Instant to;
};

/// The least pages of a piece of a whole window, and of a piece that is cut again. Each piece ends with a page that is
/// half empty on average: many small ones would cost a good part of the quota.
inline constexpr double kLeastPages = 2;
inline constexpr double kLeastPagesOfAnother = 8;

/// Where to cut what is left of the window: ascending whole seconds inside (last, to), at most `free` of them. As many
/// pages are expected as the page's own density says; a piece has at least `least_pages`. Empty when the rest is too
/// small, or the page is of one single second so that nothing can begin behind it.
std::vector<Instant> split_points(const PageSpan& page, std::size_t free, double least_pages = kLeastPages);

}  // namespace klytics::collection
