#include "storage/sync/sync_store.h"

#include <algorithm>
#include <future>
#include <optional>

#include "core/error.h"
#include "storage/postgres/text_array.h"
#include "storage/sync/stopwatch.h"

namespace klytics::storage {
namespace {

using collection::PageCommit;
using collection::RecordBatch;
using collection::ResourceCounts;
using collection::Slice;
using collection::Watermark;

std::optional<std::string> text_of(const std::optional<Instant>& instant) {
  return instant ? std::optional(to_string(*instant)) : std::nullopt;
}

std::optional<Instant> instant_at(const Rows& rows, std::size_t row, std::size_t column) {
  if (rows.is_null(row, column)) return std::nullopt;
  const std::optional<Instant> instant = parse_instant(rows.text(row, column));
  if (!instant) throw Error(ErrorKind::kInternal, "the database returned a time that cannot be read");
  return instant;
}

std::string hexadecimal(std::string_view bytes) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

// Reasons and ids may quote what could not be stored; a NUL or a broken sequence must not stop them in turn.
std::string storable(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += byte >= 0x20 && byte < 0x7f ? c : '?';
  }
  return out;
}

// Whether a table holds the objects of the resource itself, not of something that its pages include.
bool is_own_table(std::string_view table, std::string_view resource) {
  return table == resource || table == "api_objects" || table == "report_values" || table == "metric_days";
}

constexpr std::string_view kEvents = "events";

// A target's rows in one commit and where they are staged.
struct Target {
  std::string table;
  std::string staging;
  std::int64_t rows = 0;
};

}  // namespace

SyncStore::SyncStore(Connection& connection, std::string account_id, std::int64_t run_id, AskReportFacts report_facts)
    : connection_(connection),
      account_id_(std::move(account_id)),
      run_id_(run_id),
      report_facts_(std::move(report_facts)),
      staging_(connection),
      events_(connection, staging_, account_id_) {}

std::vector<Watermark> SyncStore::watermarks() {
  const Rows rows = connection_.query("queries/sync/load_watermarks", {account_id_});
  std::vector<Watermark> out;
  for (std::size_t row = 0; row < rows.size(); ++row)
    out.push_back({std::string(rows.text(row, 0)), std::string(rows.text(row, 1)), instant_at(rows, row, 2),
                   instant_at(rows, row, 3).value(), instant_at(rows, row, 4), std::string(rows.text(row, 5))});
  return out;
}

std::vector<Slice> SyncStore::open_slices(std::string_view resource) {
  const Rows rows = connection_.query("queries/sync/load_slices", {account_id_, resource});
  std::vector<Slice> out;
  for (std::size_t row = 0; row < rows.size(); ++row)
    out.push_back({std::string(resource), std::string(rows.text(row, 0)), instant_at(rows, row, 1),
                   instant_at(rows, row, 2), rows.optional_text(row, 3), rows.boolean(row, 4)});
  return out;
}

void SyncStore::plan_slices(std::string_view resource, const std::vector<Slice>& slices) {
  connection_.transaction([&] {
    connection_.query("queries/sync/delete_slices", {account_id_, resource, std::nullopt});
    connection_.query("queries/sync/delete_seen", {account_id_, resource, std::nullopt});
    for (const Slice& slice : slices) save_slice(slice, 0, 0);
  });
}

void SyncStore::commit(Pages pages, ResourceCounts& counts) {
  if (!pages.empty()) commit(pages, counts, true);
}

void SyncStore::add(PageCommit page, ResourceCounts& counts) {
  ++counts.pages;
  counts.fetched += page.page.records;
  Pages pages;
  pages.push_back(std::move(page));
  commit(pages, counts, false);
}

void SyncStore::commit(Pages& pages, ResourceCounts& counts, bool with_positions) {
  const std::string& resource = pages.front().slice.resource;
  if (std::ranges::any_of(pages, [&](const PageCommit& page) { return page.slice.resource != resource; }))
    throw Error(ErrorKind::kInternal, "pages of several resources in one commit");
  prepare_staging(pages);

  ResourceCounts changed;
  const Stopwatch committing(spent_.total);
  connection_.transaction([&] {
    connection_.query("queries/sync/relax_durability");
    const std::vector<std::int64_t> raw_page_ids = reserve_raw_pages(pages);
    // While the server merges, this process has nothing else to do.
    auto raw_pages = std::async(std::launch::async, [&] { return compress_raw_pages(pages, raw_page_ids); });
    changed = merge(pages, raw_page_ids);
    const RecordBatch compressed = raw_pages.get();
    {
      const Stopwatch copying(spent_.copy);
      connection_.copy_binary(compressed.table(), compressed.columns(), compressed.data());
    }
    changed.quarantined = quarantine(pages, raw_page_ids);
    for (const PageCommit& page : pages) {
      ++changed.pages;
      changed.fetched += page.page.records;
    }
    if (with_positions) store_positions(pages);
    add_counts(resource, changed);
  });
  counts.inserted += changed.inserted;
  counts.updated += changed.updated;
  counts.unchanged += changed.unchanged;
  counts.quarantined += changed.quarantined;
}

std::int64_t SyncStore::replay(const Pages& pages, const std::vector<std::int64_t>& raw_page_ids) {
  prepare_staging(pages);
  ResourceCounts changed = merge(pages, raw_page_ids);
  staging_.empty();
  events_.empty();
  changed.quarantined = quarantine(pages, raw_page_ids);
  for (const PageCommit& page : pages) {
    ++changed.pages;
    changed.fetched += page.page.records;
  }
  add_counts(pages.front().slice.resource, changed);
  return changed.quarantined;
}

void SyncStore::prepare_staging(const Pages& pages) {
  for (const PageCommit& page : pages)
    for (const RecordBatch& batch : page.batches) {
      staging_.prepare(batch);
      if (batch.table() == kEvents) events_.prepare();
    }
}

std::vector<std::int64_t> SyncStore::reserve_raw_pages(const Pages& pages) {
  const auto [first, last] =
      std::ranges::minmax_element(pages, {}, [](const PageCommit& page) { return page.page.fetched_at; });
  const Rows reserved = connection_.query(
      "queries/sync/reserve_raw_pages",
      {to_string(first->page.fetched_at), to_string(last->page.fetched_at), static_cast<std::int64_t>(pages.size())});
  std::vector<std::int64_t> ids;
  while (ids.size() < pages.size()) ids.push_back(reserved.integer(ids.size(), 0));
  return ids;
}

RecordBatch SyncStore::compress_raw_pages(const Pages& pages, const std::vector<std::int64_t>& raw_page_ids) {
  const Stopwatch compressing(spent_.compress);
  // Their binary form is that of any batch: bytea is its bytes, as text is.
  RecordBatch batch("raw_pages", {"raw_page_id", "account_id", "run_id", "resource", "partition_key", "url",
                                  "fetched_at", "records", "body_bytes", "body", "request_body"});
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const PageCommit& page = pages[i];
    batch.begin_row();
    batch.bigint(raw_page_ids[i]);
    batch.text(std::string_view(account_id_));
    batch.bigint(run_id_);
    batch.text(std::string_view(page.slice.resource));
    batch.text(std::string_view(page.slice.partition));
    batch.text(std::string_view(page.page.url));
    batch.instant(page.page.fetched_at);
    batch.bigint(page.page.records);
    batch.bigint(static_cast<std::int64_t>(page.page.body.size()));
    batch.text(compressor_.compress(page.page.body));
    page.page.request_body.empty() ? batch.null() : batch.text(std::string_view(page.page.request_body));
  }
  return batch;
}

ResourceCounts SyncStore::merge(const Pages& pages, const std::vector<std::int64_t>& raw_page_ids) {
  std::optional<Stopwatch> watch(spent_.copy);
  std::vector<EventCopy::PageRows> events;
  std::vector<Target> targets;  // in the order in which their first rows came
  for (std::size_t i = 0; i < pages.size(); ++i) {
    for (const RecordBatch& batch : pages[i].batches) {
      if (batch.table() == kEvents) {
        events.emplace_back(&batch, raw_page_ids[i]);
        continue;
      }
      const std::string& staging = staging_.fill(batch, raw_page_ids[i]);
      auto target = std::ranges::find(targets, staging, &Target::staging);
      if (target == targets.end()) target = targets.insert(target, {batch.table(), staging});
      target->rows += static_cast<std::int64_t>(batch.rows());
    }
  }
  watch.reset();
  ResourceCounts own;
  if (!events.empty()) {
    std::tie(own.inserted, own.updated) = events_.merge(events, {spent_.copy, spent_.merge});
    for (const auto& [batch, raw_page_id] : events) own.unchanged += static_cast<std::int64_t>(batch->rows());
    own.unchanged -= own.inserted + own.updated;
  }
  watch.emplace(spent_.merge);
  for (const Target& target : targets) {
    ResourceCounts changed;
    std::tie(changed.inserted, changed.updated) = merge_table(target.table, target.staging);
    changed.unchanged = target.rows - changed.inserted - changed.updated;
    if (is_own_table(target.table, pages.front().slice.resource)) {
      own.inserted += changed.inserted;
      own.updated += changed.updated;
      own.unchanged += changed.unchanged;
    } else if (target.table != "object_tags") {  // a relation that the object's own JSON shows too
      changed.fetched = target.rows;
      add_counts(target.table, changed);
    }
  }
  return own;
}

std::pair<std::int64_t, std::int64_t> SyncStore::merge_table(const std::string& table, const std::string& staging) {
  const Rows rows = table == "object_tags"
                        ? connection_.query("queries/sync/merge_object_tags", {account_id_})
                        : connection_.query("queries/sync/merge_batch", {table, staging, account_id_});
  if (table == "flow_messages" || table == "flow_actions")
    connection_.query("queries/sync/link_flow_messages", {account_id_});
  return {rows.integer(0, 0), rows.integer(0, 1)};
}

void SyncStore::store_positions(const Pages& pages) {
  for (const PageCommit& page : pages) {
    if (!page.seen_ids.empty())
      connection_.query("queries/sync/mark_seen",
                        {account_id_, page.slice.resource, page.slice.partition, text_array(page.seen_ids)});
    save_slice(page.slice, 1, page.page.records);
  }
}

void SyncStore::save_slice(const Slice& slice, std::int64_t pages, std::int64_t records) {
  connection_.query("queries/sync/save_slice",
                    {account_id_, slice.resource, slice.partition, text_of(slice.from), text_of(slice.to),
                     slice.next_url, slice.done, run_id_, pages, records});
}

std::int64_t SyncStore::quarantine(const Pages& pages, const std::vector<std::int64_t>& raw_page_ids) {
  std::int64_t rejected = 0;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    for (const collection::Rejected& record : pages[i].rejected) {
      std::optional<std::string> object_id;
      if (record.object_id) object_id = storable(*record.object_id);
      connection_.query("queries/sync/quarantine", {account_id_, record.resource, object_id, run_id_, raw_page_ids[i],
                                                    storable(record.reason), hexadecimal(record.raw)});
      ++rejected;
    }
  }
  return rejected;
}

void SyncStore::add_counts(std::string_view resource, const ResourceCounts& counts) {
  connection_.query("queries/sync/add_counts", {run_id_, resource, counts.pages, counts.fetched, counts.inserted,
                                                counts.updated, counts.unchanged, counts.removed, counts.quarantined});
}

std::int64_t SyncStore::complete(const Watermark& watermark, bool sweep) {
  ResourceCounts changed;
  connection_.transaction([&] {
    connection_.query("queries/sync/save_watermark",
                      {account_id_, watermark.resource, watermark.partition, text_of(watermark.complete_from),
                       to_string(watermark.complete_to), text_of(watermark.swept_at), run_id_, watermark.basis});
    connection_.query("queries/sync/delete_slices", {account_id_, watermark.resource, watermark.partition});
    if (sweep) {
      changed.removed = connection_
                            .query("queries/sync/sweep_unseen", {account_id_, watermark.resource, watermark.partition,
                                                                 text_of(watermark.swept_at), run_id_})
                            .integer(0, 0);
      add_counts(watermark.resource, changed);
    } else {
      connection_.query("queries/sync/delete_seen", {account_id_, watermark.resource, watermark.partition});
    }
  });
  return changed.removed;
}

std::vector<std::string> SyncStore::object_ids(std::string_view resource) {
  const Rows rows = connection_.query("queries/sync/object_ids", {account_id_, resource});
  std::vector<std::string> ids;
  ids.reserve(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) ids.emplace_back(rows.text(row, 0));
  return ids;
}

collection::ReportFacts SyncStore::report_facts() {
  return report_facts_ ? report_facts_(connection_) : collection::ReportFacts{};
}

}  // namespace klytics::storage
