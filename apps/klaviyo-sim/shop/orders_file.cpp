#include "shop/orders_file.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <memory>
#include <unordered_set>

#include "core/error.h"
#include "core/time.h"

namespace klaviyo_sim {
namespace {

using klytics::Error;
using klytics::ErrorKind;

constexpr std::string_view kHeader = "invoice,customer_id,invoice_date,country,items,amount,cancelled";
constexpr std::size_t kColumns = 7;

[[noreturn]] void bad_row(std::string_view name, std::size_t line, std::string_view what, std::string_view value) {
  throw Error(ErrorKind::kBadData, fmt::format("{}:{}: {}: {}", name, line, what, value),
              fmt::format("the columns are {}", kHeader));
}

// One row, RFC 4180: fields may be quoted, a doubled quote is a quote. No line breaks inside a field.
std::vector<std::string> split_row(std::string_view row) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const char c = row[i];
    if (quoted) {
      if (c != '"') {
        fields.back() += c;
      } else if (i + 1 < row.size() && row[i + 1] == '"') {
        fields.back() += row[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

// "2010-12-01 08:26:00" (or with a T), a wall-clock time without a zone.
std::optional<std::chrono::local_seconds> parse_local_time(std::string_view text) {
  const auto instant = klytics::parse_instant(std::string(text) + "Z");
  if (!instant) return std::nullopt;
  return std::chrono::local_seconds{std::chrono::floor<std::chrono::seconds>(instant->time_since_epoch())};
}

// Digits with at most one point; the sign is reported apart and taken off `text`.
bool parse_decimal(std::string_view& text, bool& negative) {
  negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const bool digits = std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits && std::count(text.begin(), text.end(), '.') <= 1 && text.front() != '.' && text.back() != '.' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

bool is_zero(std::string_view decimal) {
  return std::all_of(decimal.begin(), decimal.end(), [](char c) { return c == '0' || c == '.'; });
}

FileOrder parse_row(std::string_view row, std::string_view name, std::size_t line, bool& positive) {
  std::vector<std::string> fields = split_row(row);
  if (fields.size() != kColumns)
    bad_row(name, line, fmt::format("{} columns, expected {}", fields.size(), kColumns), row);
  FileOrder order;
  order.invoice = std::move(fields[0]);
  order.customer_id = std::move(fields[1]);
  order.country = std::move(fields[3]);
  if (order.invoice.empty()) bad_row(name, line, "empty invoice", row);
  const auto placed_at = parse_local_time(fields[2]);
  if (!placed_at) bad_row(name, line, "unreadable invoice_date", fields[2]);
  order.placed_at = *placed_at;
  const std::string& items = fields[4];
  const auto parsed = std::from_chars(items.data(), items.data() + items.size(), order.items);
  if (parsed.ec != std::errc{} || parsed.ptr != items.data() + items.size())
    bad_row(name, line, "unreadable items", items);
  std::string_view amount = fields[5];
  bool negative = false;
  if (!parse_decimal(amount, negative)) bad_row(name, line, "unreadable amount", fields[5]);
  while (amount.size() > 1 && amount[0] == '0' && amount[1] != '.') amount.remove_prefix(1);  // 007 is no JSON number
  order.amount = amount;
  if (fields[6] != "0" && fields[6] != "1") bad_row(name, line, "cancelled is neither 0 nor 1", fields[6]);
  order.refund = fields[6] == "1";
  positive = !negative && !is_zero(amount);
  return order;
}

// gzread passes a file that is not gzip through unchanged.
std::string read_file(const std::string& path) {
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
  if (!file) throw Error(ErrorKind::kInputMissing, fmt::format("cannot read {}: {}", path, std::strerror(errno)));
  std::string text;
  std::array<char, 1 << 16> buffer{};
  int count = 0;
  while ((count = gzread(file.get(), buffer.data(), buffer.size())) > 0)
    text.append(buffer.data(), static_cast<std::size_t>(count));
  int error = Z_OK;
  const char* message = gzerror(file.get(), &error);
  if (count < 0 || (error != Z_OK && error != Z_STREAM_END))
    throw Error(ErrorKind::kInputMissing, fmt::format("cannot read {}: {}", path, message));
  return text;
}

}  // namespace

OrdersFile parse_orders(std::string_view text, std::string_view name) {
  OrdersFile file;
  std::unordered_set<std::string> seen;
  std::size_t line = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view row = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++line;
    if (row.ends_with('\r')) row.remove_suffix(1);
    if (line == 1) {
      if (row != kHeader) bad_row(name, line, "wrong header", row);
      continue;
    }
    if (row.empty()) continue;
    ++file.counts.rows;
    bool positive = false;
    FileOrder order = parse_row(row, name, line, positive);
    if (!order.refund && !positive) {
      ++file.counts.skipped_not_positive;
    } else if (!seen.insert(order.invoice).second) {
      ++file.counts.skipped_duplicate;
    } else {
      ++(order.refund ? file.counts.refunds : file.counts.orders);
      file.orders.push_back(std::move(order));
    }
  }
  if (file.orders.empty()) throw Error(ErrorKind::kBadData, fmt::format("{} has no order", name));
  return file;
}

OrdersFile read_orders_file(const std::string& path) { return parse_orders(read_file(path), path); }

}  // namespace klaviyo_sim
