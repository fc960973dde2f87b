#include "presentation/render/retention_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/decimal.h"
#include "core/error.h"

namespace klytics::presentation {
namespace {

constexpr int kMicrosDigits = 6;

double in_units(MoneyMicros amount) { return static_cast<double>(amount) / static_cast<double>(kMicrosPerUnit); }

std::string cents(double value) { return number_text(std::round(value * 100) / 100); }

struct Value {
  double number;
  std::string text;
  bool complete;
};

// Of fewer who have seen the period whole a share says little of all.
bool by_half(const analytics::RetentionCohort& cohort, const analytics::RetentionCell& cell) {
  return 2 * cell.whole_size >= cohort.size;
}

// The customers of a period on whom a share is based: those who have seen it whole, or all while nobody has.
bool any_whole(const analytics::RetentionCell& cell) { return cell.whole_size > 0; }

double revenue_per_customer(const analytics::RetentionCohort& cohort, const analytics::RetentionCell& cell) {
  return any_whole(cell) ? in_units(cell.whole_revenue) / static_cast<double>(cell.whole_size)
                         : in_units(cell.revenue) / static_cast<double>(cohort.size);
}

// The measure of period k; nullopt where it has none.
std::optional<Value> value_of(const analytics::RetentionCohort& cohort, std::size_t k, RetentionMeasure measure) {
  const analytics::RetentionCell& cell = cohort.cells[k];
  const auto counted = [&cell](std::int64_t count) {
    return Value{static_cast<double>(count), std::to_string(count), cell.complete};
  };
  switch (measure) {
    case RetentionMeasure::kCustomers:
      return counted(cell.customers);
    case RetentionMeasure::kOrders:
      return counted(cell.orders);
    case RetentionMeasure::kRevenue:
      return Value{in_units(cell.revenue), to_string(Decimal{cell.revenue, kMicrosDigits}), cell.complete};
    case RetentionMeasure::kPercent: {
      const std::int64_t part = any_whole(cell) ? cell.whole_customers : cell.customers;
      const std::int64_t size = any_whole(cell) ? cell.whole_size : cohort.size;
      return Value{static_cast<double>(part) / static_cast<double>(size), to_string(percentage(part, size)),
                   by_half(cohort, cell)};
    }
    case RetentionMeasure::kAverageOrderValue: {
      if (cell.orders == 0) return std::nullopt;
      const double average = in_units(cell.revenue) / static_cast<double>(cell.orders);
      return Value{average, cents(average), cell.complete};
    }
    case RetentionMeasure::kCumulativeRevenue: {
      double sum = 0;
      for (std::size_t i = 0; i <= k; ++i) sum += revenue_per_customer(cohort, cohort.cells[i]);
      return Value{sum, cents(sum), by_half(cohort, cell)};
    }
  }
  return std::nullopt;
}

// How many periods, from 0 on, the data cover so that more data would not change them.
std::int64_t complete_periods(const analytics::RetentionCohort& cohort, RetentionMeasure measure) {
  std::size_t k = 0;
  for (; k < cohort.cells.size(); ++k)
    if (const auto value = value_of(cohort, k, measure); value ? !value->complete : !cohort.cells[k].complete) break;
  return static_cast<std::int64_t>(k);
}

}  // namespace

RetentionMeasure parse_retention_measure(std::string_view text) {
  if (text == "customers") return RetentionMeasure::kCustomers;
  if (text == "percent") return RetentionMeasure::kPercent;
  if (text == "revenue") return RetentionMeasure::kRevenue;
  if (text == "orders") return RetentionMeasure::kOrders;
  if (text == "average-order-value") return RetentionMeasure::kAverageOrderValue;
  if (text == "cumulative-revenue") return RetentionMeasure::kCumulativeRevenue;
  throw Error(ErrorKind::kUsage, fmt::format("unknown measure: {}", text),
              "the measures are customers, percent, revenue, orders, average-order-value and cumulative-revenue");
}

ResultTable retention_table(std::span<const analytics::RetentionCohort> cohorts,
                            const std::function<std::string(std::int32_t)>& name_of, RetentionMeasure measure,
                            bool say_complete) {
  ResultTable table;
  table.columns = {"cohort", "size"};
  if (say_complete) table.columns.emplace_back("complete");
  std::size_t periods = 0;
  double hottest = 0;
  for (const analytics::RetentionCohort& cohort : cohorts) {
    periods = std::max(periods, cohort.cells.size());
    for (std::size_t k = 1; k < cohort.cells.size(); ++k)
      if (const auto value = value_of(cohort, k, measure); value && value->complete)
        hottest = std::max(hottest, value->number);
  }
  for (std::size_t k = 0; k < periods; ++k) table.columns.push_back(std::to_string(k));
  for (const analytics::RetentionCohort& cohort : cohorts) {
    std::vector<TableCell> row = {TableCell::of(name_of(cohort.period)), TableCell::of(cohort.size)};
    if (say_complete) row.push_back(TableCell::of(complete_periods(cohort, measure)));
    for (std::size_t k = 0; k < periods; ++k) {
      TableCell cell;
      const std::optional<Value> value = k < cohort.cells.size() ? value_of(cohort, k, measure) : std::nullopt;
      if (value) {
        cell = TableCell::number(value->text);
        cell.marked = !value->complete;
        if (k > 0 && hottest > 0 && value->complete) cell.heat = value->number / hottest;
      }
      row.push_back(std::move(cell));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace klytics::presentation
