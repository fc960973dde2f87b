// The sockets of serve.
#pragma once

#include <memory>
#include <string>

#include "core/loopback.h"
#include "presentation/serve/api.h"

namespace klytics::presentation {

/// "127.0.0.1:8080", "[::1]:8080", "host:8080".
struct ListenAddress {
  std::string host;
  int port = 0;

  bool is_local() const { return is_loopback(host.find(':') == std::string::npos ? host : "[" + host + "]"); }
};

/// Throws Error(kUsage) unless it is a host and a port from 0 to 65535.
ListenAddress parse_listen_address(const std::string& text);

/// Answers requests in threads of its own from construction until stop() or the end of the object.
class HttpServer {
 public:
  /// Port 0 takes any free one. Throws Error(kUnavailable) when the address cannot be listened on.
  HttpServer(Api& api, const ListenAddress& address);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  int port() const;
  /// Waits for answers that are under way; idle connections end.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace klytics::presentation
