// The minimum of a function of a few variables that is infinite beyond a border, without derivatives.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "analytics/forecast/models/minimize.h"

namespace klytics::forecast {

/// Moves x, whose value must be finite, to the smallest value found by the simplex of Nelder & Mead 1965, whose first
/// corners are `size` away from x. It glides along a border, where a search along gradients is stopped by it. Ends when
/// the values of all corners agree to `tolerance` or after `most_evaluations`.
template <typename Function>
void search_simplex(Function&& function, Parameters& x, double size, double tolerance, int most_evaluations) {
  using Corner = std::pair<double, Parameters>;
  int evaluations = 0;
  const auto at = [&](Parameters place) {
    ++evaluations;
    const double value = function(place);
    return Corner{std::isnan(value) ? std::numeric_limits<double>::infinity() : value, std::move(place)};
  };
  std::vector<Corner> corners{at(x)};
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    Parameters moved = x;
    moved[i] += size;
    corners.push_back(at(moved));
    if (std::isfinite(corners.back().first)) continue;
    moved[i] = x[i] - size;
    corners.back() = at(moved);
  }
  const auto by_value = [](const Corner& one, const Corner& other) { return one.first < other.first; };
  for (;;) {
    std::ranges::stable_sort(corners, by_value);
    Corner& worst = corners.back();
    const Corner& best = corners.front();
    if (worst.first - best.first < tolerance || evaluations >= most_evaluations) break;
    Parameters centre = Parameters::Zero(x.size());
    for (std::size_t i = 0; i + 1 < corners.size(); ++i) centre += corners[i].second / static_cast<double>(x.size());
    const Parameters away = centre - worst.second;
    const double second_worst = corners[corners.size() - 2].first;
    Corner reflected = at(centre + away);
    if (reflected.first < best.first) {
      Corner expanded = at(centre + 2 * away);
      worst = expanded.first < reflected.first ? std::move(expanded) : std::move(reflected);
    } else if (reflected.first < second_worst) {
      worst = std::move(reflected);
    } else {
      const bool outside = reflected.first < worst.first;
      Corner contracted = at(centre + (outside ? 0.5 : -0.5) * away);
      if (contracted.first < std::fmin(reflected.first, worst.first)) {
        worst = std::move(contracted);
      } else {
        const Parameters towards = best.second;
        for (std::size_t i = 1; i < corners.size(); ++i) corners[i] = at((corners[i].second + towards) / 2);
      }
    }
  }
  x = corners.front().second;
}

}  // namespace klytics::forecast
