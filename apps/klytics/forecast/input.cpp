#include "forecast/input.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

#include "core/error.h"

namespace klytics::app {
namespace {

/// Why a time cannot follow the one of the row above in the same series, and what to do; empty when it can. Where the
/// whole file is one series, it may be meant to be several.
std::string_view misplaced(const forecast::TimePoint& time, const forecast::TimePoint& above, bool whole_file) {
  if (time.kind != above.kind) return "of another kind than the times above (write all of a series alike)";
  if (time.ticks < above.ticks)
    return whole_file ? "before the time of the row above (sort the rows by time; of several series, name --series)"
                      : "before the time of the row above (sort the rows of each series by time)";
  if (time.ticks > above.ticks) return "";
  if (time.kind == forecast::TimeKind::kWallClock)
    return "stands twice (where the clock was set back, times need their offset; else make one row of them)";
  return "stands twice (make one row of them)";
}

}  // namespace

std::optional<double> parse_observation(std::string_view text) {
  if (text.empty() || text == "NA") return std::numeric_limits<double>::quiet_NaN();
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  if (parsed.ec != std::errc{} || parsed.ptr != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

SeriesReader::SeriesReader(const std::string& path, const SeriesColumns& columns) : blocks_(path) {
  if (!blocks_.next(block_)) throw Error(ErrorKind::kBadData, blocks_.name() + ": the file is empty");
  reader_.emplace(block_.text, blocks_.name(), ',', block_.first_line);
  header_ = CsvHeader(*reader_);
  if (!columns.series.empty()) series_ = header_.require(columns.series);
  time_ = header_.require(columns.time);
  value_ = header_.require(columns.value);
  for (const std::string& column : columns.regressors) regressors_.push_back(header_.require(column));
  for (const RowCondition& condition : columns.where)
    conditions_.emplace_back(header_.require(condition.column), condition);
}

bool SeriesReader::next_row() {
  for (;;) {
    while (!reader_->next()) {
      if (!blocks_.next(block_)) return false;
      reader_.emplace(block_.text, blocks_.name(), ',', block_.first_line);
    }
    header_.check_width(*reader_);
    if (chosen()) return true;
  }
}

bool SeriesReader::chosen() const {
  for (const auto& [column, condition] : conditions_)
    if (!condition.holds(reader_->fields()[column])) return false;
  return true;
}

void SeriesReader::add(SeriesRows& rows) {
  if (!rows.error.empty()) return;
  const auto fields = reader_->fields();
  const auto refuse = [&](std::size_t column, std::string_view what) {
    rows.error = fmt::format("{}:{}: {}: {}: {}", reader_->name(), reader_->line(), header_.names()[column], what,
                             fields[column]);
  };
  const auto time = forecast::parse_time(fields[time_]);
  if (!time) return refuse(time_, "not a date as 2026-01-31, a timestamp as 2026-01-31T18:00:00Z or an integer");
  if (!rows.times.empty())
    if (const auto why = misplaced(*time, rows.times.back(), !series_); !why.empty()) return refuse(time_, why);
  const auto value = parse_observation(fields[value_]);
  if (!value) return refuse(value_, "not a finite number as -1234.5 (a gap is empty or NA)");
  rows.regressors.resize(regressors_.size());
  for (std::size_t i = 0; i < regressors_.size(); ++i) {
    const auto known = parse_observation(fields[regressors_[i]]);
    if (!known || std::isnan(*known)) return refuse(regressors_[i], "a known regressor needs a number in every row");
    rows.regressors[i].push_back(*known);
  }
  rows.times.push_back(*time);
  rows.values.push_back(*value);
}

bool SeriesReader::next(SeriesRows& rows) {
  const auto name = [&] { return series_ ? reader_->fields()[*series_] : std::string_view(header_.names()[value_]); };
  while (pending_ || next_row()) {
    pending_ = false;
    rows = {};
    rows.name = name();
    rows.line = reader_->line();
    Series& series = seen_[rows.name];
    const bool named = std::exchange(series.returned, series.seen);
    if (std::exchange(series.seen, true))
      rows.error = fmt::format("{}:{}: {}: the series returns after others (sort the file by series, then time): {}",
                               reader_->name(), rows.line, header_.names()[*series_], rows.name);
    add(rows);
    while (next_row()) {
      if (name() != rows.name) {
        pending_ = true;
        break;
      }
      add(rows);
    }
    if (!named) return true;
  }
  return false;
}

}  // namespace klytics::app
