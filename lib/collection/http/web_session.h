// Single HTTP requests of any method, one after another over one connection.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "collection/http/http.h"

namespace klytics::collection {

struct WebRequest {
  std::string method;  // GET, PUT, DELETE
  std::string url;     // absolute, sent as it stands
  std::vector<std::pair<std::string, std::string>> headers;
  std::string_view body;
};

/// Not for concurrent use. Redirects are not followed.
class WebSession {
 public:
  /// `ca_file`: certificates to trust instead of the system's; empty for those.
  explicit WebSession(std::string user_agent, std::string ca_file = {});
  ~WebSession();
  WebSession(const WebSession&) = delete;
  WebSession& operator=(const WebSession&) = delete;

  /// Blocks until the answer is complete or the transfer failed; a failure is a response with a fault.
  HttpResponse send(const WebRequest& request);

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

}  // namespace klytics::collection
