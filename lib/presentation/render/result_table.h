// A table of results as aligned text, CSV, JSON or NDJSON. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace klytics::presentation {

enum class Format { kTable, kCsv, kJson, kNdjson };

/// "table", "csv", "json" or "ndjson". Throws Error(kUsage) for anything else.
Format parse_format(std::string_view text);

/// A number with up to ten significant digits, as JSON writes it. Throws Error(kInternal) for one that is not finite: a
/// result never is.
std::string number_text(double value);

/// The same for a reader: six significant digits, or two decimals where that is more.
std::string brief_number(double value);

/// One value of a table: nothing, text, or a number that is already written.
struct TableCell {
  enum class Kind { kEmpty, kText, kNumber };
  Kind kind = Kind::kEmpty;
  std::string text;
  std::optional<double> heat;  // 0 to 1: how warm it is coloured on a terminal
  bool marked = false;         // shown with a "*" in a text table
  std::string brief;           // what a text table shows in place of `text`, when there is something

  static TableCell empty() { return {}; }
  static TableCell of(std::string_view text) { return {Kind::kText, std::string(text), {}, false, {}}; }
  static TableCell of(double value) { return {Kind::kNumber, number_text(value), {}, false, brief_number(value)}; }
  static TableCell of(std::int64_t value) { return {Kind::kNumber, std::to_string(value), {}, false, {}}; }
  static TableCell of(const std::optional<double>& value) { return value ? of(*value) : empty(); }
  /// A number as written by the caller.
  static TableCell number(std::string text) { return {Kind::kNumber, std::move(text), {}, false, {}}; }
};

struct ResultTable {
  std::vector<std::string> columns;
  std::vector<std::vector<TableCell>> rows;  // as wide as columns
};

/// kTable aligns numbers to the right and paints heat when `colour` is set; kJson is an array of objects, kNdjson one
/// object a line, both with null for an empty cell; kCsv has a header line. Ends with a line end.
std::string render(const ResultTable& table, Format format, bool colour);

}  // namespace klytics::presentation
