#include "core/orders.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "core/error.h"

namespace klytics {
namespace {

constexpr double kLargestAmount = 9e12;

std::optional<double> parse_number(std::string_view text) {
  double number;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

template <typename Value>
bool compare(const Value& left, RowCondition::Operator op, const Value& right) {
  switch (op) {
    case RowCondition::Operator::kEqual:
      return left == right;
    case RowCondition::Operator::kNotEqual:
      return left != right;
    case RowCondition::Operator::kLess:
      return left < right;
    case RowCondition::Operator::kLessOrEqual:
      return left <= right;
    case RowCondition::Operator::kGreater:
      return left > right;
    case RowCondition::Operator::kGreaterOrEqual:
      return left >= right;
  }
  return false;
}

// What may follow a date: nothing, or a local time of day "T10:00", " 10:00:00", " 10:00:00.123".
bool is_time_of_day(std::string_view text) {
  if (text.empty()) return true;
  if (text[0] != 'T' && text[0] != ' ') return false;
  constexpr std::string_view kPattern = "?dd:dd:dd";
  if (text.size() != 6 && text.size() < kPattern.size()) return false;
  for (std::size_t i = 1; i < std::min(text.size(), kPattern.size()); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kPattern[i] == 'd' ? !digit : text[i] != kPattern[i]) return false;
  }
  if (text.substr(1, 2) > "23" || text[4] > '5' || (text.size() > 6 && text.substr(7, 2) > "60")) return false;
  if (text.size() <= kPattern.size()) return true;
  return text[9] == '.' && text.size() > 10 && text.find_first_not_of("0123456789", 10) == std::string_view::npos;
}

}  // namespace

std::optional<MoneyMicros> parse_money(std::string_view text) {
  // The usual form, exactly: a sign, at most 12 digits, a point, at most 6 digits.
  constexpr int kWholeDigits = 12, kDecimals = 6;
  const char* c = text.data();
  const char* const end = c + text.size();
  const bool negative = c != end && *c == '-';
  if (negative) ++c;
  MoneyMicros micros = 0;
  int whole = 0, decimals = 0;
  for (; c != end && *c >= '0' && *c <= '9' && whole < kWholeDigits; ++c, ++whole) micros = micros * 10 + (*c - '0');
  if (c != end && *c == '.')
    for (++c; c != end && *c >= '0' && *c <= '9' && decimals < kDecimals; ++c, ++decimals)
      micros = micros * 10 + (*c - '0');
  if (c == end && whole + decimals > 0) {
    for (; decimals < kDecimals; ++decimals) micros *= 10;
    return negative ? -micros : micros;
  }
  const std::optional<double> number = parse_number(text);
  if (!number || std::abs(*number) > kLargestAmount) return std::nullopt;
  return std::llround(*number * static_cast<double>(kMicrosPerUnit));
}

bool RowCondition::holds(std::string_view field) const {
  if (number)
    if (const std::optional<double> left = parse_number(field)) return compare(*left, op, *number);
  return compare<std::string_view>(field, op, value);
}

RowCondition parse_condition(std::string_view text) {
  using enum RowCondition::Operator;
  const std::size_t position = text.find_first_of("=!<>");
  if (position == 0 || position == std::string_view::npos)
    throw Error(ErrorKind::kUsage, fmt::format("not a condition: {}", text),
                "write COLUMN=VALUE, or with != < <= > >= for the =");
  RowCondition condition;
  condition.column = text.substr(0, position);
  const std::string_view rest = text.substr(position);
  const bool with_equal = rest.size() > 1 && rest[1] == '=';
  switch (rest[0]) {
    case '=':
      condition.op = kEqual;
      break;
    case '<':
      condition.op = with_equal ? kLessOrEqual : kLess;
      break;
    case '>':
      condition.op = with_equal ? kGreaterOrEqual : kGreater;
      break;
    default:
      if (!with_equal)
        throw Error(ErrorKind::kUsage, fmt::format("not a condition: {}", text), "the opposite of = is written !=");
      condition.op = kNotEqual;
  }
  condition.value = rest.substr(rest[0] != '=' && with_equal ? 2 : 1);
  condition.number = parse_number(condition.value);
  return condition;
}

OrderReader::OrderReader(const CsvHeader& header, const OrderColumns& columns, const TimeZone& zone)
    : header_(header),
      columns_(columns),
      zone_(zone),
      customer_(header.require(columns.customer)),
      date_(header.require(columns.date)) {
  if (!columns.amount.empty()) amount_ = header.require(columns.amount);
  if (!columns.group.empty()) group_ = header.require(columns.group);
  if (!columns.label.empty()) label_ = header.require(columns.label);
  if (!columns.start.empty()) start_ = header.require(columns.start);
  for (const RowCondition& condition : columns.where) condition_columns_.push_back(header.require(condition.column));
}

void OrderReader::read(CsvReader& reader, Orders& orders) const {
  StringIdColumn customers(orders.customer_ids, orders.customers);
  std::string last_date;  // files are ordered by time more often than not: most dates are the one before
  std::int32_t last_day = 0;
  while (reader.next()) {
    header_.check_width(reader);
    const std::span<const std::string_view> fields = reader.fields();
    bool chosen = true;
    for (std::size_t i = 0; chosen && i < condition_columns_.size(); ++i)
      chosen = columns_.where[i].holds(fields[condition_columns_[i]]);
    if (!chosen) continue;
    const std::string_view customer = fields[customer_];
    if (customer.empty()) {
      ++orders.rows_without_customer;
      continue;
    }
    MoneyMicros amount = 0;
    if (amount_) {
      const std::optional<MoneyMicros> parsed = parse_money(fields[*amount_]);
      if (!parsed) reader.fail(columns_.amount, "not an amount", fields[*amount_]);
      amount = *parsed;
      if (amount < 0) reader.fail(columns_.amount, "an order's amount must not be negative", fields[*amount_]);
    }
    const std::string_view date = fields[date_];
    if (amount_ && amount == 0) {
      ++orders.rows_of_amount_zero;
      if (const std::optional<std::int32_t> day = parse_day(date)) {
        customers.flush();  // so that customers are numbered as they come
        orders.free_rows.push_back({orders.customer_ids.id(customer), *day});
      }
      continue;
    }
    if (date != last_date || last_date.empty()) {
      const std::optional<std::int32_t> day = parse_day(date);
      if (!day) reader.fail(columns_.date, "not a date", date);
      last_day = *day;
      last_date = date;
    }
    customers.add(customer);
    orders.days.push_back(last_day);
    orders.amounts.push_back(amount);
    if (group_) orders.groups.push_back(orders.group_ids.id(fields[*group_]));
    if (label_) orders.labels.push_back(orders.label_ids.id(fields[*label_]));
    if (start_) {
      const std::string_view text = fields[*start_];
      const std::optional<std::int32_t> day = text.empty() ? Orders::kNoDay : parse_day(text);
      if (!day) reader.fail(columns_.start, "not a date", text);
      orders.starts.push_back(*day);
    }
  }
  customers.flush();
}

std::optional<std::int32_t> OrderReader::parse_day(std::string_view text) const {
  constexpr std::size_t kDateLength = 10;
  std::optional<Date> date = parse_date(text.substr(0, kDateLength));
  if (date && !is_time_of_day(text.substr(kDateLength))) {
    const std::optional<Instant> instant = parse_instant(text);
    date = instant ? std::optional(zone_.local_date(*instant)) : std::nullopt;
  }
  if (!date) return std::nullopt;
  return static_cast<std::int32_t>(date->time_since_epoch().count());
}

}  // namespace klytics
