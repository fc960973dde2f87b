// Complex exponential smoothing (Svetunkov, Kourentzes & Ord 2022): level and information potential in one complex
// number.
#pragma once

#include <complex>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/forecast/series.h"

namespace klytics::forecast {

/// How the season enters: not at all; every phase with states of its own, the model at lag m; real summands beside a
/// level without season; a full complex smoothing beside it.
enum class ComplexSeason { kNone, kSimple, kPartial, kFull };
std::string_view to_string(ComplexSeason season);

struct ComplexSmoothingFit {
  ComplexSeason season = ComplexSeason::kNone;
  int period = 1;
  std::complex<double> alpha;           // alpha0 + i alpha1
  std::complex<double> seasonal_alpha;  // kFull; kPartial keeps its real smoothing in the real part
  std::vector<std::complex<double>> first_states, last_states;  // level first (kSimple: one a phase), then the seasons
  double sigma2 = 0;
  double aicc = 0;
  int observations = 0;

  std::string name() const;  // "CES(partial)"
};

/// Least squares fit by a quasi-Newton search on alpha, with a season a simplex from where it ends, the first states
/// exact (they enter linearly).
/// Needs four observations, kSimple and the seasons two periods and three observations more.
ComplexSmoothingFit fit_complex_smoothing(const History& history, ComplexSeason season);
/// The season with the smallest AICc.
ComplexSmoothingFit fit_complex_smoothing(const History& history);
Prediction predict(const ComplexSmoothingFit& fit, int horizon);

}  // namespace klytics::forecast
