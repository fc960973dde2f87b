#include "collection/http/url.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "core/error.h"
#include "core/loopback.h"

namespace klytics::collection {
namespace {

constexpr std::string_view kUnreserved = "-._~";

bool is_host_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || c == '_';
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

// The part between "//" and the next '/', '?' or '#'.
std::string_view authority_of(std::string_view url) {
  const std::size_t begin = url.find("://");
  if (begin == std::string_view::npos) return {};
  const std::string_view rest = url.substr(begin + 3);
  return rest.substr(0, rest.find_first_of("/?#"));
}

bool valid_host(std::string_view host) {
  if (host.size() > 2 && host.front() == '[' && host.back() == ']')
    return host.find_first_not_of("0123456789abcdefABCDEF:.", 1) == host.size() - 1;
  return !host.empty() && std::all_of(host.begin(), host.end(), is_host_character);
}

}  // namespace

std::optional<std::string> origin_of(std::string_view url) {
  const bool odd = std::any_of(url.begin(), url.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '\\' || static_cast<unsigned char>(c) >= 0x7f;
  });
  if (odd) return std::nullopt;
  const std::string scheme = lower(url.substr(0, url.find(':')));
  if (scheme != "https" && scheme != "http") return std::nullopt;
  const std::string_view authority = authority_of(url);
  if (!url.substr(scheme.size()).starts_with("://")) return std::nullopt;
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  const std::string_view host = authority.substr(0, colon);
  if (!valid_host(host)) return std::nullopt;
  std::string port = scheme == "https" ? "443" : "80";
  if (colon != std::string_view::npos) {
    const std::string_view digits = authority.substr(colon + 1);
    if (digits.empty() || digits.size() > 5 || digits.find_first_not_of("0123456789") != std::string_view::npos)
      return std::nullopt;
    port = std::to_string(std::stoi(std::string(digits)));  // "0443" is 443
  }
  return fmt::format("{}://{}:{}", scheme, lower(host), port);
}

bool same_origin(std::string_view a, std::string_view b) {
  const std::optional<std::string> origin = origin_of(a);
  return origin && origin == origin_of(b);
}

std::string checked_base_url(std::string_view url) {
  while (url.ends_with('/')) url.remove_suffix(1);
  const std::optional<std::string> origin = origin_of(url);
  if (!origin || url.find_first_of("?#") != std::string_view::npos)
    throw Error(ErrorKind::kConfiguration, fmt::format("not a base URL: {}", url),
                "give one like https://a.klaviyo.com");
  if (origin->starts_with("http:") && !is_loopback(authority_of(*origin)))
    throw Error(ErrorKind::kConfiguration, fmt::format("the base URL would send the API key in the clear: {}", url),
                "use https; http is for this machine only");
  return std::string(url);
}

std::string percent_encode(std::string_view text) {
  std::string result;
  result.reserve(text.size() * 3);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x80 && std::isalnum(byte) != 0) || kUnreserved.find(c) != std::string_view::npos)
      result += c;
    else
      result += fmt::format("%{:02X}", byte);
  }
  return result;
}

std::string query_string(const QueryParameters& parameters) {
  std::string result;
  for (const auto& [name, value] : parameters) {
    result += result.empty() ? '?' : '&';
    result += percent_encode(name);
    result += '=';
    result += percent_encode(value);
  }
  return result;
}

std::string_view path_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const std::size_t begin = scheme == std::string_view::npos ? 0 : url.find('/', scheme + 3);
  if (begin == std::string_view::npos) return "/";
  const std::string_view rest = url.substr(begin);
  return rest.substr(0, rest.find_first_of("?#"));
}

}  // namespace klytics::collection
