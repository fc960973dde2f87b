// Decides which requests fail, and how; a function of the seed and of the request's number, so a sequential client
// meets the same faults in every run.
#pragma once

#include <cstdint>

#include "options.h"
#include "random.h"

namespace klaviyo_sim {

enum class Fault { kNoFault, kTooManyRequests, kInternalError, kUnavailable, kDrop, kTruncate, kSlow, kExpiredCursor };

class Faults {
 public:
  Faults(const FaultRates& rates, std::uint64_t seed) : rates_(rates), seed_(mix(seed, 0xfa17)) {}

  /// The fault of a request; an expired cursor only where the request has one.
  Fault of(std::uint64_t request_number, bool has_cursor) const {
    double draw = to_unit(mix(seed_, request_number));
    const auto within = [&draw](double rate) { return (draw -= rate) < 0; };
    if (within(rates_.too_many_requests)) return Fault::kTooManyRequests;
    if (within(rates_.internal_error)) return Fault::kInternalError;
    if (within(rates_.unavailable)) return Fault::kUnavailable;
    if (within(rates_.drop)) return Fault::kDrop;
    if (within(rates_.truncate)) return Fault::kTruncate;
    if (within(rates_.slow)) return Fault::kSlow;
    if (within(rates_.expired_cursor)) return has_cursor ? Fault::kExpiredCursor : Fault::kNoFault;
    return Fault::kNoFault;
  }

 private:
  FaultRates rates_;
  std::uint64_t seed_;
};

}  // namespace klaviyo_sim
