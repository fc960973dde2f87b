// Turns the records of a page into rows, following a resource's description.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collection/records/json_page.h"
#include "collection/records/record_batch.h"
#include "collection/resource.h"
#include "collection/store.h"

namespace klytics::collection {

/// What a page brought.
struct PageRows {
  std::vector<RecordBatch> batches;  // primary table, tables of included records, object_tags; only those with rows
  std::vector<Rejected> rejected;
  std::vector<std::string> seen_ids;  // of every primary record that names itself, rejected ones too: it still exists
  std::int64_t records = 0;           // primary records, rejected ones too
  /// Of a time-sliced resource: the times of the first and the last stored record, and whether they came in order.
  std::optional<Instant> first_time;
  std::optional<Instant> last_time;
  bool ascending = true;
};

/// Keeps its parsers and buffers between pages; one per resource and thread.
class RowBuilder {
 public:
  explicit RowBuilder(const Resource& resource);
  ~RowBuilder();
  RowBuilder(RowBuilder&&) noexcept;

  /// `body` is what `page` was split from, with kBodyPadding bytes of reserve. A record that cannot be stored is
  /// rejected with the reason, the others live on.
  PageRows build(const std::string& body, const JsonPage& page, std::string_view partition);

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace klytics::collection
