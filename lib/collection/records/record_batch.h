// Rows in PostgreSQL's binary COPY format, built field by field: what collection hands to storage.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"

namespace klytics::collection {

/// Rows for one table. The caller writes exactly one field per column, in the order of `columns`, then end_row(). Text
/// and JSON must be valid UTF-8 without NUL: the parser quarantines a record that is not before it gets here.
class RecordBatch {
 public:
  /// `table` is the target table; `columns` the names of the columns that each row fills.
  RecordBatch(std::string table, std::vector<std::string> columns);

  /// Makes room for so many bytes of tuples.
  void reserve(std::size_t bytes) { data_.reserve(bytes); }
  void begin_row();
  void null();
  void text(std::string_view value);  // also json and numeric-as-text columns: see storage's staging tables
  void text(const std::optional<std::string_view>& value);
  void instant(const std::optional<Instant>& value);
  void boolean(const std::optional<bool>& value);
  void bigint(const std::optional<std::int64_t>& value);

  const std::string& table() const { return table_; }
  const std::vector<std::string>& columns() const { return columns_; }
  std::size_t rows() const { return rows_; }
  std::size_t bytes() const { return data_.size(); }
  /// The tuples, without the COPY header and trailer.
  const std::string& data() const { return data_; }

  /// Throws away the rows, keeps the table, the columns and the memory.
  void clear();
  /// Takes back a row that was begun and cannot be finished.
  void discard_row();

 private:
  void put_length(std::int32_t length);

  std::string table_;
  std::vector<std::string> columns_;
  std::string data_;
  std::size_t row_start_ = 0;
  std::size_t rows_ = 0;
};

}  // namespace klytics::collection
