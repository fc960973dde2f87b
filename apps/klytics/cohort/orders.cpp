#include "cohort/orders.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>

#include "core/error.h"

namespace klytics::app {
namespace {

constexpr std::int32_t kDaysPerWeek = 7;
constexpr std::int32_t kLongestSpanDays = 36'525;  // a century: beyond it the number is a slip

bool is_order_column(const std::vector<std::string>& segments) {
  return segments.size() == 1 && (segments[0] == "channel" || segments[0] == "source");
}

}  // namespace

void OrderSource::add_options(CLI::App& app) {
  add_row_options(app);
  app.add_option("--amount", columns.amount, "Column of the amount")->type_name("COLUMN");
}

void OrderSource::add_row_options(CLI::App& app) {
  app.add_option("--input", input, "CSV file of rows, - for standard input (default: the database)")->type_name("FILE");
  app.add_option("--customer", columns.customer, "Column of the customer")->type_name("COLUMN")->capture_default_str();
  app.add_option("--date", columns.date, "Column of the date")->type_name("COLUMN")->capture_default_str();
  app.add_option("--where", where, "Only rows with COLUMN=VALUE, or != < <= > >=; may be repeated")
      ->type_name("CONDITION")
      ->allow_extra_args(false);
  app.add_option("--timezone", timezone, "Zone of dates in the file that have an offset")
      ->type_name("ZONE")
      ->capture_default_str();
  app.add_option("--until", until, "Last day to look at (default: the last day of the data)")->type_name("DATE");
}

void OrderSource::add_segment_option(CLI::App& app, const std::string& name, const std::string& what) {
  app.add_option(name, segments, what)->type_name("SEGMENT")->allow_extra_args(false);
}

void OrderSource::validate() const {
  for (const std::string& text : where) parse_condition(text);
  if (!until.empty()) parse_day_option("--until", until);
  const CohortDefinition definition = parse_cohort_definition(by);
  if (from_file()) {
    validate_file();
    return;
  }
  if (!where.empty()) throw Error(ErrorKind::kUsage, "--where chooses rows of a file: it needs --input");
  if (definition.needs_file())
    throw Error(ErrorKind::kUsage, "--by " + by + " names a column of a file: it needs --input");
  if (segments.size() > 1 && (std::find(segments.begin(), segments.end(), "channel") != segments.end() ||
                              std::find(segments.begin(), segments.end(), "source") != segments.end()))
    throw Error(ErrorKind::kUsage, "channel and source tell all orders apart: they cannot be mixed with segments");
}

void OrderSource::validate_file() const {
  if (parse_cohort_definition(by).needs_database())
    throw Error(ErrorKind::kUsage, "--by " + by + " is known to the database only",
                "in a file write --by date:COLUMN or --by column:COLUMN");
  if (!activity.empty()) throw Error(ErrorKind::kUsage, "--activity names a metric of the database: not with --input");
  if (segments.size() > 1)
    throw Error(ErrorKind::kUsage, "in a file one column tells segments apart", "name the column, once");
  TimeZone{timezone};
}

bool OrderSource::by_membership() const { return !from_file() && !segments.empty() && !is_order_column(segments); }

std::int32_t CohortData::last_day(const OrderSource& source) const {
  if (source.until.empty()) return data_through;
  const std::int32_t day = parse_day_option("--until", source.until);
  for (const std::int32_t order : orders.days)
    if (order <= day) return day;
  for (const analytics::Subscription& subscription : subscriptions)
    if (subscription.from <= day) return day;
  throw Error(ErrorKind::kBadData,
              fmt::format("no {} up to {}", subscriptions.empty() ? "orders" : "subscriptions", source.until));
}

std::int32_t parse_span_days(std::string_view option, std::string_view text) {
  std::int32_t count = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, count);
  const std::int32_t unit = rest + 1 != end ? 0 : *rest == 'd' ? 1 : *rest == 'w' ? kDaysPerWeek : 0;
  if (error != std::errc() || unit == 0 || count < 1 || count > kLongestSpanDays / unit)
    throw Error(ErrorKind::kUsage, fmt::format("{}: not a span of time: {}", option, text), "write it as 30d or 39w");
  return count * unit;
}

std::int32_t parse_day_option(std::string_view option, const std::string& text) {
  const std::optional<Date> date = parse_date(text);
  if (!date) throw Error(ErrorKind::kUsage, fmt::format("{}: not a date: {}", option, text), "write it as 2026-01-31");
  return static_cast<std::int32_t>(date->time_since_epoch().count());
}

void check_confidence(double confidence) {
  if (!(confidence > 0 && confidence < 1))
    throw Error(ErrorKind::kUsage, fmt::format("--confidence must be between 0 and 1: {}", confidence));
}

}  // namespace klytics::app
