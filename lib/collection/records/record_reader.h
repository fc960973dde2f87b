// Reads one JSON record completely, once: checks all of it and keeps the values at wanted paths.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace klytics::collection {

/// A value as it stands in a record. `text` is the unescaped content of a string, and the JSON text of anything else;
/// it is valid until the reader's next record.
struct FieldValue {
  enum class Kind { kAbsent, kNull, kString, kNumber, kBoolean, kObject, kArray };

  Kind kind = Kind::kAbsent;
  std::string_view text;

  bool missing() const { return kind == Kind::kAbsent || kind == Kind::kNull; }
};

/// The type and id of a JSON:API resource identifier.
struct ResourceIdentifier {
  std::string type;
  std::string id;
};

class RecordReader {
 public:
  /// `paths` are member names separated by '/'. None leads through an array. The same path may be wanted twice.
  explicit RecordReader(const std::vector<std::string>& paths);
  ~RecordReader();
  RecordReader(RecordReader&&) noexcept;
  RecordReader& operator=(RecordReader&&) noexcept;

  /// Reads an object. `readable` is the number of bytes from its beginning that may be read, at least kBodyPadding more
  /// than its size. Returns why it cannot be stored: broken JSON, invalid UTF-8, a NUL or half a surrogate pair
  /// anywhere in it, nesting deeper than 100; nullopt when it is fine. Of a repeated member the last one counts, as in
  /// PostgreSQL. Linear in the size of the record.
  std::optional<std::string> read(std::string_view record, std::size_t readable);

  /// The value at the path of this number, of the last record read.
  const FieldValue& field(std::size_t path_index) const { return fields_[path_index]; }

 private:
  struct Walker;
  std::unique_ptr<Walker> walker_;
  std::vector<FieldValue> fields_;
};

/// The identifiers in a relationship's data: an array, a single object, or nothing for anything else.
std::vector<ResourceIdentifier> read_identifiers(const FieldValue& data);

/// The entry of an array of suppressions with the earliest timestamp; entries without a readable one are left out.
struct Suppression {
  std::string timestamp;
  std::string reason;
};
std::optional<Suppression> earliest_suppression(const FieldValue& suppressions);

}  // namespace klytics::collection
