// A collection::Store in memory, with the promises of the real one: a commit happens completely or not at all.
#pragma once

#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "collection/store.h"

namespace klytics::collection {

/// Thrown in place of a commit: the process is as good as dead.
struct Killed : std::runtime_error {
  Killed() : std::runtime_error("killed") {}
};

class MemoryStore : public Store {
 public:
  using Row = std::vector<std::string>;  // fields in COPY's binary form; "\\N" for null
  using Table = std::map<std::string, Row>;

  std::map<std::string, Table> tables;
  std::map<std::string, Watermark> stored_watermarks;          // by resource/partition
  std::map<std::string, std::map<std::string, Slice>> slices;  // by resource, by partition and from
  std::map<std::string, std::set<std::string>> seen;
  std::map<std::string, std::set<std::string>> tombstones;  // by table
  std::set<std::string> quarantined;                        // raw
  std::vector<Rejected> rejections;
  std::vector<std::string> fetched_urls;
  int calls_until_killed = -1;  // commits, plans and completions; negative: never
  int commits = 0;
  ReportFacts facts;

  std::vector<Watermark> watermarks() override;
  std::vector<Slice> open_slices(std::string_view resource) override;
  void plan_slices(std::string_view resource, const std::vector<Slice>& planned) override;
  void commit(std::vector<PageCommit> pages, ResourceCounts& counts) override;
  std::int64_t complete(const Watermark& watermark, bool sweep) override;
  std::vector<std::string> object_ids(std::string_view resource) override;
  ReportFacts report_facts() override { return facts; }

  /// Index of a column in the table's rows, as the batches named it.
  std::string field(const std::string& table, const std::string& key, const std::string& column) const;

 private:
  void live_or_die();
  void add(const RecordBatch& batch, ResourceCounts* counts);

  std::map<std::string, std::vector<std::string>> columns_;
};

}  // namespace klytics::collection
