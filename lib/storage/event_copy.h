// New events go straight into their table: COPY fills one at a fraction of what an INSERT of staged rows costs. Events
// that are stored already are staged and merged; see sql/functions/claim_events.sql and merge_events.sql.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "collection/record_batch.h"
#include "storage/connection.h"
#include "storage/staging_tables.h"

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
  static bool fits(const std::vector<PageRows>& pages);
  void stage_keys(const std::vector<PageRows>& pages);
  void copy(const std::vector<PageRows>& pages, const std::vector<std::pair<std::int64_t, bool>>& left_out);
  Counts merge_staged();

  Connection& connection_;
  StagingTables& staging_;
  std::string account_id_;
  bool prepared_ = false;
  std::string tuples_;  // reused, for its memory
  std::string staged_tuples_;
};

}  // namespace klytics::storage
