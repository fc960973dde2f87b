// The temporary tables through which batches reach their tables: one per target and list of columns, kept for the
// session and empty outside of a transaction. See sql/functions/create_staging.sql.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "collection/records/record_batch.h"
#include "storage/postgres/connection.h"

namespace klytics::storage {

class StagingTables {
 public:
  /// `connection` must outlive this.
  explicit StagingTables(Connection& connection) : connection_(connection) {}

  /// Creates the table that the batch needs unless it is there. To be called outside of a transaction.
  void prepare(const collection::RecordBatch& batch);

  /// Sends the batch's rows, with the page that brought them, to the prepared table; returns its name. To be called
  /// inside a transaction. The rows' order over all calls decides which of two rows with the same key counts.
  const std::string& fill(const collection::RecordBatch& batch, std::int64_t raw_page_id);

  /// Empties all tables, for a transaction that fills and merges them more than once.
  void empty();

 private:
  using Shape = std::pair<std::string, std::vector<std::string>>;  // target table and columns

  struct Table {
    std::string name;
    std::vector<std::string> columns;  // staged_row, raw_page_id, then the batch's
  };

  Connection& connection_;
  std::map<Shape, Table> tables_;
  std::int64_t staged_rows_ = 0;
  std::string tuples_;  // reused, for its memory
};

}  // namespace klytics::storage
