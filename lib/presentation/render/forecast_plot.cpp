#include "presentation/render/forecast_plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace klytics::presentation {
namespace {

constexpr std::array<const char*, 8> kBlocks = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr std::array<const char*, 8> kAsciiBlocks = {"_", ".", ",", "-", "~", "=", "*", "#"};
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
  std::vector<double> history, mean, inner_low, inner_high, outer_low, outer_high, other;
};

enum class Mark { kBlank, kHistory, kMean, kInner, kOuter, kOther };

/// The marks of one line of the plot as text; a colour stands around a run of marks of its kind.
std::string text_of(std::vector<Mark> marks, const PlotStyle& style) {
  struct Look {
    const char* text;
    const char* ascii;
    const char* colour;  // legible on light and on dark
  };
  constexpr std::array<Look, 6> kLooks = {{{" ", " ", ""},
                                           {"•", "*", ""},
                                           {"━", "=", "\x1b[1;34m"},
                                           {"▒", ":", "\x1b[36m"},
                                           {"░", ".", "\x1b[36m"},
                                           {"╌", "o", "\x1b[1;35m"}}};
  while (!marks.empty() && marks.back() == Mark::kBlank) marks.pop_back();
  std::string text, colour;
  const auto change_to = [&](const std::string& next) {
    if (!style.colour || next == colour) return;
    text += next.empty() ? "\x1b[0m" : colour.empty() ? next : "\x1b[0m" + next;
    colour = next;
  };
  for (const Mark mark : marks) {
    const Look& look = kLooks[static_cast<std::size_t>(mark)];
    change_to(look.colour);
    text += style.ascii ? look.ascii : look.text;
  }
  change_to("");
  return text;
}

std::string number(double value) {
  const double size = std::abs(value);
  if (size == 0) return "0";
  if (size >= 1e7 || size < 1e-3) return fmt::format("{:.3g}", value);
  return fmt::format("{:.{}f}", value, size >= 100 ? 0 : size >= 1 ? 1 : 3);
}

std::size_t plot_columns(int width) { return static_cast<std::size_t>(std::max(width, 40) - kScaleWidth - 3); }

}  // namespace

std::string sparkline(std::span<const double> history, std::span<const double> forecast, int width,
                      const PlotStyle& style) {
  const std::size_t columns = static_cast<std::size_t>(std::max(width, 3)) - 1;
  const std::size_t values = history.size() + forecast.size();
  const std::size_t ahead = values <= columns ? forecast.size() : columns * forecast.size() / values;
  const std::array parts{averaged(history, columns - std::min(columns, ahead)),
                         averaged(forecast, std::max<std::size_t>(ahead, 1))};
  Bounds bounds;
  for (const auto& part : parts) bounds.add(part);
  const auto& blocks = style.ascii ? kAsciiBlocks : kBlocks;
  std::string line;
  for (const auto& part : parts) {
    if (!line.empty() && !part.empty()) line += style.ascii ? "|" : "│";
    for (const double value : part) {
      const double share = bounds.high > bounds.low ? (value - bounds.low) / (bounds.high - bounds.low) : 0.5;
      line += std::isfinite(value) ? blocks[std::min<std::size_t>(static_cast<std::size_t>(share * 8), 7)] : " ";
    }
  }
  return line;
}

std::size_t plotted_history(int width, std::size_t steps) {
  const std::size_t columns = plot_columns(width);
  return std::max(columns - std::min(columns / 4, steps), 2 * steps);
}

std::string render(const ForecastPlot& plot, int width, int height, const PlotStyle& style) {
  const std::size_t all = plot_columns(width);
  const std::size_t wanted = plot.history.size() + plot.mean.size();
  std::size_t ahead = plot.mean.size();
  if (wanted > all) ahead = std::min(ahead, std::max(all / 4, all * ahead / wanted));
  const std::size_t before = std::min(plot.history.size(), all - ahead);
  const Columns columns{averaged(plot.history, before),    averaged(plot.mean, ahead),
                        averaged(plot.inner.lower, ahead), averaged(plot.inner.upper, ahead),
                        averaged(plot.outer.lower, ahead), averaged(plot.outer.upper, ahead),
                        averaged(plot.other, ahead)};
  Bounds bounds;
  for (const auto* part : {&columns.history, &columns.outer_low, &columns.outer_high, &columns.other})
    bounds.add(*part);
  if (!(bounds.high > bounds.low)) bounds.low -= 1, bounds.high += 1;
  const double unit = (bounds.high - bounds.low) / (height - 1);
  const auto row_of = [&](double value) { return static_cast<int>(std::lround((value - bounds.low) / unit)); };

  std::string out;
  for (int row = height - 1; row >= 0; --row) {
    const bool labelled = row == height - 1 || row == 0 || row == (height - 1) / 2;
    std::vector<Mark> marks;
    for (const double value : columns.history)
      marks.push_back(std::isfinite(value) && row_of(value) == row ? Mark::kHistory : Mark::kBlank);
    for (std::size_t i = 0; i < columns.mean.size(); ++i) {
      const auto within = [&](double low, double high) { return row >= row_of(low) && row <= row_of(high); };
      const bool is_other = !columns.other.empty() && row_of(columns.other[i]) == row;
      marks.push_back(row_of(columns.mean[i]) == row                        ? Mark::kMean
                      : is_other                                            ? Mark::kOther
                      : within(columns.inner_low[i], columns.inner_high[i]) ? Mark::kInner
                      : within(columns.outer_low[i], columns.outer_high[i]) ? Mark::kOuter
                                                                            : Mark::kBlank);
    }
    out += fmt::format("{:>{}} {}{}\n", labelled ? number(bounds.low + row * unit) : "", kScaleWidth,
                       style.ascii ? "|" : "┤", text_of(std::move(marks), style));
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
  // A short forecast's first and last time stand together below it.
  const bool is_short = plot.mean.size() > 1 && start + plot.start.size() >= right - std::min(right, plot.last.size());
  const std::string end = is_short ? plot.start + " to " + plot.last : plot.last;
  const std::size_t last = std::max(right - std::min(right, end.size()), left + plot.first.size() + 1);
  if (!is_short && start > left + plot.first.size()) put(start, plot.start);
  put(last, end);
  times.erase(times.find_last_not_of(' ') + 1);
  return out + times + '\n';
}

}  // namespace klytics::presentation
