// HttpClient over libcurl: HTTP/2 where it is offered, compression, connection reuse.
#pragma once

#include <memory>
#include <string>

#include "collection/http/http.h"
#include "core/secret.h"

namespace klytics::collection {

struct CurlSettings {
  std::string base_url;  // its origin is the only one that is asked
  Secret api_key;
  std::string revision;
  std::string user_agent;
  std::string ca_file;               // certificates to trust; empty: the system's
  long connect_timeout_seconds = 8;  // gives up within 10 s
  long stall_seconds = 60;           // below one byte a second for so long is a stalled transfer
  long most_connections = 64;
  std::size_t largest_body_bytes = 64U << 20U;
  std::size_t largest_headers_bytes = 256U << 10U;
};

/// Not for concurrent use, except wake(). Redirects are not followed.
std::unique_ptr<HttpClient> make_curl_client(const CurlSettings& settings);

}  // namespace klytics::collection
