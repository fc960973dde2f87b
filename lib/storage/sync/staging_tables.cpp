#include "storage/sync/staging_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "core/error.h"
#include "storage/postgres/copy_format.h"
#include "storage/postgres/text_array.h"

namespace klytics::storage {
namespace {

constexpr std::size_t kAddedColumns = 2;  // staged_row and raw_page_id stand before the batch's own

// Tables whose merge is written by hand and expects its staging table under this name, with all columns.
bool has_own_merge(std::string_view table) { return table == "events" || table == "object_tags"; }

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
  for (TupleReader reader(data); reader.next();) {
    append_field_count(tuples_, reader.fields().size() + kAddedColumns);
    append_bigint_field(tuples_, ++staged_rows_);
    append_bigint_field(tuples_, raw_page_id);
    tuples_ += reader.all_fields();
  }
  connection_.copy_binary(found->second.name, found->second.columns, tuples_);
  return found->second.name;
}

}  // namespace klytics::storage
