#include "storage/sync/event_copy.h"

#include <algorithm>
#include <array>
#include <future>
#include <optional>

#include "storage/postgres/copy_format.h"
#include "storage/postgres/text_array.h"
#include "storage/sync/stopwatch.h"

namespace klytics::storage {
namespace {

using collection::RecordBatch;

constexpr const char* kKeys = "staging_event_keys";
constexpr const char* kStaging = "staging_events";
const std::array<std::string, 3> kKeyColumns = {"event_id", "occurred_at", "metric_id"};

constexpr std::string_view kNull("\377\377\377\377", 4);  // a field
constexpr std::size_t kLengthBytes = 4;                   // before the content of a field

/// The number of a column; that of the first behind the last when the batch does not carry it.
std::size_t position_of(const RecordBatch& batch, std::string_view column) {
  return static_cast<std::size_t>(std::ranges::find(batch.columns(), column) - batch.columns().begin());
}

std::string_view field_at(const TupleReader& reader, std::size_t position) {
  return position < reader.fields().size() ? reader.fields()[position] : kNull;
}

}  // namespace

void EventCopy::prepare() {
  if (prepared_) return;
  connection_.query("queries/sync/create_staging",
                    {"events", kKeys, text_array(std::vector<std::string>(kKeyColumns.begin(), kKeyColumns.end()))});
  prepared_ = true;
}

void EventCopy::empty() {
  if (prepared_) connection_.query("queries/sync/empty_staging", {kKeys});
}

EventCopy::Counts EventCopy::merge(const std::vector<PageRows>& pages, Spent spent) {
  std::optional<Stopwatch> watch(spent.copy);
  std::vector<LeftOut> left_out;
  if (!write_keys(pages, left_out)) {
    for (const auto& [batch, raw_page_id] : pages) staging_.fill(*batch, raw_page_id);
    watch.emplace(spent.merge);
    return merge_staged();
  }
  connection_.copy_binary(kKeys, {"staged_row", kKeyColumns[0], kKeyColumns[1], kKeyColumns[2]}, tuples_);
  std::ranges::sort(left_out);
  watch.emplace(spent.merge);
  // While the server claims, this process has nothing else to do; most batches lose no row.
  auto written = std::async(std::launch::async, [&] { write_events(pages, left_out); });
  const Rows answer = connection_.query("queries/sync/claim_events", {account_id_, expect_new_});
  written.get();
  std::int64_t known = 0;
  for (std::size_t row = 0; row < answer.size(); ++row) {
    left_out.emplace_back(answer.integer(row, 0), answer.boolean(row, 1));
    known += answer.boolean(row, 1) ? 1 : 0;
  }
  expect_new_ = known == 0;
  watch.emplace(spent.copy);
  std::ranges::sort(left_out);
  if (answer.size() > 0) write_events(pages, left_out);
  const std::vector<std::string>& columns = pages.front().first->columns();
  send("events", {"account_id", "raw_page_id"}, columns, events_tuples_);
  Counts counts{0, 0};
  if (known > 0) {
    send(kStaging, {"staged_row", "raw_page_id"}, columns, tuples_);
    watch.emplace(spent.merge);
    counts = merge_staged();
  }
  for (const auto& [batch, id] : pages) counts.first += static_cast<std::int64_t>(batch->rows());
  counts.first -= static_cast<std::int64_t>(left_out.size());
  return counts;
}

bool EventCopy::write_keys(const std::vector<PageRows>& pages, std::vector<LeftOut>& left_out) {
  struct Key {
    std::array<std::string_view, kKeyColumns.size()> fields;
    std::int64_t row;
  };
  std::vector<Key> keys;
  std::string scratch;
  for (const auto& [batch, id] : pages) {
    const std::size_t value = position_of(*batch, "value");
    std::array<std::size_t, kKeyColumns.size()> positions{};
    std::ranges::transform(kKeyColumns, positions.begin(),
                           [&, rows = batch](const std::string& column) { return position_of(*rows, column); });
    for (TupleReader reader(batch->data()); reader.next();) {
      const auto text = content_of(field_at(reader, value));
      scratch.clear();
      if (text && !append_numeric_field(scratch, *text)) return false;
      Key& key = keys.emplace_back(Key{{}, static_cast<std::int64_t>(keys.size()) + 1});
      std::ranges::transform(positions, key.fields.begin(), [&](std::size_t at) { return field_at(reader, at); });
    }
  }
  std::ranges::sort(keys, [](const Key& a, const Key& b) {
    const std::string_view left = a.fields[0].substr(kLengthBytes), right = b.fields[0].substr(kLengthBytes);
    return left != right ? left < right : a.row > b.row;
  });
  tuples_.clear();
  const Key* before = nullptr;
  for (const Key& key : keys) {
    if (before != nullptr && before->fields[0] == key.fields[0]) {
      left_out.emplace_back(key.row, false);
      continue;
    }
    before = &key;
    append_field_count(tuples_, 1 + key.fields.size());
    append_bigint_field(tuples_, key.row);
    for (const std::string_view field : key.fields) tuples_ += field;
  }
  return true;
}

void EventCopy::write_events(const std::vector<PageRows>& pages, const std::vector<LeftOut>& left_out) {
  auto next_left_out = left_out.begin();
  std::int64_t row = 0;
  tuples_.clear();
  events_tuples_.clear();
  for (const auto& [batch, raw_page_id] : pages) {
    const std::size_t value = position_of(*batch, "value");
    const std::size_t fields = batch->columns().size() + 2;
    for (TupleReader reader(batch->data()); reader.next();) {
      ++row;
      if (next_left_out != left_out.end() && next_left_out->first == row) {
        if (next_left_out->second) {
          append_field_count(tuples_, fields);
          append_bigint_field(tuples_, row);
          append_bigint_field(tuples_, raw_page_id);
          tuples_ += reader.all_fields();
        }
        ++next_left_out;
        continue;
      }
      append_field_count(events_tuples_, fields);
      append_text_field(events_tuples_, account_id_);
      append_bigint_field(events_tuples_, raw_page_id);
      for (std::size_t i = 0; i < reader.fields().size(); ++i) {
        const std::string_view field = reader.fields()[i];
        const auto text = i == value ? content_of(field) : std::nullopt;
        if (!text || !append_numeric_field(events_tuples_, *text)) events_tuples_ += field;
      }
    }
  }
}

void EventCopy::send(std::string_view table, std::vector<std::string> columns, const std::vector<std::string>& of_batch,
                     std::string_view tuples) {
  columns.insert(columns.end(), of_batch.begin(), of_batch.end());
  if (!tuples.empty()) connection_.copy_binary(table, columns, tuples);
}

EventCopy::Counts EventCopy::merge_staged() {
  const Rows rows = connection_.query("queries/sync/merge_events", {account_id_});
  return {rows.integer(0, 0), rows.integer(0, 1)};
}

}  // namespace klytics::storage
