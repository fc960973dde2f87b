#include "collection/memory_store.h"

#include <algorithm>

namespace klytics::collection {
namespace {

std::string slice_key(const Slice& slice) { return slice.partition + "|" + (slice.from ? to_string(*slice.from) : ""); }

std::uint32_t read_big_endian(const std::string& data, std::size_t& at, int bytes) {
  std::uint32_t value = 0;
  for (int i = 0; i < bytes; ++i) value = value << 8U | static_cast<unsigned char>(data.at(at++));
  return value;
}

std::vector<MemoryStore::Row> rows_of(const RecordBatch& batch) {
  std::vector<MemoryStore::Row> rows;
  for (std::size_t at = 0; at < batch.data().size();) {
    MemoryStore::Row row;
    const std::uint32_t fields = read_big_endian(batch.data(), at, 2);
    if (fields != batch.columns().size()) throw std::logic_error("a row with another number of fields than columns");
    for (std::uint32_t i = 0; i < fields; ++i) {
      const std::uint32_t length = read_big_endian(batch.data(), at, 4);
      row.push_back(length == 0xffffffffU ? "\\N" : batch.data().substr(at, length));
      if (length != 0xffffffffU) at += length;
    }
    rows.push_back(std::move(row));
  }
  if (rows.size() != batch.rows()) throw std::logic_error("a batch that counts its rows wrongly");
  return rows;
}

std::string key_of(const std::string& table, const MemoryStore::Row& row) {
  if (table == "accounts") return "account";
  if (table == "object_tags" || table == "api_objects" || table == "report_values") return row[0] + "/" + row[1] + "/" + row[2];
  if (table == "list_members" || table == "segment_members") return row[0] + "/" + row[1];
  return row[0];
}

}  // namespace

void MemoryStore::live_or_die() {
  if (calls_until_killed == 0) throw Killed();
  if (calls_until_killed > 0) --calls_until_killed;
}

std::vector<Watermark> MemoryStore::watermarks() {
  std::vector<Watermark> all;
  for (const auto& [key, watermark] : stored_watermarks) all.push_back(watermark);
  return all;
}

std::vector<Slice> MemoryStore::open_slices(std::string_view resource) {
  std::vector<Slice> all;
  for (const auto& [key, slice] : slices[std::string(resource)]) all.push_back(slice);
  return all;
}

void MemoryStore::plan_slices(std::string_view resource, const std::vector<Slice>& planned) {
  live_or_die();
  auto& of_resource = slices[std::string(resource)];
  of_resource.clear();
  for (const Slice& slice : planned) {
    if (!of_resource.emplace(slice_key(slice), slice).second)
      throw std::logic_error("two slices with the same beginning");
  }
  std::erase_if(seen, [&](const auto& entry) { return entry.first.starts_with(std::string(resource) + "|"); });
}

void MemoryStore::add(const RecordBatch& batch, ResourceCounts* counts) {
  columns_[batch.table()] = batch.columns();
  Table& table = tables[batch.table()];
  for (Row& row : rows_of(batch)) {
    const std::string key = key_of(batch.table(), row);
    const auto found = table.find(key);
    if (counts != nullptr)
      ++(found == table.end() ? counts->inserted : found->second == row ? counts->unchanged : counts->updated);
    table[key] = std::move(row);
    tombstones[batch.table()].erase(key);
  }
}

void MemoryStore::commit(std::vector<PageCommit> pages, ResourceCounts& counts) {
  live_or_die();
  ++commits;
  for (PageCommit& page : pages) {
    const std::string& resource = page.slice.resource;
    fetched_urls.push_back(page.page.url);
    for (std::size_t i = 0; i < page.batches.size(); ++i)
      add(page.batches[i],
          page.batches[i].table() == resource || page.batches[i].table() == "api_objects" ? &counts : nullptr);
    for (const Rejected& rejected : page.rejected) {
      ++counts.quarantined;
      if (quarantined.insert(rejected.raw).second) rejections.push_back(rejected);
    }
    for (const std::string& id : page.seen_ids) seen[resource + "|" + page.slice.partition].insert(id);
    slices[resource].insert_or_assign(slice_key(page.slice), page.slice);
  }
}

std::int64_t MemoryStore::complete(const Watermark& watermark, bool sweep) {
  live_or_die();
  const std::string key = watermark.resource + "|" + watermark.partition;
  Watermark merged = watermark;
  if (!merged.swept_at && stored_watermarks.contains(key)) merged.swept_at = stored_watermarks.at(key).swept_at;
  stored_watermarks.insert_or_assign(key, merged);
  std::erase_if(slices[watermark.resource],
                [&](const auto& entry) { return entry.second.partition == watermark.partition; });
  if (!sweep) return 0;
  std::int64_t removed = 0;
  const bool members = watermark.resource.ends_with("_members");
  for (const auto& [row_key, row] : tables[watermark.resource]) {
    if (members && row[0] != watermark.partition) continue;
    if (watermark.resource == "campaigns" && watermark.partition != "")
      continue;  // the real store knows which are which
    if (watermark.resource == "flows" && watermark.partition != "") continue;
    if (watermark.resource == "flow_actions" && row[1] != watermark.partition) continue;
    if (watermark.resource == "flow_messages" && row[1] != watermark.partition) continue;
    if (!seen[key].contains(members ? row[1] : row[0]) && tombstones[watermark.resource].insert(row_key).second)
      ++removed;
  }
  for (const auto& [row_key, row] : tables["api_objects"]) {
    if (row[0] != watermark.resource || row[1] != watermark.partition) continue;
    if (!seen[key].contains(row[2]) && tombstones["api_objects"].insert(row_key).second) ++removed;
  }
  seen.erase(key);
  return removed;
}

std::vector<std::string> MemoryStore::object_ids(std::string_view resource) {
  std::vector<std::string> ids;
  for (const auto& [key, row] : tables[std::string(resource)])
    if (!tombstones[std::string(resource)].contains(key)) ids.push_back(key);
  for (const auto& [key, row] : tables["api_objects"])
    if (row[0] == resource && !tombstones["api_objects"].contains(key)) ids.push_back(row[2]);
  return ids;
}

std::string MemoryStore::field(const std::string& table, const std::string& key, const std::string& column) const {
  const std::vector<std::string>& names = columns_.at(table);
  const auto at = std::find(names.begin(), names.end(), column);
  if (at == names.end()) throw std::logic_error("no column " + column);
  return tables.at(table).at(key).at(static_cast<std::size_t>(at - names.begin()));
}

}  // namespace klytics::collection
