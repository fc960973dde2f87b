// Values that must never be printed, and the one function that removes them from text.
#pragma once

#include <string>
#include <string_view>

namespace klytics {

/// A secret string. It has no formatter and no stream operator, so printing it does not compile; reveal() is called
/// only where it goes on the wire.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}

  const std::string& reveal() const { return value_; }
  bool empty() const { return value_.empty(); }

 private:
  std::string value_;
};

/// `text` without API keys ("pk_..."), Authorization values, passwords in connection URLs ("scheme://user:***@host")
/// and in connection strings ("password=***"). Linear in the length of the text. Every log line and every error message
/// goes through it.
std::string redact(std::string_view text);

}  // namespace klytics
