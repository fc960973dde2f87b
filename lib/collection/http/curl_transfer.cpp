#include "collection/http/curl_transfer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "core/error.h"

namespace klytics::collection {
namespace {

// The size that the headers announce, of a body that is not compressed.
std::size_t announced_size(const Transfer& transfer) {
  const auto length = transfer.response.headers.find("content-length");
  if (!length || transfer.response.headers.find("content-encoding")) return 0;
  std::size_t size = 0;
  std::from_chars(length->data(), length->data() + length->size(), size);
  return std::min(size, transfer.largest_body_bytes);
}

std::size_t on_body(const char* data, std::size_t, std::size_t size, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  std::string& body = transfer.response.body;
  if (body.size() + size > transfer.largest_body_bytes) {
    transfer.too_large = true;
    return 0;
  }
  if (body.empty()) body.reserve(announced_size(transfer) + kBodyPadding);
  if (body.capacity() < body.size() + size + kBodyPadding) body.reserve(2 * (body.size() + size) + kBodyPadding);
  body.append(data, size);
  return size;
}

std::size_t on_header(const char* data, std::size_t, std::size_t size, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  transfer.header_bytes += size;
  if (transfer.header_bytes > transfer.largest_headers_bytes) {
    transfer.too_large = true;
    return 0;
  }
  std::string_view line(data, size);
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  if (line.starts_with("HTTP/")) transfer.response.headers.clear();  // an interim response came before
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return size;
  std::string name(line.substr(0, colon));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  std::string_view value = line.substr(colon + 1);
  while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
  transfer.response.headers.add(std::move(name), std::string(value));
  return size;
}

TransportFault fault_of(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return TransportFault::kResolve;
    case CURLE_COULDNT_CONNECT:
      return TransportFault::kConnect;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CONNECT_ERROR:
      return TransportFault::kTls;
    case CURLE_OPERATION_TIMEDOUT:
      return TransportFault::kStalled;
    default:
      return TransportFault::kBroken;
  }
}

}  // namespace

void initialise_curl() {
  static const CURLcode initialised = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (initialised != CURLE_OK) throw Error(ErrorKind::kInternal, "libcurl cannot be initialised");
}

void option_failed(CURLoption option, CURLcode code) {
  throw Error(ErrorKind::kInternal,
              fmt::format("cannot set option {} of libcurl: {}", static_cast<int>(option), curl_easy_strerror(code)));
}

void set_common_options(CURL* easy, long connect_timeout_seconds, long stall_seconds) {
  set_option(easy, CURLOPT_FOLLOWLOCATION, 0L);
  set_option(easy, CURLOPT_NOSIGNAL, 1L);
  set_option(easy, CURLOPT_TCP_NODELAY, 1L);
  set_option(easy, CURLOPT_CONNECTTIMEOUT, connect_timeout_seconds);
  set_option(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
  set_option(easy, CURLOPT_LOW_SPEED_TIME, stall_seconds);
  set_option(easy, CURLOPT_WRITEFUNCTION, &on_body);
  set_option(easy, CURLOPT_HEADERFUNCTION, &on_header);
  set_option(easy, CURLOPT_PROTOCOLS_STR, "http,https");
}

void receive_into(CURL* easy, Transfer& transfer) {
  set_option(easy, CURLOPT_WRITEDATA, static_cast<void*>(&transfer));
  set_option(easy, CURLOPT_HEADERDATA, static_cast<void*>(&transfer));
  set_option(easy, CURLOPT_ERRORBUFFER, static_cast<char*>(transfer.error_text));
}

HttpResponse finish(CURL* easy, Transfer& transfer, CURLcode code) {
  HttpResponse response = std::move(transfer.response);
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  curl_off_t connected = 0;
  curl_easy_getinfo(easy, CURLINFO_CONNECT_TIME_T, &connected);
  response.status = static_cast<int>(status);
  if (response.body.capacity() > response.body.size() + response.body.size() / 8 + kBodyPadding) {
    std::string exact;  // the buffer grew by doubling, and bodies may wait for long
    exact.reserve(response.body.size() + kBodyPadding);
    response.body = std::move(exact.append(response.body));
  }
  response.body.reserve(response.body.size() + kBodyPadding);
  if (code == CURLE_OK) return response;
  response.status = 0;
  response.fault = transfer.too_large ? TransportFault::kTooLarge : fault_of(code);
  if (code == CURLE_OPERATION_TIMEDOUT && connected == 0) response.fault = TransportFault::kConnect;
  response.fault_text = transfer.error_text[0] != '\0' ? transfer.error_text : curl_easy_strerror(code);
  return response;
}

}  // namespace klytics::collection
