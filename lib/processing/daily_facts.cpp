#include "processing/daily_facts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/error.h"

namespace klytics::processing {
namespace {

using storage::Connection;
using storage::Rows;

Date day_of(const Rows& rows, std::size_t row) { return parse_date(rows.text(row, 0)).value(); }

Origin origin_of(const Rows& rows, std::size_t row) {
  return {std::string(rows.text(row, 1)), std::string(rows.text(row, 2)), std::string(rows.text(row, 3)),
          std::string(rows.text(row, 4))};
}

void read_totals(Connection& connection, const Account& account, DailyFacts& facts) {
  const ComparedPeriods& periods = facts.periods;
  facts.first = std::min(periods.history.first, periods.previous.first - std::chrono::days{1});  // where levels begin
  if (periods.year_ago) facts.first = std::min(facts.first, periods.year_ago->first - std::chrono::days{1});
  const Rows rows = connection.query("queries/insights/totals",
                                     {account.id, to_string(facts.first), to_string(periods.current.last)});
  for (std::size_t row = 0; row < rows.size(); ++row) {
    DayTotals& day = facts.totals.emplace_back();
    std::size_t column = 0;
    for (double DayTotals::*value :
         {&DayTotals::revenue, &DayTotals::orders, &DayTotals::customers, &DayTotals::received, &DayTotals::opens,
          &DayTotals::clicks, &DayTotals::unsubscribes, &DayTotals::converters})
      day.*value = rows.number(row, column++);
    if (!rows.is_null(row, column)) day.subscribers = rows.number(row, column);
  }
}

std::vector<CustomerFacts> read_customers(Connection& connection, const Account& account,
                                          const std::vector<DateRange>& ranges) {
  std::vector<std::string> first, last;
  for (const DateRange& range : ranges) {
    first.push_back(to_string(range.first));
    last.push_back(to_string(range.last));
  }
  const Rows rows = connection.query(
      "queries/insights/customers",
      {account.id, fmt::format("{{{}}}", fmt::join(first, ",")), fmt::format("{{{}}}", fmt::join(last, ","))});
  std::vector<CustomerFacts> customers;
  for (std::size_t row = 0; row < rows.size(); ++row)
    customers.push_back({ranges.at(static_cast<std::size_t>(rows.integer(row, 0) - 1)), rows.boolean(row, 1),
                         std::string(rows.text(row, 2)), rows.number(row, 3)});
  return customers;
}

}  // namespace

std::optional<DateRange> complete_days(Connection& connection, const Account& account) {
  const Rows span = connection.query("queries/insights/span", {account.id});
  if (span.empty() || !span.boolean(0, 0))
    throw Error(ErrorKind::kBadData, "there are no facts of this account", "run klytics sync and klytics aggregate");
  if (span.is_null(0, 1) || span.is_null(0, 2)) return std::nullopt;
  const DateRange days{parse_date(span.text(0, 1)).value(), parse_date(span.text(0, 2)).value()};
  return days.first <= days.last ? std::optional(days) : std::nullopt;
}

DailyFacts read_daily_facts(Connection& connection, const Account& account, const ComparedPeriods& periods) {
  DailyFacts facts;
  facts.periods = periods;
  facts.currency = account.currency;
  read_totals(connection, account, facts);
  const std::string first = to_string(periods.previous.first), last = to_string(periods.current.last);
  const Rows orders = connection.query("queries/insights/orders", {account.id, first, last});
  for (std::size_t row = 0; row < orders.size(); ++row)
    facts.orders.push_back({day_of(orders, row), origin_of(orders, row), orders.boolean(row, 5), orders.number(row, 6),
                            orders.number(row, 7)});
  const Rows messages = connection.query("queries/insights/messages", {account.id, first, last});
  for (std::size_t row = 0; row < messages.size(); ++row)
    facts.messages.push_back({day_of(messages, row), origin_of(messages, row), messages.number(row, 5),
                              messages.number(row, 6), messages.number(row, 7), messages.number(row, 8),
                              messages.number(row, 9)});
  std::vector<DateRange> days, whole{periods.current, periods.previous};
  if (periods.year_ago) whole.push_back(*periods.year_ago);
  for (Date day = periods.previous.first; day <= periods.current.last; day += std::chrono::days{1})
    days.push_back({day, day});
  facts.customers_by_day = read_customers(connection, account, days);
  facts.customers = read_customers(connection, account, whole);
  const Rows segments = connection.query("queries/insights/segments", {account.id, first, last, account.timezone});
  for (std::size_t row = 0; row < segments.size(); ++row)
    facts.segments.push_back({day_of(segments, row), std::string(segments.text(row, 1)),
                              std::string(segments.text(row, 2)), segments.number(row, 3), segments.number(row, 4)});
  const Rows names = connection.query("queries/insights/names", {account.id});
  for (std::size_t row = 0; row < names.size(); ++row)
    facts.names.emplace(std::pair(std::string(names.text(row, 0)), std::string(names.text(row, 1))),
                        std::string(names.text(row, 2)));
  return facts;
}

}  // namespace klytics::processing
