#include "presentation/render/report/html.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdlib>

namespace klytics::presentation::html {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"January", "February", "March",     "April",   "May",      "June",
                                                      "July",    "August",   "September", "October", "November", "December"};

std::string_view month_name(const std::chrono::year_month_day& date) {
  return kMonths[static_cast<unsigned>(date.month()) - 1];
}

}  // namespace

std::string escape(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '&')
      result += "&amp;";
    else if (c == '<')
      result += "&lt;";
    else if (c == '>')
      result += "&gt;";
    else if (c == '"')
      result += "&quot;";
    else if (c == '\'')
      result += "&#39;";
    else
      result += c;
  }
  return result;
}

std::string grouped(std::int64_t value) {
  std::string digits = std::to_string(std::llabs(value));
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return value < 0 ? "\u2212" + digits : digits;
}

std::string grouped(const Decimal& value) {
  std::int64_t unit = 1;
  for (int i = 0; i < value.digits; ++i) unit *= 10;
  const std::int64_t whole = std::llabs(value.units) / unit;
  std::string text = grouped(whole);
  if (value.digits > 0) text += fmt::format(".{:0{}}", std::llabs(value.units) % unit, value.digits);
  return value.units < 0 ? "\u2212" + text : text;
}

std::string money(double value) { return grouped(Decimal{std::llround(value * 100), kMoneyDigits}); }

std::string long_date(Date date) {
  const std::chrono::year_month_day day(date);
  return fmt::format("{} {} {}", static_cast<unsigned>(day.day()), month_name(day), static_cast<int>(day.year()));
}

std::string short_date(Date date) {
  const std::chrono::year_month_day day(date);
  return fmt::format("{} {}", static_cast<unsigned>(day.day()), month_name(day).substr(0, 3));
}

}  // namespace klytics::presentation::html
