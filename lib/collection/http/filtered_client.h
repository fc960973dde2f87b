// An HTTP client whose answers pass through a filter before anybody sees them.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "collection/http/http.h"

namespace klytics::collection {

/// Another text in place of a body; nullopt leaves it.
using BodyFilter = std::function<std::optional<std::string>(const std::string& body)>;

class FilteredClient : public HttpClient {
 public:
  /// `client` must outlive this. Only complete answers of status 200 are filtered.
  FilteredClient(HttpClient& client, BodyFilter filter) : client_(client), filter_(std::move(filter)) {}

  void start(std::uint64_t id, const HttpRequest& request) override { client_.start(id, request); }
  std::vector<Finished> wait(std::chrono::milliseconds at_most) override;
  void wake() override { client_.wake(); }

 private:
  HttpClient& client_;
  BodyFilter filter_;
};

}  // namespace klytics::collection
