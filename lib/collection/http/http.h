// What collection needs from HTTP: responses as values and a client for many transfers at once. No library behind it
// here.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace klytics::collection {

/// A moment of a monotonic clock, for waiting; never printed.
using Moment = std::chrono::steady_clock::time_point;

/// Why a transfer ended without a complete response.
enum class TransportFault {
  kResolve,   // the host's name has no address
  kConnect,   // nothing accepted the connection, or not in time
  kTls,       // the certificate or the handshake was refused
  kBroken,    // reset, closed early, truncated
  kStalled,   // no progress for too long
  kTooLarge,  // above the largest response that is accepted
};

/// Response headers, names in lower case, in the order in which they came.
class Headers {
 public:
  void add(std::string lower_name, std::string value) { items_.emplace_back(std::move(lower_name), std::move(value)); }
  /// The value of the last header of this name.
  std::optional<std::string_view> find(std::string_view lower_name) const;
  void clear() { items_.clear(); }

 private:
  std::vector<std::pair<std::string, std::string>> items_;
};

struct HttpResponse {
  int status = 0;  // 0 when there is a fault
  Headers headers;
  std::string body;  // with kBodyPadding bytes of capacity behind its end
  std::optional<TransportFault> fault;
  std::string fault_text;  // the library's words
};

/// A GET, or with a body the POST of a JSON:API document: the API's way to ask for numbers.
struct HttpRequest {
  std::string url;
  std::string body = {};
};

/// Bytes that a body has in reserve behind its end: the JSON parser reads in blocks.
inline constexpr std::size_t kBodyPadding = 64;

/// Requests to one origin, many at once, driven by the thread that calls wait().
class HttpClient {
 public:
  struct Finished {
    std::uint64_t id;
    HttpResponse response;
  };

  virtual ~HttpClient() = default;

  /// Begins a transfer; `id` comes back with the response. Throws Error(kContract) for a URL of another origin than the
  /// configured one: the API key is never sent elsewhere.
  virtual void start(std::uint64_t id, const HttpRequest& request) = 0;
  /// Waits until a transfer finishes, wake() is called or the time is over; returns what finished, possibly nothing.
  virtual std::vector<Finished> wait(std::chrono::milliseconds at_most) = 0;
  /// Ends a wait() early; the only member that another thread may call.
  virtual void wake() = 0;
};

}  // namespace klytics::collection
