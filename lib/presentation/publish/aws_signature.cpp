#include "presentation/publish/aws_signature.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/sha256.h"

namespace klytics::presentation {
namespace {

std::string encode(std::string_view text, std::string_view also_plain) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  std::string result;
  for (const char c : text) {
    if (kPlain.find(c) != std::string_view::npos || also_plain.find(c) != std::string_view::npos)
      result += c;
    else
      result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return result;
}

// Without white space at the ends, and one space for several.
std::string trimmed(std::string_view value) {
  std::string result;
  for (const char c : value)
    if (c != ' ' || (!result.empty() && result.back() != ' ')) result += c;
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

// "20130524T000000Z"
std::string stamp(Instant now) {
  std::string text = to_string(Instant{std::chrono::floor<std::chrono::seconds>(now)});
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

}  // namespace

std::string encode_path(std::string_view path) { return encode(path, "/"); }

std::string canonical_query(const HeaderList& query) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : query) parts.push_back(encode(name, "") + '=' + encode(value, ""));
  std::sort(parts.begin(), parts.end());
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "&") + part;
  return text;
}

HeaderList sign(const UnsignedRequest& request, const AwsCredentials& credentials, std::string_view region,
                std::string_view service, Instant now) {
  const std::string time = stamp(now);
  const std::string day = time.substr(0, 8);
  HeaderList headers = request.headers;
  headers.emplace_back("host", request.host);
  headers.emplace_back("x-amz-content-sha256", request.payload_sha256);
  headers.emplace_back("x-amz-date", time);
  if (!credentials.session_token.empty())
    headers.emplace_back("x-amz-security-token", credentials.session_token.reveal());
  std::sort(headers.begin(), headers.end());

  std::string lines, names;
  for (const auto& [name, value] : headers) {
    lines += name + ':' + trimmed(value) + '\n';
    names += (names.empty() ? "" : ";") + name;
  }
  const std::string canonical = fmt::format("{}\n{}\n{}\n{}\n{}\n{}", request.method, request.path,
                                            canonical_query(request.query), lines, names, request.payload_sha256);
  const std::string scope = fmt::format("{}/{}/{}/aws4_request", day, region, service);
  const std::string to_sign = fmt::format("AWS4-HMAC-SHA256\n{}\n{}\n{}", time, scope, sha256_hex(canonical));
  std::string key = hmac_sha256("AWS4" + credentials.secret_access_key.reveal(), day);
  for (const std::string_view part : {region, service, std::string_view("aws4_request")}) key = hmac_sha256(key, part);
  headers.emplace_back("authorization", fmt::format("AWS4-HMAC-SHA256 Credential={}/{},SignedHeaders={},Signature={}",
                                                    credentials.access_key_id.reveal(), scope, names,
                                                    to_hex(hmac_sha256(key, to_sign))));
  return headers;
}

}  // namespace klytics::presentation
