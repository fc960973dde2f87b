// The port through which collection remembers: implemented by storage over PostgreSQL, and by tests in memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collection/records/record_batch.h"
#include "core/time.h"

namespace klytics::collection {

/// What a run did to one resource so far; all fields count from the run's beginning.
struct ResourceCounts {
  std::int64_t requests = 0;
  std::int64_t pages = 0;
  std::int64_t fetched = 0;
  std::int64_t inserted = 0;
  std::int64_t updated = 0;
  std::int64_t unchanged = 0;
  std::int64_t removed = 0;
  std::int64_t quarantined = 0;
};

/// How far a resource's partition is complete. A partition is a fixed split that the API forces, such as
/// "email/archived" for campaigns or a list's id for its members; '' where there is none.
struct Watermark {
  std::string resource;
  std::string partition;
  std::optional<Instant> complete_from;  // nullopt: from the beginning
  Instant complete_to;
  std::optional<Instant> swept_at;
  std::string basis = {};  // what a report was asked for with: its conversion metric
};

/// A half-open window [from, to) of a partition, collected with one cursor chain. nullopt: unbounded.
struct Slice {
  std::string resource;
  std::string partition;
  std::optional<Instant> from;
  std::optional<Instant> to;
  std::optional<std::string> next_url;  // where to go on; nullopt: not begun
  bool done = false;
};

/// One API response as it came.
struct RawPage {
  std::string url;
  Instant fetched_at;
  std::int64_t records = 0;
  std::string body;          // uncompressed
  std::string request_body;  // '' of a GET
};

/// A record that cannot be stored.
struct Rejected {
  std::string resource;
  std::optional<std::string> object_id;
  std::string reason;
  std::string raw;
};

/// Everything that one page brought. It is stored in one transaction with the slice's new position.
struct PageCommit {
  Slice slice;  // the position after this page
  RawPage page;
  std::vector<RecordBatch> batches;  // in the order in which they are to be stored
  std::vector<Rejected> rejected;
  std::vector<std::string> seen_ids;  // for resources whose vanished objects get tombstones
};

/// What reports are asked for with, from the metrics that are stored.
struct ReportFacts {
  std::string conversion_metric;  // id of the metric that stands for an order; '' when there is none
  std::string problem = {};       // why there is none
  bool has_form_metrics = false;  // events say what forms were shown and submitted
};

class Store {
 public:
  virtual ~Store() = default;

  virtual std::vector<Watermark> watermarks() = 0;
  /// All slices of a plan that is not complete, done ones too: an interrupted run left them. Sorted by partition and
  /// from.
  virtual std::vector<Slice> open_slices(std::string_view resource) = 0;
  /// Replaces all slices of a resource; each is kept with its next_url and done as given. Forgets what an unfinished
  /// listing of the resource has seen.
  virtual void plan_slices(std::string_view resource, const std::vector<Slice>& slices) = 0;
  /// Stores pages in one transaction, in order; adds what it inserted, updated, left unchanged and quarantined to
  /// `counts`, whose requests, pages and fetched already hold these pages. Idempotent.
  virtual void commit(std::vector<PageCommit> pages, ResourceCounts& counts) = 0;
  /// Sets the watermark and removes the partition's slices, in one transaction. With `sweep` it also sets tombstones on
  /// what the listing, begun at watermark.swept_at, no longer showed; returns how many. Without a swept_at the stored
  /// one stays.
  virtual std::int64_t complete(const Watermark& watermark, bool sweep) = 0;
  /// Ids stored for a parent resource ("lists", "flows", ...) that are not tombstoned, sorted.
  virtual std::vector<std::string> object_ids(std::string_view resource) = 0;
  virtual ReportFacts report_facts() = 0;
};

}  // namespace klytics::collection
