// New events go straight into their table: COPY fills one at a fraction of what an INSERT of staged rows costs. Events
// that are stored already are staged and merged; see sql/functions/claim_events.sql and merge_events.sql.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "collection/records/record_batch.h"
#include "storage/postgres/connection.h"
#include "storage/sync/staging_tables.h"

namespace klytics::storage {

class EventCopy {
 public:
  /// A batch of events and the raw page that brought it.
  using PageRows = std::pair<const collection::RecordBatch*, std::int64_t>;

  using Counts = std::pair<std::int64_t, std::int64_t>;  // inserted, updated
  /// Sums of seconds that the work is added to.
  struct Spent {
    double& copy;
    double& merge;
  };

  /// `connection` and `staging` must outlive this.
  EventCopy(Connection& connection, StagingTables& staging, std::string account_id)
      : connection_(connection), staging_(staging), account_id_(std::move(account_id)) {}

  /// Creates the table of keys unless it is there. To be called outside of a transaction.
  void prepare();
  /// Stores batches of one shape, in their order: of two rows with one id the later counts. To be called inside a
  /// transaction, at most once unless the staging tables are emptied. The staging table of events must be prepared.
  Counts merge(const std::vector<PageRows>& pages, Spent spent);
  void empty();

 private:
  /// The number of a row in its transaction, from 1, and whether its event is stored already.
  using LeftOut = std::pair<std::int64_t, bool>;

  /// Writes the rows of the table of keys into tuples_, in the order of their ids: neighbours meet the same page of the
  /// index. Adds to `left_out` the rows whose id a later one has too. False when an amount cannot be written as COPY
  /// wants it.
  bool write_keys(const std::vector<PageRows>& pages, std::vector<LeftOut>& left_out);
  /// Writes the rows of events into events_tuples_, but for those `left_out`, sorted by their number: of these the
  /// known ones go into tuples_ as rows of the staging table.
  void write_events(const std::vector<PageRows>& pages, const std::vector<LeftOut>& left_out);
  void send(std::string_view table, std::vector<std::string> columns, const std::vector<std::string>& of_batch,
            std::string_view tuples);
  Counts merge_staged();

  Connection& connection_;
  StagingTables& staging_;
  std::string account_id_;
  bool prepared_ = false;
  bool expect_new_ = false;  // a backfill brings new events only, a look-back hardly any
  std::string tuples_;       // both are reused, for their memory
  std::string events_tuples_;
};

}  // namespace klytics::storage
