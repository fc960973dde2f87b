#include "storage/sync/page_replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "collection/http/http.h"
#include "collection/records/json_page.h"
#include "collection/records/row_builder.h"
#include "core/error.h"
#include "storage/postgres/hexadecimal.h"
#include "storage/sync/page_compression.h"
#include "storage/sync/sync_store.h"

namespace klytics::storage {
namespace {

using collection::PageCommit;
using collection::Resource;

// Thrown through the transaction, so that it rolls back.
struct Stopped {};

std::string body_of(const Resource& resource, const Rows& rows, std::size_t row) {
  try {
    return decompress_page(bytes_of_hexadecimal(rows.text(row, 3)));
  } catch (const Error& error) {  // which knows nothing of pages
    throw Error(error.kind(), fmt::format("raw page {} of {}: {}", rows.integer(row, 0), resource.name, error.what()),
                "nothing was changed");
  }
}

PageCommit parse(const Resource& resource, collection::RowBuilder& builder, const collection::BodyFilter& filter,
                 const Rows& rows, std::size_t row) {
  PageCommit commit;
  commit.slice.resource = resource.name;
  commit.slice.partition = rows.text(row, 1);
  commit.page.fetched_at = parse_instant(rows.text(row, 2)).value();
  commit.page.body = body_of(resource, rows, row);
  if (std::optional<std::string> body = filter(commit.page.body)) commit.page.body = std::move(*body);
  commit.page.body.reserve(commit.page.body.size() + collection::kBodyPadding);
  const std::optional<collection::JsonPage> page = collection::split_page(commit.page.body);
  if (!page)
    throw Error(ErrorKind::kBadData,
                fmt::format("raw page {} of {} is not a page of records", rows.integer(row, 0), resource.name),
                "nothing was changed");
  collection::PageRows built = builder.build(commit.page.body, *page, commit.slice.partition);
  commit.page.records = built.records;
  commit.batches = std::move(built.batches);
  commit.rejected = std::move(built.rejected);
  return commit;
}

ReplayedResource replay_resource(Connection& connection, SyncStore& store, const std::string& account_id,
                                 const Resource& resource, const collection::BodyFilter& filter,
                                 const std::function<bool()>& stopped) {
  ReplayedResource report{.resource = resource.name};
  collection::RowBuilder builder(resource);
  for (std::int64_t last = 0;;) {
    if (stopped()) throw Stopped{};
    const Rows rows = connection.query("queries/sync/raw_pages_after", {account_id, resource.name, last});
    if (rows.empty()) return report;
    std::vector<PageCommit> pages;
    std::vector<std::int64_t> raw_page_ids;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      pages.push_back(parse(resource, builder, filter, rows, row));
      raw_page_ids.push_back(rows.integer(row, 0));
      report.records += pages.back().page.records;
    }
    last = raw_page_ids.back();
    report.pages += static_cast<std::int64_t>(pages.size());
    report.quarantined += store.replay(pages, raw_page_ids);
  }
}

}  // namespace

ReplayReport replay_pages(Connection& connection, const std::string& account_id, std::int64_t run_id,
                          const std::vector<Resource>& resources, const collection::BodyFilter& filter,
                          const std::function<bool()>& stopped) {
  ReplayReport report;
  const Rows stored = connection.query("queries/sync/raw_page_resources", {account_id});
  std::set<std::string, std::less<>> with_pages;
  for (std::size_t row = 0; row < stored.size(); ++row) with_pages.emplace(stored.text(row, 0));
  if (with_pages.empty())
    throw Error(ErrorKind::kInputMissing, "the database keeps no raw pages of the account", "run `klytics sync` first");
  for (const std::string& name : with_pages)
    if (std::ranges::find(resources, name, &Resource::name) == resources.end())
      throw Error(ErrorKind::kBadData, fmt::format("raw pages of a resource that this version does not know: {}", name),
                  "nothing was changed; replay with the version that collected them");
  SyncStore store(connection, account_id, run_id);
  try {
    connection.transaction([&] {
      connection.query("queries/sync/begin_replay", {account_id});
      for (const Resource& resource : resources)
        if (with_pages.contains(resource.name))
          report.resources.push_back(replay_resource(connection, store, account_id, resource, filter, stopped));
      connection.query("queries/sync/finish_replay", {account_id, run_id});
    });
  } catch (const Stopped&) {
    report.resources.clear();
    report.interrupted = true;
  }
  return report;
}

}  // namespace klytics::storage
