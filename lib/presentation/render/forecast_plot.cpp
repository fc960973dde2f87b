#include "presentation/render/forecast_plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace klytics::presentation {
namespace {

constexpr std::array<const char*, 8> kBlocks = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr int kScaleWidth = 11;  // of the numbers at the left
constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

/// Means of neighbours, so that there are at most `columns`; NaN counts for nothing.
std::vector<double> averaged(std::span<const double> values, std::size_t columns) {
  if (values.size() <= columns) return {values.begin(), values.end()};
  std::vector<double> result;
  for (std::size_t i = 0; i < columns; ++i) {
    const std::size_t from = i * values.size() / columns, to = (i + 1) * values.size() / columns;
    double sum = 0;
    int count = 0;
    for (std::size_t j = from; j < to; ++j)
      if (std::isfinite(values[j])) sum += values[j], ++count;
    result.push_back(count > 0 ? sum / count : kNothing);
  }
  return result;
}

struct Bounds {
  double low = std::numeric_limits<double>::infinity(), high = -std::numeric_limits<double>::infinity();

  void add(std::span<const double> values) {
    for (const double value : values)
      if (std::isfinite(value)) low = std::fmin(low, value), high = std::fmax(high, value);
  }
};

/// What stands in each column.
struct Columns {
  std::vector<double> history, mean, inner_low, inner_high, outer_low, outer_high;
};

std::string number(double value) {
  const double size = std::abs(value);
  if (size >= 1e7 || (size > 0 && size < 1e-3)) return fmt::format("{:.3g}", value);
  return fmt::format("{:.{}f}", value, size >= 100 ? 0 : size >= 1 ? 1 : 3);
}

std::size_t plot_columns(int width) { return static_cast<std::size_t>(std::max(width, 40) - kScaleWidth - 3); }

}  // namespace

std::string sparkline(std::span<const double> values, int width) {
  const std::vector<double> shown = averaged(values, static_cast<std::size_t>(std::max(width, 1)));
  Bounds bounds;
  bounds.add(shown);
  std::string line;
  for (const double value : shown) {
    if (!std::isfinite(value)) {
      line += ' ';
      continue;
    }
    const double share = bounds.high > bounds.low ? (value - bounds.low) / (bounds.high - bounds.low) : 0.5;
    line += kBlocks[std::min<std::size_t>(static_cast<std::size_t>(share * 8), 7)];
  }
  return line;
}

std::size_t plotted_history(int width, std::size_t steps) {
  const std::size_t columns = plot_columns(width);
  return std::max(columns - std::min(columns / 4, steps), 2 * steps);
}

std::string render(const ForecastPlot& plot, int width, int height) {
  const std::size_t all = plot_columns(width);
  const std::size_t wanted = plot.history.size() + plot.mean.size();
  std::size_t ahead = plot.mean.size();
  if (wanted > all) ahead = std::min(ahead, std::max(all / 4, all * ahead / wanted));
  const std::size_t before = std::min(plot.history.size(), all - ahead);
  const Columns columns{averaged(plot.history, before),    averaged(plot.mean, ahead),
                        averaged(plot.inner.lower, ahead), averaged(plot.inner.upper, ahead),
                        averaged(plot.outer.lower, ahead), averaged(plot.outer.upper, ahead)};
  Bounds bounds;
  for (const auto* part : {&columns.history, &columns.outer_low, &columns.outer_high}) bounds.add(*part);
  if (!(bounds.high > bounds.low)) bounds.low -= 1, bounds.high += 1;
  const double unit = (bounds.high - bounds.low) / (height - 1);
  const auto row_of = [&](double value) { return static_cast<int>(std::lround((value - bounds.low) / unit)); };

  std::string out;
  for (int row = height - 1; row >= 0; --row) {
    const bool labelled = row == height - 1 || row == 0 || row == (height - 1) / 2;
    std::string line = fmt::format("{:>{}} ┤", labelled ? number(bounds.low + row * unit) : "", kScaleWidth);
    for (const double value : columns.history) line += std::isfinite(value) && row_of(value) == row ? "•" : " ";
    for (std::size_t i = 0; i < columns.mean.size(); ++i) {
      const auto within = [&](double low, double high) { return row >= row_of(low) && row <= row_of(high); };
      line += row_of(columns.mean[i]) == row                        ? "━"
              : within(columns.inner_low[i], columns.inner_high[i]) ? "▒"
              : within(columns.outer_low[i], columns.outer_high[i]) ? "░"
                                                                    : " ";
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  }
  const std::size_t used = columns.history.size() + columns.mean.size();
  std::string times(kScaleWidth + 2 + used, ' ');
  const auto put = [&](std::size_t at, const std::string& text) {
    if (times.size() < at + text.size()) times.resize(at + text.size(), ' ');
    times.replace(at, text.size(), text);
  };
  const std::size_t left = kScaleWidth + 2, right = left + used;
  put(left, plot.first);
  const std::size_t start = left + columns.history.size();
  const std::size_t last = std::max(right - std::min(right, plot.last.size()), left + plot.first.size() + 1);
  const bool fits = start > left + plot.first.size() && start + plot.start.size() < last;
  if (fits) put(start, plot.start);
  put(last, plot.last);
  times.erase(times.find_last_not_of(' ') + 1);
  return out + times + '\n';
}

}  // namespace klytics::presentation
