#include "storage/event_copy.h"

#include <algorithm>
#include <array>
#include <optional>

#include "storage/copy_format.h"
#include "storage/stopwatch.h"
#include "storage/text_array.h"

namespace klytics::storage {
namespace {

using collection::RecordBatch;

constexpr const char* kKeys = "staging_event_keys";
constexpr const char* kStaging = "staging_events";
const std::array<std::string, 3> kKeyColumns = {"event_id", "occurred_at", "metric_id"};

constexpr std::string_view kNull("\377\377\377\377", 4);  // a field

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
  if (!fits(pages)) {
    for (const auto& [batch, raw_page_id] : pages) staging_.fill(*batch, raw_page_id);
    watch.emplace(spent.merge);
    return merge_staged();
  }
  stage_keys(pages);
  watch.emplace(spent.merge);
  const Rows answer = connection_.query("queries/sync/claim_events", {account_id_});
  std::vector<std::pair<std::int64_t, bool>> left_out;
  std::int64_t known = 0;
  for (std::size_t row = 0; row < answer.size(); ++row) {
    left_out.emplace_back(answer.integer(row, 0), answer.boolean(row, 1));
    known += answer.boolean(row, 1) ? 1 : 0;
  }
  std::ranges::sort(left_out);
  watch.emplace(spent.copy);
  copy(pages, left_out);
  Counts counts{0, 0};
  if (known > 0) {
    watch.emplace(spent.merge);
    counts = merge_staged();
  }
  for (const auto& [batch, id] : pages) counts.first += static_cast<std::int64_t>(batch->rows());
  counts.first -= static_cast<std::int64_t>(left_out.size());
  return counts;
}

// Whether every amount can be written as COPY wants it.
bool EventCopy::fits(const std::vector<PageRows>& pages) {
  std::string scratch;
  for (const auto& [batch, id] : pages) {
    const std::size_t value = position_of(*batch, "value");
    for (TupleReader reader(batch->data()); reader.next();) {
      const auto text = content_of(field_at(reader, value));
      scratch.clear();
      if (text && !append_numeric_field(scratch, *text)) return false;
    }
  }
  return true;
}

void EventCopy::stage_keys(const std::vector<PageRows>& pages) {
  tuples_.clear();
  std::int64_t row = 0;
  for (const auto& [batch, id] : pages) {
    std::array<std::size_t, kKeyColumns.size()> positions{};
    std::ranges::transform(kKeyColumns, positions.begin(),
                           [&, rows = batch](const std::string& column) { return position_of(*rows, column); });
    for (TupleReader reader(batch->data()); reader.next();) {
      append_field_count(tuples_, 1 + positions.size());
      append_bigint_field(tuples_, ++row);
      for (const std::size_t position : positions) tuples_ += field_at(reader, position);
    }
  }
  connection_.copy_binary(kKeys, {"staged_row", kKeyColumns[0], kKeyColumns[1], kKeyColumns[2]}, tuples_);
}

// The rows that are `left_out`, sorted by their number, are staged when they are known and dropped when they are not.
void EventCopy::copy(const std::vector<PageRows>& pages, const std::vector<std::pair<std::int64_t, bool>>& left_out) {
  auto next_left_out = left_out.begin();
  std::int64_t row = 0;
  for (const auto& [batch, raw_page_id] : pages) {
    const std::size_t value = position_of(*batch, "value");
    const std::size_t fields = batch->columns().size() + 2;
    tuples_.clear();
    staged_tuples_.clear();
    tuples_.reserve(batch->bytes() + batch->rows() * (account_id_.size() + 32));
    for (TupleReader reader(batch->data()); reader.next();) {
      ++row;
      if (next_left_out != left_out.end() && next_left_out->first == row) {
        if (next_left_out->second) {
          append_field_count(staged_tuples_, fields);
          append_bigint_field(staged_tuples_, row);
          append_bigint_field(staged_tuples_, raw_page_id);
          staged_tuples_ += reader.all_fields();
        }
        ++next_left_out;
        continue;
      }
      append_field_count(tuples_, fields);
      append_text_field(tuples_, account_id_);
      append_bigint_field(tuples_, raw_page_id);
      for (std::size_t i = 0; i < reader.fields().size(); ++i) {
        const std::string_view field = reader.fields()[i];
        const auto text = i == value ? content_of(field) : std::nullopt;
        if (!text || !append_numeric_field(tuples_, *text)) tuples_ += field;
      }
    }
    const auto send = [&, rows = batch](std::string_view table, std::vector<std::string> columns,
                                        std::string_view tuples) {
      columns.insert(columns.end(), rows->columns().begin(), rows->columns().end());
      if (!tuples.empty()) connection_.copy_binary(table, columns, tuples);
    };
    send("events", {"account_id", "raw_page_id"}, tuples_);
    send(kStaging, {"staged_row", "raw_page_id"}, staged_tuples_);
  }
}

EventCopy::Counts EventCopy::merge_staged() {
  const Rows rows = connection_.query("queries/sync/merge_events", {account_id_});
  return {rows.integer(0, 0), rows.integer(0, 1)};
}

}  // namespace klytics::storage
