// "Did you mean": the nearest of some names.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace klytics {

/// The candidate with the smallest edit distance (insertions, deletions, substitutions, swaps of neighbours) to `word`,
/// ignoring case; the first of equals. When none is within a third of the word's length, at least one edit, the shortest
/// of which a word of three letters or more is a part; else empty. O(n m) per candidate.
std::string nearest_match(std::string_view word, std::span<const std::string> candidates);

}  // namespace klytics
