// Lasting changes of level, told from spikes, which are gone the next day, and from a slope, which has no step.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace klytics::series {

struct LevelShift {
  std::size_t position = 0;      // of the first value at the new level
  double before = 0, after = 0;  // medians of the values next to the step, of up to four times the shortest shift
  double height = 0;             // of the step itself, without a slope that goes on across it
  double score = 0;              // the step in robust standard deviations of the noise
};

/// Shifts that last at least `shortest` values, in a series without season. Spikes are cut down to the noise around a
/// running median first, changes found by PELT, and one stays only if a step describes the values around it better than
/// a line does. Series of more than about two thousand values are searched by medians of blocks and the places then
/// refined. Finite values.
std::vector<LevelShift> level_shifts(std::span<const double> values, std::size_t shortest);

}  // namespace klytics::series
