// Everything that stands before the API proper: key, revision, scope, limits and faults; and what the answer's headers
// say. Apart from HTTP, so that tests drive it with a clock of their own.
#pragma once

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "api/api.h"
#include "server/faults.h"
#include "server/rate_limits.h"

namespace klaviyo_sim {

struct GateRequest {
  Request request;
  std::string authorization;  // the header's value, empty when absent
  std::string revision;
};

struct Reply {
  int status = 200;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  Fault fault = Fault::kNoFault;  // what the transport has to do to this answer, where it is one of its own
};

class Gate {
 public:
  Gate(Api& api, const Options& options)
      : api_(api),
        options_(options),
        faults_(options.faults, options.fault_seed.value_or(options.seed), options.faults_in_a_row),
        limits_(options.reports_per_day, !options.limits) {}

  /// `now` since 1970; it never goes back.
  Reply handle(GateRequest call, std::chrono::milliseconds now);
  std::uint64_t requests() const { return requests_.load(); }
  /// Answers so far by "path status", and faults by "fault NAME".
  std::map<std::string, std::uint64_t> counts() const;

 private:
  Reply answer(GateRequest& call, std::uint64_t number, std::chrono::milliseconds now);
  void check_access(const GateRequest& call, const Endpoint& endpoint) const;
  static Tier tier_of(const Endpoint& endpoint, const Request& request);

  Api& api_;
  const Options& options_;
  Faults faults_;
  RateLimits limits_;
  std::atomic<std::uint64_t> requests_{0};
  mutable std::mutex mutex_;
  std::map<std::string, std::uint64_t> counts_;
};

}  // namespace klaviyo_sim
