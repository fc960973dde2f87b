#include "analytics/series/plain_number.h"

#include <fmt/format.h>

#include <cmath>

namespace klytics::series {

std::string plain_number(double value) {
  constexpr double kLeastWhole = 100;  // from here on three digits stand before the point
  if (std::abs(value) >= kLeastWhole) return fmt::format("{:.0f}", value);
  const std::string text = fmt::format("{:.3g}", value);
  return text == "-0" ? "0" : text;
}

}  // namespace klytics::series
