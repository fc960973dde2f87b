#include "core/secret.h"

#include <array>
#include <cctype>

namespace klytics {
namespace {

constexpr std::string_view kMask = "***";

bool is_key_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-'; }

bool starts_with_ignoring_case(std::string_view text, std::string_view lower_prefix) {
  if (text.size() < lower_prefix.size()) return false;
  for (std::size_t i = 0; i < lower_prefix.size(); ++i)
    if (std::tolower(static_cast<unsigned char>(text[i])) != lower_prefix[i]) return false;
  return true;
}

// The end of a value that is quoted with ' or " or runs up to white space, '&' or a quote.
std::size_t end_of_value(std::string_view text, std::size_t begin) {
  if (begin < text.size() && (text[begin] == '\'' || text[begin] == '"')) {
    for (std::size_t i = begin + 1; i < text.size(); ++i) {
      if (text[i] == '\\')
        ++i;
      else if (text[i] == text[begin])
        return i + 1;
    }
    return text.size();
  }
  const std::size_t end = text.find_first_of(" \t\r\n&'\",;)", begin);
  return end == std::string_view::npos ? text.size() : end;
}

// Where the password of "//user:password@" ends when `at` stands on the "//"; 0 when there is none.
std::size_t end_of_user_information(std::string_view text, std::size_t at) {
  const std::size_t stop = text.find_first_of(" \t\r\n\"'", at + 2);
  const std::string_view rest = text.substr(at + 2, stop == std::string_view::npos ? stop : stop - at - 2);
  const std::size_t authority_end = rest.find_first_of("/?#");
  // A password may itself hold '/' or '@' unescaped, so the last '@' before white space wins when the authority has
  // one.
  const std::size_t last_at = rest.rfind('@');
  if (last_at == std::string_view::npos) return 0;
  const std::size_t colon = rest.find(':');
  if (colon == std::string_view::npos || colon > last_at) return 0;
  if (authority_end != std::string_view::npos && authority_end < colon) return 0;
  return at + 2 + last_at;
}

}  // namespace

std::string redact(std::string_view text) {
  static constexpr std::array<std::string_view, 5> kAssignments = {
      "password=", "passwd=", "api_key=", "api-key=", "token="};
  static constexpr std::string_view kScheme = "klaviyo-api-key ";
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    const bool at_word_start = i == 0 || !is_key_character(text[i - 1]);
    if (at_word_start && rest.starts_with("pk_")) {
      out += "pk_";
      out += kMask;
      i += 3;
      while (i < text.size() && is_key_character(text[i])) ++i;
      continue;
    }
    if (starts_with_ignoring_case(rest, kScheme)) {
      out += text.substr(i, kScheme.size());
      out += kMask;
      i = end_of_value(text, i + kScheme.size());
      continue;
    }
    bool assigned = false;
    for (const std::string_view name : kAssignments) {
      if (!starts_with_ignoring_case(rest, name)) continue;
      out += text.substr(i, name.size());
      out += kMask;
      i = end_of_value(text, i + name.size());
      assigned = true;
      break;
    }
    if (assigned) continue;
    if (rest.starts_with("//")) {
      if (const std::size_t end = end_of_user_information(text, i); end != 0) {
        out += text.substr(i, text.find(':', i + 2) + 1 - i);
        out += kMask;
        i = end;
        continue;
      }
    }
    out += text[i++];
  }
  return out;
}

}  // namespace klytics
