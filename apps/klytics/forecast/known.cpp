#include "forecast/known.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "analytics/forecast/calendar/holidays.h"
#include "collection/text_blocks.h"
#include "core/csv.h"
#include "core/error.h"

namespace klytics::app {
namespace {

using forecast::KnownColumn;
using forecast::KnownEvent;

/// Calls `take(reader, header)` for every record of a CSV file.
template <typename Begin, typename Take>
void read_records(const std::string& path, Begin begin, Take take) {
  collection::TextBlocks blocks(path);
  collection::TextBlock block;
  std::optional<CsvHeader> header;
  while (blocks.next(block)) {
    CsvReader reader(block.text, blocks.name(), ',', block.first_line);
    if (!header) begin(header.emplace(reader));
    while (reader.next()) {
      header->check_width(reader);
      take(reader);
    }
  }
  if (!header) throw Error(ErrorKind::kBadData, blocks.name() + ": the file is empty");
}

int parse_window(const CsvReader& reader, std::size_t column, std::string_view name, bool before) {
  constexpr int kLongestWindow = 60;  // days: beyond it an event is a season
  const std::string_view text = reader.fields()[column];
  if (text.empty()) return 0;
  int value = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size() ||
      (before ? value > 0 || value < -kLongestWindow : value < 0 || value > kLongestWindow))
    reader.fail(name, before ? "not a whole number from -60 to 0" : "not a whole number from 0 to 60", text);
  return value;
}

/// The columns of an event in a file's header.
struct EventColumns {
  std::size_t date = 0, name = 0;
  std::optional<std::size_t> lower, upper;

  EventColumns() = default;
  explicit EventColumns(const CsvHeader& header)
      : date(header.require("date")),
        name(header.require("name")),
        lower(header.find("lower")),
        upper(header.find("upper")) {}

  KnownEvent read(const CsvReader& reader) const {
    const auto fields = reader.fields();
    const auto day = parse_date(fields[date]);
    if (!day) reader.fail("date", "not a date", fields[date]);
    if (fields[name].empty()) reader.fail("name", "an event needs a name", fields[name]);
    return {day->time_since_epoch().count(), std::string(fields[name]),
            lower ? parse_window(reader, *lower, "lower", true) : 0,
            upper ? parse_window(reader, *upper, "upper", false) : 0};
  }
};

/// The position of a time on the axis; nullopt when it lies between two.
std::optional<std::int64_t> position_of(const forecast::TimeAxis& axis, const forecast::TimePoint& time, int steps) {
  if (time.kind != axis.kind) return std::nullopt;
  if (axis.months) {
    for (int step = 0; step < steps; ++step)
      if (forecast::parse_time(axis.text(step))->ticks == time.ticks) return step;
    return std::nullopt;
  }
  const std::int64_t distance = time.ticks - axis.first;
  if (distance < 0 || distance % axis.step != 0) return std::nullopt;
  return distance / axis.step;
}

/// Goes on as one season ago; whether anything had to be made up.
bool extend(std::vector<double>& values, std::size_t size, int period) {
  if (values.size() >= size) return false;
  const auto season = std::min(static_cast<std::size_t>(std::max(period, 1)), values.size());
  while (values.size() < size) values.push_back(season == 0 ? 0.0 : values[values.size() - season]);
  return true;
}

/// Whether columns say the same of the steps from `from` to before `to`; one that the other side lacks says 0.
bool same_between(const std::vector<KnownColumn>& some, const std::vector<KnownColumn>& others, int from, int to) {
  const auto says = [&](const std::vector<KnownColumn>& columns, const std::string& name, int step) {
    const auto column = std::ranges::find(columns, name, &KnownColumn::name);
    return column == columns.end() ? 0.0 : column->values[static_cast<std::size_t>(step)];
  };
  for (const auto* columns : {&some, &others})
    for (const KnownColumn& column : *columns)
      for (int step = from; step < to; ++step)
        if (says(some, column.name, step) != says(others, column.name, step)) return false;
  return true;
}

}  // namespace

std::vector<KnownEvent> read_events(const std::string& path) {
  std::vector<KnownEvent> events;
  EventColumns columns;
  read_records(
      path, [&](const CsvHeader& header) { columns = EventColumns(header); },
      [&](const CsvReader& reader) { events.push_back(columns.read(reader)); });
  return events;
}

KnownDays::KnownDays(const ForecastOptions& options) {
  const auto countries = forecast::holiday_countries();
  if (std::ranges::find(countries, options.holidays) != countries.end()) {
    country_ = options.holidays;
  } else if (!options.holidays.empty()) {
    const bool looks_like_country =
        options.holidays.size() == 2 && std::ranges::all_of(options.holidays, [](char c) { return std::isalpha(c); });
    if (looks_like_country) {
      const std::vector<std::string> names(countries.begin(), countries.end());
      std::string all;
      for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
      throw Error(ErrorKind::kUsage, "--holidays: no holidays are known of " + options.holidays,
                  "the countries are " + all + "; for others give a file of date,name,lower,upper");
    }
    events_ = read_events(options.holidays);
  }
  if (!options.events.empty())
    for (KnownEvent& event : read_events(options.events)) events_.push_back(std::move(event));
  if (!options.what_if.empty()) read_what_if(options.what_if, options);
}

void KnownDays::read_what_if(const std::string& path, const ForecastOptions& options) {
  has_what_if_ = true;
  std::optional<EventColumns> events;
  std::size_t time = 0;
  std::vector<std::pair<std::string, std::size_t>> regressors;
  read_records(
      path,
      [&](const CsvHeader& header) {
        if (header.find("name")) events.emplace(header);
        time = header.find("date") ? header.require("date") : header.require(options.file.columns.time);
        const std::vector<std::string> known = options.parsed_regressors();
        for (const std::string& name : header.names()) {
          const std::size_t place = *header.find(name);
          if (place == time || (events && (name == "name" || name == "lower" || name == "upper"))) continue;
          if (std::ranges::find(known, name) == known.end())
            throw Error(ErrorKind::kBadData, fmt::format("{}: {} is not among the known regressors", path, name),
                        "name it with --columns");
          regressors.emplace_back(name, place);
        }
      },
      [&](const CsvReader& reader) {
        const auto fields = reader.fields();
        if (events && !fields[events->name].empty()) what_if_events_.push_back(events->read(reader));
        for (const auto& [name, place] : regressors) {
          const auto at = forecast::parse_time(fields[time]);
          if (!at) reader.fail("time", "not a date, a timestamp or an integer", fields[time]);
          const auto value = parse_observation(fields[place]);
          if (!value) reader.fail(name, "not a finite number", fields[place]);
          if (!std::isnan(*value)) what_if_values_[name].push_back({*at, *value});
        }
      });
}

void KnownDays::add_to(ForecastJob& job, const forecast::ForecastPlan& plan) const {
  forecast::ObservedSeries& series = job.series;
  const int steps = series.size() + std::max(plan.horizon, plan.fitted_horizon);
  const int period = plan.period > 0 ? plan.period : series.axis.usual_period();
  std::string made_up;
  for (KnownColumn& column : series.columns)
    if (extend(column.values, static_cast<std::size_t>(steps), period))
      made_up += (made_up.empty() ? "" : ", ") + column.name;
  if (!made_up.empty())
    job.notes.push_back("as far as the future of " + made_up + " is not given, it is as one season ago");
  std::vector<KnownColumn> other = series.columns;
  if (!country_.empty() || !events_.empty() || !what_if_events_.empty()) {
    const auto days = forecast::step_days(series.axis, steps, series.zone);
    std::vector<KnownEvent> all = events_;
    if (!country_.empty())
      for (KnownEvent& event : forecast::holiday_events(country_, days)) all.push_back(std::move(event));
    std::ranges::move(forecast::event_columns(all, days), std::back_inserter(series.columns));
    for (const KnownEvent& event : what_if_events_)  // what is planned already happens once
      if (std::ranges::none_of(
              all, [&](const KnownEvent& given) { return given.day == event.day && given.name == event.name; }))
        all.push_back(event);
    std::ranges::move(forecast::event_columns(all, days), std::back_inserter(other));
  }
  if (has_what_if_) set_other_future(job, other, plan.horizon);
}

void KnownDays::set_other_future(ForecastJob& job, std::vector<KnownColumn>& columns, int horizon) const {
  const int size = job.series.size(), end = size + horizon;
  for (const auto& [name, values] : what_if_values_) {
    const auto column = std::ranges::find(columns, name, &KnownColumn::name);
    for (const Value& given : values) {
      const auto position = position_of(job.series.axis, given.time, end);
      if (!position || *position < size || *position >= end)
        throw Error(ErrorKind::kBadData,
                    fmt::format("--what-if: {}: a time that is not in the horizon, which is {} to {}", name,
                                job.series.axis.text(size), job.series.axis.text(end - 1)));
      column->values[static_cast<std::size_t>(*position)] = given.value;
    }
  }
  if (same_between(job.series.columns, columns, size, end))
    job.notes.push_back(fmt::format("the other future is the same from {} to {}", job.series.axis.text(size),
                                    job.series.axis.text(end - 1)));
  job.what_if = std::move(columns);
}

}  // namespace klytics::app
