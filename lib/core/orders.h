// Orders of customers in columns, and their reading from CSV records.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/csv.h"
#include "core/string_ids.h"
#include "core/time.h"

namespace klytics {

/// An amount of money in millionths of the currency's unit, so that sums are exact.
using MoneyMicros = std::int64_t;
inline constexpr MoneyMicros kMicrosPerUnit = 1'000'000;

/// Text like "12.34", "-5", "1e3" to micros. What stands behind the sixth decimal is rounded. nullopt when it is not a
/// number or exceeds 9 * 10^12.
std::optional<MoneyMicros> parse_money(std::string_view text);

/// Orders as parallel columns; element i of each belongs to one order.
struct Orders {
  std::vector<std::uint32_t> customers;  // into customer_ids
  std::vector<std::int32_t> days;        // local days since 1970-01-01
  std::vector<MoneyMicros> amounts;      // 0 throughout when no amount column was named
  std::vector<std::uint32_t> groups;     // into group_ids; empty when no group column was named
  std::vector<std::uint32_t> labels;     // into label_ids; empty when no label column was named
  std::vector<std::int32_t> starts;      // the day in the start column, kNoDay without one; empty when none was named
  StringIds customer_ids;
  StringIds group_ids;
  StringIds label_ids;

  static constexpr std::int32_t kNoDay = std::numeric_limits<std::int32_t>::max();

  /// Rows of amount 0 are not orders, but those with a date show that a customer was there.
  struct FreeRow {
    std::uint32_t customer;
    std::int32_t day;
  };
  std::vector<FreeRow> free_rows;
  std::size_t rows_without_customer = 0;
  std::size_t rows_of_amount_zero = 0;

  std::size_t size() const { return days.size(); }
};

/// A condition "column=value" on rows; compares as numbers when both sides are numbers, else as text.
struct RowCondition {
  enum class Operator { kEqual, kNotEqual, kLess, kLessOrEqual, kGreater, kGreaterOrEqual };
  std::string column;
  Operator op = Operator::kEqual;
  std::string value;
  std::optional<double> number;  // of value

  bool holds(std::string_view field) const;
};

/// Parses "cancelled=0", "amount>=10", "country!=France". Throws Error(kUsage) when there is no operator or column.
RowCondition parse_condition(std::string_view text);

/// Which columns of a file are what.
struct OrderColumns {
  std::string customer = "customer";
  std::string date = "date";
  std::string amount;  // empty: none
  std::string group;   // by which customers are told apart; empty: none
  std::string label;   // names the cohort; empty: none
  std::string start;   // a date from which a customer counts; empty: none
  std::vector<RowCondition> where;
};

/// Turns CSV records into orders. A row that the conditions choose is skipped and counted when it names no customer,
/// else when its amount is 0. Dates are "2026-01-31", a local time of day may follow ("2026-01-31 10:00:00"); with an
/// offset ("...T10:00:00Z") the local day in `zone` counts.
class OrderReader {
 public:
  /// Throws Error(kBadData) for a column that the header lacks.
  OrderReader(const CsvHeader& header, const OrderColumns& columns, const TimeZone& zone);

  /// Adds the orders of all records of `reader`. Throws Error(kBadData) naming line, column and value for a record of
  /// another width than the header, a date or amount that cannot be read, and a negative amount. Thread-safe.
  void read(CsvReader& reader, Orders& orders) const;

 private:
  std::optional<std::int32_t> parse_day(std::string_view text) const;

  const CsvHeader& header_;
  OrderColumns columns_;
  const TimeZone& zone_;
  std::size_t customer_, date_;
  std::optional<std::size_t> amount_, group_, label_, start_;
  std::vector<std::size_t> condition_columns_;
};

}  // namespace klytics
