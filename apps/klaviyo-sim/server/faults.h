// Decides which requests fail, and how; a function of the seed and of the request's number, so a sequential client
// meets the same faults in every run.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "server/fault_kinds.h"
#include "shop/random.h"

namespace klaviyo_sim {

/// Safe to use from several threads.
class Faults {
 public:
  /// `most_in_a_row`: after so many faults the same address is answered properly once; 0 for no such bound.
  Faults(const FaultRates& rates, std::uint64_t seed, int most_in_a_row)
      : rates_(rates), seed_(mix(seed, 0xfa17)), most_in_a_row_(most_in_a_row) {}

  /// The fault of a request; an expired cursor only where the request has one.
  Fault of(std::uint64_t request_number, const std::string& address, bool has_cursor) {
    const Fault fault = draw(request_number, has_cursor);
    if (most_in_a_row_ == 0) return fault;
    const std::lock_guard lock(mutex_);
    int& in_a_row = in_a_row_[address];
    if (fault != Fault::kNoFault && in_a_row < most_in_a_row_) {
      ++in_a_row;
      return fault;
    }
    in_a_row = 0;
    return Fault::kNoFault;
  }

 private:
  Fault draw(std::uint64_t request_number, bool has_cursor) const {
    double left = to_unit(mix(seed_, request_number));
    for (std::size_t i = 0; i < kFaults; ++i) {
      if ((left -= rates_.of_requests[i]) >= 0) continue;
      const auto fault = static_cast<Fault>(i);
      return fault == Fault::kExpiredCursor && !has_cursor ? Fault::kNoFault : fault;
    }
    return Fault::kNoFault;
  }

  FaultRates rates_;
  std::uint64_t seed_;
  int most_in_a_row_;
  std::mutex mutex_;
  std::map<std::string, int> in_a_row_;
};

}  // namespace klaviyo_sim
