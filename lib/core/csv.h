// CSV text (RFC 4180) to records and back. Pure: the caller reads the file and keeps the text alive.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace klytics {

/// Steps through the records of a text. Understands quoted fields with doubled quotes, delimiters and line ends inside
/// them, LF and CRLF, a byte order mark at the start, and a last line without an end. Empty lines are passed over.
/// About 1 GB/s on text without quotes.
class CsvReader {
 public:
  /// `name` is the file's name for messages; `first_line` the number of the text's first line, when it is a piece of a
  /// larger file.
  explicit CsvReader(std::string_view text, std::string name, char delimiter = ',', std::size_t first_line = 1);

  /// Moves to the next record; false at the end. Throws Error(kBadData) for a quote that is not closed or is followed
  /// by text.
  bool next();

  /// The fields of the current record, without their quotes. Valid until next().
  std::span<const std::string_view> fields() const { return fields_; }
  /// The line, from 1, on which the current record begins.
  std::size_t line() const { return record_line_; }
  /// The line after the last record read: where a following piece of the file begins.
  std::size_t next_line() const { return line_; }
  const std::string& name() const { return name_; }

  /// Throws Error(kBadData) "orders.csv:12: amount: <what>: <value>" about a column of the current record.
  [[noreturn]] void fail(std::string_view column, std::string_view what, std::string_view value) const;

 private:
  void read_plain(std::string_view record);
  void read_quoted();

  std::string_view text_;
  std::string name_;
  char delimiter_;
  std::size_t position_ = 0;
  std::size_t next_quote_ = 0;  // the first quote at or after position_; the text's length when there is none
  std::size_t line_;
  std::size_t record_line_ = 0;
  std::vector<std::string_view> fields_;
  std::vector<std::string> unquoted_;  // storage of fields that held a doubled quote
};

/// The names of a file's columns.
class CsvHeader {
 public:
  CsvHeader() = default;
  /// Reads the first record. Throws Error(kBadData) when there is none or a name stands twice.
  explicit CsvHeader(CsvReader& reader);

  /// The position of a column; nullopt when there is none of that name.
  std::optional<std::size_t> find(std::string_view column) const;
  /// The position of a column. Throws Error(kBadData) that lists the columns there are.
  std::size_t require(std::string_view column) const;
  std::size_t size() const { return names_.size(); }
  const std::vector<std::string>& names() const { return names_; }
  /// Throws Error(kBadData) when the reader's record has another number of fields than the header.
  void check_width(const CsvReader& reader) const;

 private:
  std::string file_;
  std::vector<std::string> names_;
};

/// The length of the longest prefix that ends with a complete record; 0 when there is none. `text` begins with a
/// record. For reading a large file block by block and for sharing it between threads.
std::size_t csv_complete_prefix(std::string_view text);

/// A field as it is written: quoted when it holds a delimiter, a quote or a line end.
std::string csv_field(std::string_view value, char delimiter = ',');

}  // namespace klytics
