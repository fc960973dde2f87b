// Fetches a handful of windows outside of any plan, page by page: for checks, which leave every watermark alone.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "collection/engine/fetcher.h"
#include "collection/resource.h"
#include "collection/store.h"

namespace klytics::collection {

struct FetchWindow {
  HttpRequest first;
  Slice slice;  // what the pages are of: resource, partition and window
};

struct FetchedWindows {
  std::int64_t requests = 0;
  std::vector<std::pair<std::string, std::string>> refused;  // partition and the API's words: nothing came of it
  bool stopped = false;
};

/// Gives each page to `sink` as it comes; pages of one window come in order. A window whose cursor expires is begun
/// again, so that records may come twice. `stopped` is asked often. Throws Error as synchronise() does; kPermission
/// when a scope is missing, kTryLater when no more reports may be asked for.
FetchedWindows fetch_windows(Fetcher& fetcher, const Clock& clock, const std::string& base_url,
                             const Resource& resource, const std::vector<FetchWindow>& windows,
                             const std::function<void(PageCommit)>& sink, const std::function<bool()>& stopped);

}  // namespace klytics::collection
