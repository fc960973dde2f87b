#include "forecast/readable_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <ranges>
#include <utility>
#include <vector>

namespace klytics::app {
namespace {

using presentation::Format;
using presentation::ResultTable;
using presentation::TableCell;

/// Columns that a narrow terminal can do without, the first to leave first.
std::vector<std::string> dispensable_columns(const ForecastOptions& options) {
  std::vector<std::string> names;
  const std::vector<int> levels = options.parsed_levels();
  if (options.backtest) {
    for (const int level : levels)
      for (const double tail : {50 - level / 2.0, 50 + level / 2.0}) names.push_back(fmt::format("pinball_{}", tail));
    for (const char* name : {"rmsse", "rmse", "smape", "forecasts"}) names.emplace_back(name);
  }
  for (const std::string prefix : {"what_if_", ""})
    for (const int level : levels | std::views::reverse)
      for (const char* end : {"lo", "hi"})
        if (!options.what_if.empty() || level != levels.front())
          names.push_back(fmt::format("{}{}_{}", prefix, end, level));
  return names;
}

int longest_line(const std::string& text) {
  int longest = 0, length = 0;
  for (const char c : text) {
    length = c == '\n' ? 0 : length + ((static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0);
    longest = std::max(longest, length);
  }
  return longest;
}

}  // namespace

void round_numbers(ResultTable& table) {
  constexpr int kDigits = 5;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    double largest = 0;
    bool whole = true;
    const auto value_of = [&](const TableCell& cell) {
      double value = 0;
      std::from_chars(cell.text.data(), cell.text.data() + cell.text.size(), value);
      return value;
    };
    for (const auto& row : table.rows)
      if (row[column].kind == TableCell::Kind::kNumber) {
        largest = std::fmax(largest, std::abs(value_of(row[column])));
        whole = whole && row[column].text.find_first_of(".e") == std::string::npos;
      }
    if (whole || largest == 0) continue;
    const int decimals = std::clamp(kDigits - 1 - static_cast<int>(std::floor(std::log10(largest))), 0, 6);
    const double rounds_to_zero = 0.5 * std::pow(10, -decimals);
    for (auto& row : table.rows)
      if (row[column].kind == TableCell::Kind::kNumber) {
        const double value = value_of(row[column]);
        row[column] =
            TableCell::number(fmt::format("{:.{}f}", std::abs(value) < rounds_to_zero ? 0.0 : value, decimals));
      }
  }
}

ResultTable without(ResultTable table, std::string_view name) {
  const auto place = std::ranges::find(table.columns, name) - table.columns.begin();
  if (place == std::ssize(table.columns)) return table;
  table.columns.erase(table.columns.begin() + place);
  for (auto& row : table.rows) row.erase(row.begin() + place);
  return table;
}

ResultTable upright(const ResultTable& table) {
  ResultTable result;
  result.columns = {"what", "value"};
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    result.rows.push_back({TableCell::of(std::string_view(table.columns[i])), table.rows.front()[i]});
  return result;
}

std::string fitted(ResultTable table, int width, const ForecastOptions& options) {
  std::string text = presentation::render(table, Format::kTable, false);
  std::size_t lost = 0;
  for (const std::string& name : dispensable_columns(options)) {
    if (longest_line(text) <= width) break;
    const std::size_t before = table.columns.size();
    table = without(std::move(table), name);
    lost += before - table.columns.size();
    text = presentation::render(table, Format::kTable, false);
  }
  if (lost > 0) text += fmt::format("{} more columns do not fit: --format csv\n", lost);
  return text;
}

}  // namespace klytics::app
