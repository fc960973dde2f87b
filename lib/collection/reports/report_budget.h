// The account's daily allowance of reports, through a port: it outlives the process.
#pragma once

#include <optional>

#include "core/time.h"

namespace klytics::collection {

/// Used by the thread that fetches.
class ReportBudget {
 public:
  virtual ~ReportBudget() = default;

  /// Counts a report that is about to be asked for, for good. Returns nullopt when it may be, else when the next one
  /// may be: then nothing was counted.
  virtual std::optional<Instant> take(Instant now) = 0;
  /// What a response says the vendor allows a day.
  virtual void observe(int daily_limit, Instant now) = 0;
  /// The vendor itself refuses reports until then.
  virtual void refuse_until(Instant until) = 0;
};

}  // namespace klytics::collection
