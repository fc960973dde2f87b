// The tables that people take away for their spreadsheets: what they are called and what stands in their columns.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace klytics::presentation {

enum class ColumnKind { kText, kNumber, kDate, kTime };

struct TableColumn {
  std::string_view name;
  ColumnKind kind;
};

struct FactTable {
  std::string_view name;  // of the file or the sheet, and of the statement below sql/queries/tables
  std::vector<TableColumn> columns;
};

/// Every fact table, in the order in which they are written.
std::span<const FactTable> fact_tables();

}  // namespace klytics::presentation
