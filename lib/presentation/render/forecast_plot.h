// A forecast as text pictures: a sparkline, and a plot with the bands of its intervals. Pure.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace klytics::presentation {

/// What the terminal can show.
struct PlotStyle {
  bool colour = false;
  bool ascii = false;  // nothing but ASCII
};

/// One block character a column, from the smallest value to the largest, and a bar where the forecast begins; values
/// beyond `width` columns are averaged in groups. NaN is a space; a constant is a line at the middle. Empty without
/// values.
std::string sparkline(std::span<const double> history, std::span<const double> forecast, int width,
                      const PlotStyle& style);

struct PlotBand {
  std::vector<double> lower, upper;
};

struct ForecastPlot {
  std::vector<double> history;  // NaN where nothing was observed
  std::vector<double> mean;
  PlotBand inner, outer;           // as long as the mean
  std::vector<double> other = {};  // the mean of another future; empty: there is none
  std::string first, start, last;  // times of the first value shown, of the first step and of the last
};

/// The plot in lines, each at most `width` columns (at least 40), with a scale at the left and the times below: dots
/// for the history, a line for the mean, dashes where another future's differs, dark and light shades for the bands.
/// Averages neighbours where there are more values than columns; the forecast has at least a quarter of them.
std::string render(const ForecastPlot& plot, int width, int height, const PlotStyle& style);

/// How many observations a plot of this width should be given for `steps` steps.
std::size_t plotted_history(int width, std::size_t steps);

}  // namespace klytics::presentation
