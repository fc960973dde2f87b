// Exact decimal numbers for money and percentages: an integer count of 10^-digits. No binary fraction ever touches
// them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace klytics {

/// `units` times 10^-`digits`. Holds 92 trillion with two digits.
struct Decimal {
  std::int64_t units = 0;
  int digits = 0;

  bool operator==(const Decimal&) const = default;
};

/// Money has two digits, percentages have one.
inline constexpr int kMoneyDigits = 2;
inline constexpr int kPercentageDigits = 1;

/// Reads plain decimal text ("-12.5", "12", no exponent) into exactly `digits` digits. nullopt when it is anything
/// else, has more significant digits behind the point, or does not fit.
std::optional<Decimal> parse_decimal(std::string_view text, int digits);

/// The shortest exact text: "12.5", "12", "-0.05". Always a JSON number.
std::string to_string(const Decimal& value);

/// 100 * part / whole with one digit, rounded half away from zero. 0 when `whole` is 0. Needs part, whole >= 0 and
/// part < 9 * 10^15.
Decimal percentage(std::int64_t part, std::int64_t whole);

/// The percentage change from `previous` to `current` (same digits), one digit, rounded half away from zero; positive
/// means more. 0 when `previous` is 0. Throws Error(kInternal) when the digits differ or a value exceeds 9 * 10^15
/// units.
Decimal percentage_change(const Decimal& current, const Decimal& previous);

/// Each part's share of their sum in percent with one digit, rounded by largest remainder so that the shares sum to
/// exactly 100.0; equal remainders favour the earlier part. A negative part counts as 0; all shares are 0 when the sum
/// is 0. Throws Error(kInternal) when the digits differ or the sum exceeds 9 * 10^15 units. O(n log n).
std::vector<Decimal> shares(std::span<const Decimal> parts);

}  // namespace klytics
