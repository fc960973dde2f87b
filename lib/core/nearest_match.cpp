#include "core/nearest_match.h"

#include <algorithm>
#include <cctype>
#include <vector>

namespace klytics {
namespace {

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

// Optimal string alignment distance.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substitution = last[j - 1] + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, substitution});
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
        row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

bool contains(std::string_view text, std::string_view word) {
  return !std::ranges::search(text, word, {}, lower, lower).empty();
}

/// The shortest candidate of which the word is a part, when it is long enough to say something.
std::string shortest_with(std::string_view word, std::span<const std::string> candidates) {
  constexpr std::size_t kFewestLetters = 3;
  if (word.size() < kFewestLetters) return {};
  std::string shortest;
  for (const std::string& candidate : candidates)
    if (contains(candidate, word) && (shortest.empty() || candidate.size() < shortest.size())) shortest = candidate;
  return shortest;
}

}  // namespace

std::string nearest_match(std::string_view word, std::span<const std::string> candidates) {
  const std::size_t limit = std::max<std::size_t>(1, word.size() / 3);
  std::string nearest;
  std::size_t smallest = limit + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < smallest) {
      smallest = distance;
      nearest = candidate;
    }
  }
  return nearest.empty() ? shortest_with(word, candidates) : nearest;
}

}  // namespace klytics
