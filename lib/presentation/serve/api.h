// The dashboard's API as a function from request to answer: routes, ranges, origins, the token, caching. Sockets are in
// http_server.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/secret.h"
#include "core/time.h"
#include "presentation/serve/dashboard_source.h"
#include "presentation/serve/range_cache.h"

namespace klytics::presentation {

struct ApiRequest {
  std::string method;            // GET, HEAD, OPTIONS, DELETE
  std::string path;              // decoded, without the query
  std::string date_range;        // the argument dateRange, decoded; empty when there is none
  std::string metric1, metric2;  // the arguments of a correlation, decoded; empty when there are none
  std::string host, origin, authorization, if_none_match, accept_encoding;  // headers; empty when absent
};

struct ApiAnswer {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::shared_ptr<const std::string> body;  // nullptr for none
};

struct ApiSettings {
  std::string time_zone;
  Secret token;                              // empty: nobody is asked for one
  bool only_local = true;                    // answers only requests that name this machine as their host
  std::vector<std::string> allowed_origins;  // "https://dashboard.example" or "*", besides those of this machine
  int longest_range_days = 1100;
  RangeCache::Limits cache;
};

class Api {
 public:
  /// `now` is the real clock; `log` takes one line about every failure.
  Api(ApiSettings settings, DashboardSource& source, std::function<Instant()> now,
      std::function<void(const std::string&)> log);

  /// /api/<endpoint>?dateRange=, /api/analytics/correlation?metric1Id=&metric2Id=, /health, /cache. Never throws; a
  /// failure is an answer with {"error": "..."}. Safe for concurrent use.
  ApiAnswer handle(const ApiRequest& request);

 private:
  struct Known {
    DataState state;
    Instant checked_at;
  };

  ApiAnswer route(const ApiRequest& request);
  ApiAnswer endpoint(const ApiRequest& request, std::string_view document);
  ApiAnswer health(const ApiRequest& request);
  ApiAnswer cache(const ApiRequest& request);
  NamedRange range_of(const std::string& text, Date today) const;
  DataState current_state(Instant now);
  bool is_first_of_second();
  bool allows_origin(std::string_view origin) const;
  void add_common_headers(const ApiRequest& request, ApiAnswer& answer) const;

  const ApiSettings settings_;
  const TimeZone zone_;
  DashboardSource& source_;
  const std::function<Instant()> now_;
  const std::function<void(const std::string&)> log_;
  RangeCache cache_;
  std::atomic<std::int64_t> last_refused_second_ = 0;
  std::mutex state_mutex_;
  std::optional<Known> known_;
  bool asking_ = false;  // a thread asks the database for a newer state
};

}  // namespace klytics::presentation
