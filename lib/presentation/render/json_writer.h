// Writes JSON text value by value: compact, members in the order of the calls. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/decimal.h"

namespace klytics::presentation {

/// The caller opens and closes objects and arrays in pairs and gives a key before each value of an object; the writer
/// puts the commas. Text must be valid UTF-8 and is escaped as RFC 8259 asks.
class JsonWriter {
 public:
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);

  JsonWriter& text(std::string_view value);
  JsonWriter& number(std::int64_t value);
  JsonWriter& number(const Decimal& value);
  /// A number that is already written as JSON asks.
  JsonWriter& written_number(std::string_view value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();

  /// The text so far; the writer is empty afterwards.
  std::string take();

 private:
  void separate();
  void escape(std::string_view value);

  std::string text_;
  bool first_ = true;  // the next value or key is the first of its object or array, or follows its key
};

}  // namespace klytics::presentation
