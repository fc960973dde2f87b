#include "collection/engine/window_fetch.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "collection/http/url.h"
#include "collection/records/json_page.h"
#include "collection/records/row_builder.h"

namespace klytics::collection {
namespace {

constexpr std::chrono::milliseconds kLongestWait{100};  // a stop is noticed so fast
constexpr std::size_t kAtOnce = 8;                      // bodies in memory, each below a few megabytes
constexpr int kMostRestarts = 50;                       // of a window whose cursors expire

class WindowFetch {
 public:
  WindowFetch(Fetcher& fetcher, const Clock& clock, const std::string& base_url, const Resource& resource,
              const std::vector<FetchWindow>& windows, const std::function<void(PageCommit)>& sink)
      : fetcher_(fetcher),
        clock_(clock),
        base_url_(base_url),
        resource_(resource),
        windows_(windows),
        sink_(sink),
        builder_(resource),
        restarts_(windows.size()) {}

  FetchedWindows run(const std::function<bool()>& stopped) {
    for (std::size_t i = 0; i < windows_.size(); ++i) fetcher_.request(i, resource_.tier, windows_[i].first);
    open_ = windows_.size();
    while (open_ > 0) {
      if (stopped()) {
        result_.stopped = true;
        for (std::size_t i = 0; i < windows_.size(); ++i) fetcher_.cancel(i);
        break;
      }
      for (Fetcher::Page& page : fetcher_.step(kLongestWait, kAtOnce)) on_page(std::move(page));
    }
    return std::move(result_);
  }

 private:
  void on_page(Fetcher::Page page) {
    ++result_.requests;
    switch (page.outcome) {
      case Outcome::kAccept:
        return on_body(std::move(page));
      case Outcome::kCursorExpired:
        if (++restarts_[page.id] > kMostRestarts)
          throw Error(ErrorKind::kContract, "the API refuses every page cursor of " + resource_.name);
        return fetcher_.request(page.id, resource_.tier, windows_[page.id].first);
      case Outcome::kScopeMissing:
        throw Error(ErrorKind::kPermission, fmt::format("the API key may not read {}: {}", resource_.name, page.detail),
                    fmt::format("the key needs the scopes {}", fmt::join(resource_.scopes, ", ")));
      case Outcome::kQuotaSpent:
        throw Error(ErrorKind::kTryLater, "the day's reports are used up", "try again at " + to_string(page.try_again));
      default:
        result_.refused.emplace_back(windows_[page.id].slice.partition, page.detail);
        --open_;
    }
  }

  void on_body(Fetcher::Page page) {
    page.body.reserve(page.body.size() + kBodyPadding);
    const std::optional<JsonPage> parts = split_page(page.body);
    if (!parts) return fetcher_.request_again(page.id, resource_.tier, page, looks_like_json(page.body));
    const std::optional<std::string> next = parts->next;
    if (next && (!same_origin(base_url_, *next) || *next == page.request.url))
      throw Error(ErrorKind::kContract, fmt::format("the API names a next page that is none: {}", *next),
                  "nothing was sent there; check the base URL, and proxies on the way");
    const FetchWindow& window = windows_[page.id];
    PageRows rows = builder_.build(page.body, *parts, window.slice.partition);
    const HttpRequest request = page.request;
    sink_(
        {window.slice,
         {std::move(page.request.url), clock_.now(), rows.records, std::move(page.body), std::move(page.request.body)},
         std::move(rows.batches),
         std::move(rows.rejected),
         std::move(rows.seen_ids)});
    next ? fetcher_.request(page.id, resource_.tier, {*next, request.body}) : void(--open_);
  }

  Fetcher& fetcher_;
  const Clock& clock_;
  const std::string& base_url_;
  const Resource& resource_;
  const std::vector<FetchWindow>& windows_;
  const std::function<void(PageCommit)>& sink_;
  RowBuilder builder_;
  std::vector<int> restarts_;
  std::size_t open_ = 0;
  FetchedWindows result_;
};

}  // namespace

FetchedWindows fetch_windows(Fetcher& fetcher, const Clock& clock, const std::string& base_url,
                             const Resource& resource, const std::vector<FetchWindow>& windows,
                             const std::function<void(PageCommit)>& sink, const std::function<bool()>& stopped) {
  return WindowFetch(fetcher, clock, base_url, resource, windows, sink).run(stopped);
}

}  // namespace klytics::collection
