#include "core/decimal.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <numeric>

#include "core/error.h"

namespace klytics {
namespace {

// Times 1000 it still fits into 64 bits.
constexpr std::int64_t kLargestUnits = 9'000'000'000'000'000;
// A percentage with one digit counts thousandths of the whole.
constexpr std::int64_t kThousandths = 1000;

std::int64_t divide_half_away(std::int64_t numerator, std::int64_t denominator) {
  const std::int64_t quotient = numerator / denominator;
  const std::int64_t remainder = std::abs(numerator % denominator);
  if (remainder < denominator - remainder) return quotient;
  return numerator < 0 ? quotient - 1 : quotient + 1;
}

// So that the difference of two, times 1000, still fits.
bool is_small(const Decimal& value) { return std::abs(value.units / 2) < kLargestUnits / 4; }

void require(bool condition, const char* message) {
  if (!condition) throw Error(ErrorKind::kInternal, message);
}

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text, int digits) {
  std::string units(text.substr(0, text.find('.')));
  if (units.empty() || units == "-" || units.front() == '+') return std::nullopt;
  std::string_view fraction;
  if (const std::size_t point = text.find('.'); point != std::string_view::npos) {
    fraction = text.substr(point + 1);
    if (fraction.empty()) return std::nullopt;
  }
  const auto width = static_cast<std::size_t>(digits);
  if (fraction.size() > width && fraction.find_first_not_of('0', width) != std::string_view::npos) return std::nullopt;
  units += fraction.substr(0, width);
  if (fraction.size() < width) units.append(width - fraction.size(), '0');
  Decimal value{0, digits};
  const auto [end, error] = std::from_chars(units.data(), units.data() + units.size(), value.units);
  if (error != std::errc{} || end != units.data() + units.size()) return std::nullopt;
  return value;
}

std::string to_string(const Decimal& value) {
  std::string text = std::to_string(value.units);
  const std::size_t sign = value.units < 0 ? 1 : 0;
  const auto width = static_cast<std::size_t>(value.digits);
  if (width == 0) return text;
  if (text.size() - sign <= width) text.insert(sign, width + 1 - (text.size() - sign), '0');
  text.insert(text.size() - width, ".");
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

Decimal percentage(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return {0, kPercentageDigits};
  return {divide_half_away(part * kThousandths, whole), kPercentageDigits};
}

Decimal percentage_change(const Decimal& current, const Decimal& previous) {
  require(current.digits == previous.digits, "percentage change of numbers with different digits");
  if (previous.units == 0) return {0, kPercentageDigits};
  require(is_small(current) && is_small(previous), "percentage change of numbers that are too large");
  const std::int64_t difference = current.units - previous.units;
  return {divide_half_away(difference * kThousandths, std::abs(previous.units)), kPercentageDigits};
}

std::vector<Decimal> shares(std::span<const Decimal> parts) {
  std::vector<std::int64_t> units;
  std::int64_t sum = 0;
  for (const Decimal& part : parts) {
    require(part.digits == parts.front().digits, "shares of numbers with different digits");
    units.push_back(std::clamp<std::int64_t>(part.units, 0, kLargestUnits));
    sum += units.back();
    require(sum <= kLargestUnits, "shares of numbers that are too large");
  }
  std::vector<Decimal> result(parts.size(), Decimal{0, kPercentageDigits});
  if (sum == 0) return result;
  std::int64_t left = kThousandths;
  for (std::size_t i = 0; i < units.size(); ++i) {
    result[i].units = units[i] * kThousandths / sum;
    left -= result[i].units;
  }
  std::vector<std::size_t> order(units.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return units[a] * kThousandths % sum > units[b] * kThousandths % sum;
  });
  for (std::size_t i = 0; left > 0; ++i, --left) ++result[order[i]].units;
  return result;
}

}  // namespace klytics
