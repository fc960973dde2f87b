// Pages for tests of the sync store, built in a line each.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "collection/store.h"

namespace klytics::test {

inline Instant at(std::string_view text) { return parse_instant(text).value(); }

/// A page without records, fetched at a fixed time.
inline collection::PageCommit page_of(std::string resource, std::string partition = {}) {
  return {.slice = {.resource = std::move(resource), .partition = std::move(partition)},
          .page = {.url = "https://a.klaviyo.com/api/test",
                   .fetched_at = at("2026-03-01T12:00:00Z"),
                   .records = 0,
                   .body = R"({"data":[]})"}};
}

using TextRow = std::vector<std::optional<std::string>>;

/// Adds rows of text columns; they count as records of the page unless `included`.
inline void add_rows(collection::PageCommit& page, std::string table, std::vector<std::string> columns,
                     const std::vector<TextRow>& rows, bool included = false) {
  collection::RecordBatch batch(std::move(table), std::move(columns));
  for (const TextRow& row : rows) {
    batch.begin_row();
    for (const std::optional<std::string>& value : row) value ? batch.text(std::string_view(*value)) : batch.null();
    if (!included) ++page.page.records;
  }
  page.batches.push_back(std::move(batch));
}

struct TestEvent {
  std::string id;
  Instant time;
  std::optional<std::string> metric = "M1";
  std::optional<std::string> profile = "P1";
  std::optional<std::string> message = std::nullopt;
  std::optional<std::string> value = std::nullopt;
  std::string raw = "{}";
};

inline void add_events(collection::PageCommit& page, const std::vector<TestEvent>& events) {
  collection::RecordBatch batch("events",
                                {"event_id", "occurred_at", "metric_id", "profile_id", "message_id", "value", "raw"});
  const auto put = [&](const std::optional<std::string>& value) {
    value ? batch.text(std::string_view(*value)) : batch.null();
  };
  for (const TestEvent& event : events) {
    batch.begin_row();
    batch.text(std::string_view(event.id));
    batch.instant(event.time);
    put(event.metric);
    put(event.profile);
    put(event.message);
    put(event.value);
    batch.text(std::string_view(event.raw));
    ++page.page.records;
  }
  page.batches.push_back(std::move(batch));
}

}  // namespace klytics::test
