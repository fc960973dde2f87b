#include "cohort/customers.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "collection/text_blocks.h"
#include "core/csv.h"
#include "core/error.h"

namespace klytics::app {
namespace {

// t_x and T of one day, written with unlike numbers of digits, may differ by their rounding.
constexpr double kWrittenPrecision = 1e-9;

double parse_number(const CsvReader& reader, std::string_view column, std::string_view text) {
  double value;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    reader.fail(column, "not a number", text);
  return value;
}

}  // namespace

Customers read_summary(const std::string& path, bool with_spend) {
  collection::TextBlocks blocks(path);
  collection::TextBlock block;
  CsvHeader header;
  Customers customers;
  std::size_t customer = 0, x = 0, t_x = 0, T = 0, m = 0;
  while (blocks.next(block)) {
    CsvReader reader(block.text, blocks.name(), ',', block.first_line);
    if (block.first_line == 1) {
      header = CsvHeader(reader);
      customer = header.require("customer");
      x = header.require("x");
      t_x = header.require("t_x");
      T = header.require("T");
      if (with_spend) m = header.require("m");
    }
    while (reader.next()) {
      header.check_width(reader);
      const auto fields = reader.fields();
      analytics::PurchaseHistory history{parse_number(reader, "x", fields[x]), parse_number(reader, "t_x", fields[t_x]),
                                         parse_number(reader, "T", fields[T])};
      if (history.last > history.observed && history.last <= history.observed * (1 + kWrittenPrecision))
        history.last = history.observed;
      const auto fail = [&](const std::string& problem) {
        throw Error(ErrorKind::kBadData,
                    fmt::format("{}:{}: customer {}: {}", reader.name(), reader.line(), fields[customer], problem));
      };
      if (const auto problem = analytics::problem_of(history)) fail(*problem);
      customers.names.emplace_back(fields[customer]);
      customers.histories.push_back(history);
      if (!with_spend) continue;
      const double mean = history.orders == 0 && fields[m].empty() ? 0 : parse_number(reader, "m", fields[m]);
      if (mean < 0) fail(fmt::format("m must not be negative: {}", mean));
      if (history.orders > 0 && mean == 0) fail("m must be positive with repeat orders: 0");
      customers.mean_spends.push_back(mean);
    }
  }
  if (customers.names.empty()) throw Error(ErrorKind::kBadData, fmt::format("{}: no customers", blocks.name()));
  return customers;
}

std::vector<double> read_survivors(const std::string& path) {
  collection::TextBlocks blocks(path);
  collection::TextBlock block;
  CsvHeader header;
  std::vector<double> counts;
  while (blocks.next(block)) {
    CsvReader reader(block.text, blocks.name(), ',', block.first_line);
    if (block.first_line == 1) header = CsvHeader(reader);
    const std::size_t period = header.require("period"), survivors = header.require("survivors");
    while (reader.next()) {
      header.check_width(reader);
      if (parse_number(reader, "period", reader.fields()[period]) != static_cast<double>(counts.size()))
        reader.fail("period", fmt::format("not period {}", counts.size()), reader.fields()[period]);
      counts.push_back(parse_number(reader, "survivors", reader.fields()[survivors]));
    }
  }
  return counts;
}

std::vector<analytics::OrderHistory> histories_of(const Orders& orders, std::int32_t until, std::int32_t later_until,
                                                  bool by_name) {
  std::vector<analytics::OrderHistory> histories = analytics::order_histories(orders, until, later_until);
  if (by_name)
    std::sort(histories.begin(), histories.end(),
              [&orders](const analytics::OrderHistory& a, const analytics::OrderHistory& b) {
                return orders.customer_ids.text(a.customer) < orders.customer_ids.text(b.customer);
              });
  return histories;
}

Customers customers_of(const Orders& orders, std::span<const analytics::OrderHistory> histories, std::int32_t until,
                       double unit_days, bool with_spend) {
  Customers customers;
  customers.names.reserve(histories.size());
  customers.histories.reserve(histories.size());
  for (const analytics::OrderHistory& history : histories) {
    customers.names.emplace_back(orders.customer_ids.text(history.customer));
    customers.histories.push_back(history.in_units(until, unit_days));
    if (with_spend) customers.mean_spends.push_back(history.mean_repeat_spend());
  }
  return customers;
}

}  // namespace klytics::app
