#include "storage/staging_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "core/error.h"
#include "storage/text_array.h"

namespace klytics::storage {
namespace {

constexpr std::uint16_t kAddedColumns = 2;  // staged_row and raw_page_id stand before the batch's own

// Tables whose merge is written by hand and expects its staging table under this name, with all columns.
bool has_own_merge(std::string_view table) { return table == "events" || table == "object_tags"; }

template <typename Unsigned>
Unsigned read_big_endian(std::string_view data, std::size_t at) {
  if (data.size() < sizeof(Unsigned) || at > data.size() - sizeof(Unsigned))
    throw Error(ErrorKind::kInternal, "a batch of rows ends inside a row");
  Unsigned value = 0;
  for (std::size_t i = 0; i < sizeof(Unsigned); ++i)
    value = static_cast<Unsigned>((value << 8) | static_cast<unsigned char>(data[at + i]));
  return value;
}

template <typename Unsigned>
void append_big_endian(std::string& out, Unsigned value) {
  for (int shift = static_cast<int>(sizeof(Unsigned)) * 8 - 8; shift >= 0; shift -= 8)
    out.push_back(static_cast<char>(static_cast<unsigned char>(value >> shift)));
}

void append_bigint_field(std::string& out, std::int64_t value) {
  append_big_endian(out, std::uint32_t{sizeof value});
  append_big_endian(out, static_cast<std::uint64_t>(value));
}

// Where the fields of a row end that begin at `at`.
std::size_t end_of_fields(std::string_view data, std::size_t at, std::uint16_t fields) {
  for (std::uint16_t field = 0; field < fields; ++field) {
    const auto length = static_cast<std::int32_t>(read_big_endian<std::uint32_t>(data, at));
    at += sizeof length;
    if (length > 0) at += static_cast<std::size_t>(length);  // -1 is NULL
  }
  if (at > data.size()) throw Error(ErrorKind::kInternal, "a batch of rows ends inside a field");
  return at;
}

}  // namespace

void StagingTables::prepare(const collection::RecordBatch& batch) {
  const Shape shape{batch.table(), batch.columns()};
  if (tables_.contains(shape)) return;
  Table table{"staging_" + batch.table(), {"staged_row", "raw_page_id"}};
  table.columns.insert(table.columns.end(), batch.columns().begin(), batch.columns().end());
  std::optional<std::string> columns;
  if (!has_own_merge(batch.table())) {
    columns = text_array(batch.columns());
    table.name += fmt::format("_{}", tables_.size());
  } else if (std::ranges::any_of(tables_, [&](const auto& known) { return known.second.name == table.name; })) {
    tables_.emplace(shape, std::move(table));  // another choice of columns of the table that has them all
    return;
  }
  connection_.query("queries/sync/create_staging", {batch.table(), table.name, columns});
  tables_.emplace(shape, std::move(table));
}

void StagingTables::empty() {
  for (const auto& [shape, table] : tables_) connection_.query("queries/sync/empty_staging", {table.name});
}

const std::string& StagingTables::fill(const collection::RecordBatch& batch, std::int64_t raw_page_id) {
  const auto found = tables_.find({batch.table(), batch.columns()});
  if (found == tables_.end()) throw Error(ErrorKind::kInternal, "no staging table for " + batch.table());
  const std::string_view data = batch.data();
  tuples_.clear();
  tuples_.reserve(data.size() + batch.rows() * 24);  // two bigint fields a row, each with its length
  for (std::size_t at = 0; at < data.size();) {
    const auto fields = read_big_endian<std::uint16_t>(data, at);
    at += sizeof fields;
    const std::size_t end = end_of_fields(data, at, fields);
    append_big_endian(tuples_, static_cast<std::uint16_t>(fields + kAddedColumns));
    append_bigint_field(tuples_, ++staged_rows_);
    append_bigint_field(tuples_, raw_page_id);
    tuples_.append(data.substr(at, end - at));
    at = end;
  }
  connection_.copy_binary(found->second.name, found->second.columns, tuples_);
  return found->second.name;
}

}  // namespace klytics::storage
