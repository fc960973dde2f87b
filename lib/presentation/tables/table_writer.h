// Tables as files for spreadsheets, row by row, so that memory does not grow with a table.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "presentation/tables/table_list.h"

namespace klytics::presentation {

enum class TableFormat { kCsv, kNdjson, kXlsx };

/// "csv", "ndjson" or "xlsx". Throws Error(kUsage) for anything else.
TableFormat parse_table_format(std::string_view text);

/// Writes tables one after another: begin_table(), add_row() for each row, and finish() after the last one. Nothing is
/// seen under its own name before finish(). Throws Error(kOutput) when the folder cannot be written, kIo when writing
/// failed.
class TableWriter {
 public:
  virtual ~TableWriter() = default;

  virtual void begin_table(std::string_view name, std::span<const TableColumn> columns) = 0;
  /// Values as PostgreSQL prints them, one a column; nullopt for none. Numbers are written as they stand, to the last
  /// digit.
  virtual void add_row(std::span<const std::optional<std::string>> values) = 0;
  virtual void finish() = 0;
};

/// kCsv and kNdjson: <name>.csv or .ndjson in `folder`, one file a table; kXlsx: klytics.xlsx, one sheet a table, and
/// more where a table has more rows than a sheet holds. Text that a spreadsheet would run as a formula is made plain:
/// in CSV with an apostrophe before it, in a workbook by the type of the cell.
std::unique_ptr<TableWriter> make_table_writer(const std::string& folder, TableFormat format);

/// Text as a CSV field that no spreadsheet takes for a formula.
std::string plain_csv_text(std::string_view text);

}  // namespace klytics::presentation
