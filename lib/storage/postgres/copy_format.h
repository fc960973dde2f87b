// PostgreSQL's binary COPY format, as far as rows are taken apart and put together here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace klytics::storage {

/// Walks over tuples without header and trailer. Throws Error(kInternal) where they are not whole.
class TupleReader {
 public:
  explicit TupleReader(std::string_view tuples) : tuples_(tuples) {}

  /// Reads the next tuple; false at the end. Each field is its length and its bytes, as they are written.
  bool next();
  const std::vector<std::string_view>& fields() const { return fields_; }
  /// All fields of the tuple, one after the other.
  std::string_view all_fields() const { return all_fields_; }

 private:
  std::string_view tuples_;
  std::vector<std::string_view> fields_;
  std::string_view all_fields_;
};

void append_field_count(std::string& out, std::size_t fields);
void append_bigint_field(std::string& out, std::int64_t value);
void append_text_field(std::string& out, std::string_view value);
/// The content of a field that TupleReader gave; nullopt for NULL.
std::optional<std::string_view> content_of(std::string_view field);

/// Appends a decimal number such as "-12.50" as a numeric that keeps its scale. False, and nothing appended, when the
/// text is anything else: an exponent, a plus sign, or more digits than money ever has.
bool append_numeric_field(std::string& out, std::string_view decimal);

}  // namespace klytics::storage
