// One row of PostgreSQL's binary COPY format, read field by field.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace klytics::storage {

/// Steps through the fields of one row in their order. Every function takes the next field and throws Error(kInternal)
/// when there is none or it is not of that type.
class BinaryRow {
 public:
  /// `row` begins with the number of fields and must outlive this.
  explicit BinaryRow(std::string_view row);

  /// text; nullopt for NULL. Valid as long as the row.
  std::optional<std::string_view> text();
  /// date, in days since 1970-01-01; nullopt for NULL. Throws Error(kBadData) for "infinity".
  std::optional<std::int32_t> day();
  /// numeric, in millionths, what is smaller rounded half away from zero. Throws Error(kBadData) for NULL, NaN,
  /// "infinity" and amounts beyond 9 * 10^12.
  std::int64_t micros();

 private:
  std::optional<std::string_view> next();

  std::string_view rest_;
  int fields_left_;
};

}  // namespace klytics::storage
