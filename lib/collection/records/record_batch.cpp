#include "collection/records/record_batch.h"

#include <utility>

namespace klytics::collection {
namespace {

// PostgreSQL counts microseconds from 2000-01-01.
constexpr std::chrono::microseconds kPostgresEpoch = std::chrono::days{10957};

template <typename Unsigned>
void append_big_endian(std::string& out, Unsigned value) {
  for (int shift = static_cast<int>(sizeof(Unsigned)) * 8 - 8; shift >= 0; shift -= 8)
    out.push_back(static_cast<char>(static_cast<unsigned char>(value >> shift)));
}

}  // namespace

RecordBatch::RecordBatch(std::string table, std::vector<std::string> columns)
    : table_(std::move(table)), columns_(std::move(columns)) {}

void RecordBatch::begin_row() {
  row_start_ = data_.size();
  append_big_endian(data_, static_cast<std::uint16_t>(columns_.size()));
  ++rows_;
}

void RecordBatch::put_length(std::int32_t length) { append_big_endian(data_, static_cast<std::uint32_t>(length)); }

void RecordBatch::null() { put_length(-1); }

void RecordBatch::text(std::string_view value) {
  put_length(static_cast<std::int32_t>(value.size()));
  data_.append(value);
}

void RecordBatch::text(const std::optional<std::string_view>& value) { value ? text(*value) : null(); }

void RecordBatch::instant(const std::optional<Instant>& value) {
  if (!value) return null();
  put_length(8);
  append_big_endian(data_, static_cast<std::uint64_t>((value->time_since_epoch() - kPostgresEpoch).count()));
}

void RecordBatch::boolean(const std::optional<bool>& value) {
  if (!value) return null();
  put_length(1);
  data_.push_back(*value ? '\1' : '\0');
}

void RecordBatch::bigint(const std::optional<std::int64_t>& value) {
  if (!value) return null();
  put_length(8);
  append_big_endian(data_, static_cast<std::uint64_t>(*value));
}

void RecordBatch::clear() {
  data_.clear();
  rows_ = 0;
  row_start_ = 0;
}

void RecordBatch::discard_row() {
  data_.resize(row_start_);
  --rows_;
}

}  // namespace klytics::collection
