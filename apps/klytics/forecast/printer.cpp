#include "forecast/printer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "forecast/readable_table.h"
#include "presentation/render/forecast_plot.h"

namespace klytics::app {
namespace {

using forecast::Interval;
using presentation::Format;
using presentation::ResultTable;
using presentation::TableCell;

constexpr int kPlotHeight = 14;

/// A metric of Klaviyo's is known by its id, but not to people; "revenue (Revenue)" says nothing more.
std::string name_for_people(const ForecastJob& job) {
  const auto same = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
  return job.title.empty() || std::ranges::equal(job.title, job.series.name, same)
             ? job.series.name
             : fmt::format("{} ({})", job.series.name, job.title);
}

std::string heading_of(const ForecastJob& job, const ForecastOutcome& outcome) {
  std::string text = name_for_people(job);
  if (!outcome.forecast.model.empty()) text += ": " + outcome.forecast.model;
  if (outcome.version)
    text += fmt::format(", version {}{}", *outcome.version, outcome.reused ? " as fitted before" : "");
  return text;
}

const Interval* widest(const forecast::SeriesForecast& forecast) {
  const auto found = std::ranges::max_element(forecast.intervals, {}, &Interval::level);
  return found == forecast.intervals.end() ? nullptr : &*found;
}

const Interval* narrowest(const forecast::SeriesForecast& forecast) {
  const auto found = std::ranges::min_element(forecast.intervals, {}, &Interval::level);
  return found == forecast.intervals.end() ? nullptr : &*found;
}

presentation::ForecastPlot plot_of(const ForecastJob& job, const ForecastOutcome& outcome, int width) {
  const forecast::SeriesForecast& forecast = outcome.forecast;
  const auto& axis = job.series.axis;
  const std::size_t size = forecast.history.size();
  const std::size_t shown = std::min(size, presentation::plotted_history(width, forecast.mean.size()));
  const Interval* const inner = narrowest(forecast);
  const Interval* const outer = widest(forecast);
  presentation::ForecastPlot plot;
  plot.history.assign(forecast.history.end() - static_cast<std::ptrdiff_t>(shown), forecast.history.end());
  plot.mean = forecast.mean;
  if (outcome.what_if) plot.other = outcome.what_if->mean;
  plot.inner = {inner->lower, inner->upper};
  plot.outer = {outer->lower, outer->upper};
  const std::int64_t end = job.series.size();
  plot.first = axis.text(end - static_cast<std::int64_t>(shown));
  plot.start = axis.text(end);
  plot.last = axis.text(end + std::ssize(forecast.mean) - 1);
  return plot;
}

}  // namespace

ForecastPrinter::ForecastPrinter(std::ostream& out, const ForecastOptions& options, const Terminal& terminal)
    : out_(out),
      options_(options),
      view_(options),
      format_(options.parsed_format()),
      width_(terminal.width),
      on_terminal_(terminal.is_there),
      style_{terminal.colour, !terminal.utf8} {}

void ForecastPrinter::add(std::span<const ForecastJob> jobs, std::span<const ForecastOutcome> outcomes, bool alone) {
  if (is_pictured(jobs.size(), alone)) {
    for (std::size_t i = 0; i < jobs.size(); ++i)
      if (outcomes[i].error.empty()) print_pictured(jobs[i], outcomes[i]);
    return;
  }
  const bool plain = !options_.backtest && !options_.components && !options_.total && options_.goal.empty();
  if (format_ == Format::kTable && plain) return print_lines(jobs, outcomes);
  ResultTable table{view_.columns(), {}};
  for (std::size_t i = 0; i < jobs.size(); ++i)
    if (outcomes[i].error.empty()) view_.add_rows(jobs[i], outcomes[i], table);
  if (format_ == Format::kTable) round_numbers(table);
  print_rows(table);
}

void ForecastPrinter::finish() {
  if (format_ == Format::kJson) out_ << (begun_ ? "]\n" : "[]\n");
  if (format_ == Format::kCsv && !begun_) out_ << presentation::render({view_.columns(), {}}, format_, false);
}

void ForecastPrinter::print_rows(const ResultTable& table) {
  if (table.rows.empty()) return;
  std::string text = presentation::render(table, format_, false);
  if (format_ == Format::kJson) {
    text.replace(0, 1, begun_ ? "," : "[");
    text.resize(text.size() - 2);  // "]\n"
  } else if (begun_ && format_ != Format::kNdjson) {
    text.erase(0, text.find('\n') + 1);
  }
  begun_ = true;
  out_ << text;
}

void ForecastPrinter::print_pictured(const ForecastJob& job, const ForecastOutcome& outcome) {
  if (std::exchange(begun_, true)) out_ << '\n';
  const auto print_notes = [&] {
    for (const std::string& note : all_notes(job, outcome)) out_ << "  " << note << '\n';
  };
  ResultTable table{view_.columns(), {}};
  view_.add_rows(job, outcome, table);
  table = without(without(without(std::move(table), "series"), "notes"), options_.backtest ? "" : "model");
  if (table.rows.size() == 1 && (options_.total || !options_.goal.empty()))
    table = upright(table);
  else
    round_numbers(table);
  out_ << heading_of(job, outcome) << '\n';
  print_notes();
  if (!outcome.forecast.intervals.empty())
    out_ << presentation::render(plot_of(job, outcome, width_), width_, kPlotHeight, style_);
  out_ << (on_terminal_ ? fitted(std::move(table), width_, options_) : presentation::render(table, format_, false));
}

void ForecastPrinter::print_lines(std::span<const ForecastJob> jobs, std::span<const ForecastOutcome> outcomes) {
  constexpr int kSparkWidth = 24;
  ResultTable table;
  const int level = options_.parsed_levels().front();
  table.columns = {"series",
                   "history and forecast",
                   "last",
                   "next",
                   fmt::format("lo_{}", level),
                   fmt::format("hi_{}", level),
                   "in the end",
                   "model"};
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    if (!outcomes[i].error.empty()) continue;
    const forecast::SeriesForecast& forecast = outcomes[i].forecast;
    const std::span<const double> history(forecast.history);
    const std::size_t shown = std::min(history.size(), 3 * forecast.mean.size());
    table.rows.push_back({TableCell::of(std::string_view(name_for_people(jobs[i]))),
                          TableCell::of(std::string_view(
                              presentation::sparkline(history.last(shown), forecast.mean, kSparkWidth, style_))),
                          TableCell::of(forecast.history.back()), TableCell::of(forecast.mean.front()),
                          TableCell::of(forecast.intervals.front().lower.front()),
                          TableCell::of(forecast.intervals.front().upper.front()), TableCell::of(forecast.mean.back()),
                          TableCell::of(std::string_view(forecast.model))});
  }
  round_numbers(table);
  print_rows(table);
}

}  // namespace klytics::app
