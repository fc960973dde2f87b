// How long something is kept: "30d", "12mo", or "0" for ever.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace klytics {

struct RetentionPeriod {
  int months = 0;
  int days = 0;

  bool keeps_everything() const { return months == 0 && days == 0; }
  /// As PostgreSQL reads an interval: "12 months 0 days".
  std::string interval() const;
};

/// A number of days ("30d") or calendar months ("12mo"), up to 99999 and 1200, or "0". nullopt for any other text.
std::optional<RetentionPeriod> parse_retention_period(std::string_view text);

}  // namespace klytics
