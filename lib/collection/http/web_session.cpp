#include "collection/http/web_session.h"

#include <algorithm>
#include <cstring>

#include "collection/http/curl_transfer.h"
#include "core/error.h"

namespace klytics::collection {
namespace {

constexpr long kConnectTimeoutSeconds = 8;  // gives up within 10 s
constexpr long kStallSeconds = 30;
constexpr std::size_t kLargestBody = 64U << 20U;
constexpr std::size_t kLargestHeaders = 256U << 10U;

std::size_t on_read(char* data, std::size_t, std::size_t room, void* user) {
  auto& left = *static_cast<std::string_view*>(user);
  const std::size_t size = std::min(room, left.size());
  std::memcpy(data, left.data(), size);
  left.remove_prefix(size);
  return size;
}

}  // namespace

struct WebSession::Handle {
  CURL* easy = nullptr;
  std::string user_agent, ca_file;
};

WebSession::WebSession(std::string user_agent, std::string ca_file) : handle_(std::make_unique<Handle>()) {
  initialise_curl();
  handle_->user_agent = std::move(user_agent);
  handle_->ca_file = std::move(ca_file);
  handle_->easy = curl_easy_init();
  if (handle_->easy == nullptr) throw Error(ErrorKind::kInternal, "libcurl has no memory for a transfer");
}

WebSession::~WebSession() { curl_easy_cleanup(handle_->easy); }

HttpResponse WebSession::send(const WebRequest& request) {
  CURL* easy = handle_->easy;
  curl_easy_reset(easy);  // keeps the connection
  Transfer transfer;
  transfer.largest_body_bytes = kLargestBody;
  transfer.largest_headers_bytes = kLargestHeaders;
  set_common_options(easy, kConnectTimeoutSeconds, kStallSeconds);
  receive_into(easy, transfer);
  set_option(easy, CURLOPT_URL, request.url.c_str());
  set_option(easy, CURLOPT_USERAGENT, handle_->user_agent.c_str());
  set_option(easy, CURLOPT_PATH_AS_IS, 1L);
  if (!handle_->ca_file.empty()) set_option(easy, CURLOPT_CAINFO, handle_->ca_file.c_str());
  curl_slist* headers = nullptr;
  for (const auto& [name, value] : request.headers)
    headers = curl_slist_append(headers, value.empty() ? (name + ";").c_str() : (name + ": " + value).c_str());
  headers = curl_slist_append(headers, "Expect:");  // small bodies: a round trip less
  set_option(easy, CURLOPT_HTTPHEADER, headers);
  std::string_view body = request.body;
  if (request.method == "PUT") {
    set_option(easy, CURLOPT_UPLOAD, 1L);
    set_option(easy, CURLOPT_READFUNCTION, &on_read);
    set_option(easy, CURLOPT_READDATA, static_cast<void*>(&body));
    set_option(easy, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(body.size()));
  } else if (request.method != "GET") {
    set_option(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
  const CURLcode code = curl_easy_perform(easy);
  HttpResponse response = finish(easy, transfer, code);
  curl_slist_free_all(headers);
  return response;
}

}  // namespace klytics::collection
