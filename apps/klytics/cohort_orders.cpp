#include "cohort_orders.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <thread>

#include "collection/order_file.h"
#include "core/error.h"
#include "storage/account.h"
#include "storage/order_facts_reader.h"

namespace klytics::app {
namespace {

constexpr std::int32_t kDaysPerWeek = 7;
constexpr std::int32_t kLongestSpanDays = 36'525;  // a century: beyond it the number is a slip
constexpr unsigned kMostReaders = 4;               // more threads wait for the file

}  // namespace

void OrderSource::add_options(CLI::App& app) {
  app.add_option("--input", input, "CSV file of orders, - for standard input (default: the database)")
      ->type_name("FILE");
  app.add_option("--customer", columns.customer, "Column of the customer")->type_name("COLUMN")->capture_default_str();
  app.add_option("--date", columns.date, "Column of the date")->type_name("COLUMN")->capture_default_str();
  app.add_option("--amount", columns.amount, "Column of the amount")->type_name("COLUMN");
  app.add_option("--where", where, "Only rows with COLUMN=VALUE, or != < <= > >=; may be repeated")
      ->type_name("CONDITION")
      ->allow_extra_args(false);
  app.add_option("--timezone", timezone, "Zone of dates in the file that have an offset")
      ->type_name("ZONE")
      ->capture_default_str();
  app.add_option("--until", until, "Last day to look at (default: that of the last order)")->type_name("DATE");
}

void OrderSource::validate() const {
  if (input.empty() && !where.empty())
    throw Error(ErrorKind::kUsage, "--where chooses rows of a file: it needs --input");
  for (const std::string& text : where) parse_condition(text);
  if (!until.empty()) parse_day_option("--until", until);
}

Orders OrderSource::load(Context& context) const {
  Orders orders = input.empty() ? load_facts(context) : load_file();
  if (orders.rows_without_customer > 0)
    context.log.info(fmt::format("skipped {} rows without a customer", orders.rows_without_customer));
  if (orders.rows_of_amount_zero > 0)
    context.log.info(fmt::format("skipped {} rows of amount 0", orders.rows_of_amount_zero));
  if (orders.size() == 0)
    throw Error(ErrorKind::kBadData,
                fmt::format("{}: no orders", input.empty()  ? "database"
                                             : input == "-" ? "stdin"
                                                            : input),
                input.empty() ? "run klytics sync and klytics aggregate first" : "");
  return orders;
}

Orders OrderSource::load_file() const {
  OrderColumns chosen = columns;
  for (const std::string& text : where) chosen.where.push_back(parse_condition(text));
  const unsigned readers = std::clamp(std::thread::hardware_concurrency(), 1U, kMostReaders);
  return collection::read_order_file(input, chosen, TimeZone(timezone), readers);
}

Orders OrderSource::load_facts(Context& context) const {
  storage::Connection connection = context.connect("cohort");
  const Account account = storage::find_account(connection, context.settings.account);
  storage::StoredOrders stored = storage::read_order_facts(connection, account, columns.group);
  if (stored.in_other_currencies > 0)
    context.log.warning(
        fmt::format("left out {} orders in other currencies than {}", stored.in_other_currencies, account.currency));
  return std::move(stored.orders);
}

std::int32_t OrderSource::last_day(const Orders& orders) const {
  const auto [first, last] = std::minmax_element(orders.days.begin(), orders.days.end());
  if (until.empty()) return *last;
  const std::int32_t day = parse_day_option("--until", until);
  if (day < *first) throw Error(ErrorKind::kBadData, fmt::format("no orders up to {}", until));
  return day;
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

}  // namespace klytics::app
