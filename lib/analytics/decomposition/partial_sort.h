// The partial sort inside the published STL, on whose exact behaviour R's robust weights rest.
#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace klytics::decomposition {

/// Reorders `values` so that those at `positions` stand where a full sort would put them: quicksort of the stretches
/// that hold a position (Singleton 1969, Chambers 1971; ACM algorithms 347 and 410). Positions that fall instead of
/// rising come out as the published code leaves them: a stretch may be passed over, and its position holds a value near
/// the right one. Expected linear.
void sort_at(std::span<double> values, std::array<std::size_t, 2> positions);

}  // namespace klytics::decomposition
