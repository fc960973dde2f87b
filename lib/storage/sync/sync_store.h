// collection::Store over PostgreSQL: pages, their records and the position after them commit together.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "collection/store.h"
#include "storage/postgres/connection.h"
#include "storage/sync/event_copy.h"
#include "storage/sync/page_compression.h"
#include "storage/sync/staging_tables.h"

namespace klytics::storage {

/// What one run of collection writes for one account. Not for concurrent use, and the only writer of the account's
/// collected tables (see AccountLock). What commits is also added to the run's row in run_resources.
class SyncStore : public collection::Store {
 public:
  /// `connection` must outlive the store. `run_id` is a run of RunLedger.
  /// `report_facts` is asked within the session for what reports need to know.
  using AskReportFacts = std::function<collection::ReportFacts(Connection&)>;
  SyncStore(Connection& connection, std::string account_id, std::int64_t run_id, AskReportFacts report_facts = {});

  std::vector<collection::Watermark> watermarks() override;
  std::vector<collection::Slice> open_slices(std::string_view resource) override;
  void plan_slices(std::string_view resource, const std::vector<collection::Slice>& slices) override;
  /// All pages must be of one resource. Its counts are those of its own table, so that fetched = inserted + updated +
  /// unchanged + quarantined where a record is one row; of rows with the same key all but the last count as unchanged.
  /// Tables that a page fills besides get rows of their own in run_resources. Events need their account to be stored.
  void commit(std::vector<collection::PageCommit> pages, collection::ResourceCounts& counts) override;
  /// As commit(), for pages of no plan: no position is kept.
  void add(collection::PageCommit page, collection::ResourceCounts& counts);
  /// Merges the records of pages that are kept already under `raw_page_ids`, within the caller's transaction and
  /// without touching positions. All pages must be of one resource. Returns how many records went to quarantine.
  std::int64_t replay(const std::vector<collection::PageCommit>& pages, const std::vector<std::int64_t>& raw_page_ids);
  /// The watermark never goes back, never passes the start of the run, and does not move over a gap.
  std::int64_t complete(const collection::Watermark& watermark, bool sweep) override;
  std::vector<std::string> object_ids(std::string_view resource) override;
  collection::ReportFacts report_facts() override;

  /// Where the time of commit() went, in seconds so far. Compression runs beside the merge.
  struct Spent {
    double compress = 0;
    double copy = 0;  // rows and raw pages
    double merge = 0;
    double total = 0;  // of commit(): beside the above, positions, counts and the commit itself
  };
  const Spent& spent() const { return spent_; }

 private:
  using Pages = std::vector<collection::PageCommit>;

  void commit(Pages& pages, collection::ResourceCounts& counts, bool with_positions);
  void prepare_staging(const Pages& pages);
  std::vector<std::int64_t> reserve_raw_pages(const Pages& pages);
  collection::RecordBatch compress_raw_pages(const Pages& pages, const std::vector<std::int64_t>& raw_page_ids);
  /// Stages and merges all batches. The first counts are the resource's own, the others by table.
  collection::ResourceCounts merge(const Pages& pages, const std::vector<std::int64_t>& raw_page_ids);
  std::pair<std::int64_t, std::int64_t> merge_table(const std::string& table, const std::string& staging);
  void store_positions(const Pages& pages);
  void save_slice(const collection::Slice& slice, std::int64_t pages, std::int64_t records);
  std::int64_t quarantine(const Pages& pages, const std::vector<std::int64_t>& raw_page_ids);
  void add_counts(std::string_view resource, const collection::ResourceCounts& counts);

  Connection& connection_;
  std::string account_id_;
  std::int64_t run_id_;
  AskReportFacts report_facts_;
  StagingTables staging_;
  EventCopy events_;
  PageCompressor compressor_;
  Spent spent_;
};

}  // namespace klytics::storage
