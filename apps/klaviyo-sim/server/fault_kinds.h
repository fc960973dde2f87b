// What can go wrong with a request on purpose, as data: an entry here is an option of the command line.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace klaviyo_sim {

enum class Fault {
  kTooManyRequests,
  kInternalError,
  kBadGateway,
  kUnavailable,
  kGatewayTimeout,
  kOriginTimeout,
  kDrop,
  kReset,
  kTruncate,
  kStall,
  kSlow,
  kSlowHeaders,
  kBrokenGzip,
  kNotJson,
  kCutJson,
  kExpiredCursor,
  kNoFault,
};
constexpr std::size_t kFaults = static_cast<std::size_t>(Fault::kNoFault);

struct FaultKind {
  std::string_view name;  // of the option --fault-NAME
  std::string_view what;  // happens to the request
  int status = 0;         // of an answer that is an error; 0 where the fault is another
};

/// By Fault.
constexpr std::array<FaultKind, kFaults> kFaultKinds = {{
    {"429", "are answered 429 with Retry-After", 429},
    {"500", "are answered 500", 500},
    {"502", "are answered 502", 502},
    {"503", "are answered 503", 503},
    {"504", "are answered 504", 504},
    {"524", "are answered 524, as the vendor's content delivery network does", 524},
    {"drop", "have their connection closed without an answer"},
    {"reset", "have their connection reset in the middle of the body"},
    {"truncate", "have their connection closed in the middle of the body"},
    {"stall", "get half of the body, and then nothing more"},
    {"slow", "get the body slowly, in pieces"},
    {"slow-headers", "get the headers slowly, in pieces"},
    {"gzip", "get a body whose compression is broken"},
    {"not-json", "are answered 200 with a page of HTML"},
    {"cut-json", "are answered 200 with JSON that ends too early"},
    {"expired-cursor", "are answered 400, of those that have a cursor"},
}};

/// Shares, 0 to 1.
struct FaultRates {
  std::array<double, kFaults> of_requests{};
  double malformed = 0;   // of event records
  double duplicated = 0;  // of pages of events that follow another one

  double& operator[](Fault fault) { return of_requests[static_cast<std::size_t>(fault)]; }
};

}  // namespace klaviyo_sim
