#include "collection/curl_client.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>

#include "collection/url.h"
#include "core/error.h"

namespace klytics::collection {
namespace {

struct Transfer {
  std::uint64_t id = 0;
  std::string sent;  // the body of a POST, which libcurl reads from here
  HttpResponse response;
  std::size_t header_bytes = 0;
  std::size_t largest_body_bytes = 0;
  std::size_t largest_headers_bytes = 0;
  bool too_large = false;
  char error_text[CURL_ERROR_SIZE] = {};
};

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

template <typename Value>
void set(CURL* easy, CURLoption option, Value value) {
  if (const CURLcode code = curl_easy_setopt(easy, option, value); code != CURLE_OK)
    throw Error(ErrorKind::kInternal,
                fmt::format("cannot set option {} of libcurl: {}", static_cast<int>(option), curl_easy_strerror(code)));
}

class CurlClient : public HttpClient {
 public:
  explicit CurlClient(const CurlSettings& settings) : settings_(settings) {
    static const CURLcode initialised = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (initialised != CURLE_OK) throw Error(ErrorKind::kInternal, "libcurl cannot be initialised");
    multi_ = curl_multi_init();
    curl_multi_setopt(multi_, CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_MULTIPLEX));
    curl_multi_setopt(multi_, CURLMOPT_MAX_TOTAL_CONNECTIONS, settings_.most_connections);
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, settings_.most_connections);
    add_header("Authorization: Klaviyo-API-Key " + settings_.api_key.reveal());
    add_header("revision: " + settings_.revision);
    add_header("Accept: application/vnd.api+json");
    add_header("X-Klaviyo-Revision-Fall-Forward-Opt-Out: 1");  // a retired revision must not change meaning silently
    for (const curl_slist* line = headers_; line != nullptr; line = line->next)
      post_headers_ = curl_slist_append(post_headers_, line->data);
    post_headers_ = curl_slist_append(post_headers_, "Content-Type: application/vnd.api+json");
  }
  CurlClient(const CurlClient&) = delete;
  CurlClient& operator=(const CurlClient&) = delete;

  ~CurlClient() override {
    for (auto& [easy, transfer] : running_) {
      curl_multi_remove_handle(multi_, easy);
      curl_easy_cleanup(easy);
    }
    for (CURL* easy : idle_) curl_easy_cleanup(easy);
    curl_multi_cleanup(multi_);
    curl_slist_free_all(headers_);
    curl_slist_free_all(post_headers_);
  }

  void start(std::uint64_t id, const HttpRequest& request) override {
    if (!same_origin(settings_.base_url, request.url))
      throw Error(ErrorKind::kContract,
                  fmt::format("the API named a link outside {}: {}",
                              origin_of(settings_.base_url).value_or(settings_.base_url), request.url),
                  "the API key was not sent there; nothing is followed but the configured origin");
    auto transfer = std::make_unique<Transfer>();
    transfer->id = id;
    transfer->sent = request.body;
    transfer->largest_body_bytes = settings_.largest_body_bytes;
    transfer->largest_headers_bytes = settings_.largest_headers_bytes;
    CURL* easy = take_handle();
    set(easy, CURLOPT_URL, request.url.c_str());
    if (transfer->sent.empty()) {
      set(easy, CURLOPT_HTTPGET, 1L);
      set(easy, CURLOPT_HTTPHEADER, headers_);
    } else {
      set(easy, CURLOPT_POST, 1L);
      set(easy, CURLOPT_HTTPHEADER, post_headers_);
      set(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(transfer->sent.size()));
      set(easy, CURLOPT_POSTFIELDS, transfer->sent.c_str());
    }
    set(easy, CURLOPT_WRITEDATA, static_cast<void*>(transfer.get()));
    set(easy, CURLOPT_HEADERDATA, static_cast<void*>(transfer.get()));
    set(easy, CURLOPT_ERRORBUFFER, static_cast<char*>(transfer->error_text));
    running_.emplace(easy, std::move(transfer));
    if (curl_multi_add_handle(multi_, easy) != CURLM_OK)
      throw Error(ErrorKind::kInternal, "libcurl refuses a transfer");
  }

  std::vector<Finished> wait(std::chrono::milliseconds at_most) override {
    int active = 0;
    curl_multi_perform(multi_, &active);
    std::vector<Finished> finished = collect();
    if (!finished.empty() || at_most.count() <= 0) return finished;
    curl_multi_poll(multi_, nullptr, 0, static_cast<int>(std::min<std::int64_t>(at_most.count(), 60'000)), nullptr);
    curl_multi_perform(multi_, &active);
    return collect();
  }

  void wake() override { curl_multi_wakeup(multi_); }

 private:
  void add_header(const std::string& line) { headers_ = curl_slist_append(headers_, line.c_str()); }

  CURL* take_handle() {
    if (!idle_.empty()) {
      CURL* easy = idle_.back();
      idle_.pop_back();
      return easy;
    }
    CURL* easy = curl_easy_init();
    if (easy == nullptr) throw Error(ErrorKind::kInternal, "libcurl has no memory for a transfer");
    set(easy, CURLOPT_USERAGENT, settings_.user_agent.c_str());
    if (!settings_.ca_file.empty()) set(easy, CURLOPT_CAINFO, settings_.ca_file.c_str());
    set(easy, CURLOPT_ACCEPT_ENCODING, "");
    set(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    set(easy, CURLOPT_PIPEWAIT, origin_of(settings_.base_url)->starts_with("https") ? 1L : 0L);
    set(easy, CURLOPT_FOLLOWLOCATION, 0L);
    set(easy, CURLOPT_NOSIGNAL, 1L);
    set(easy, CURLOPT_TCP_NODELAY, 1L);
    set(easy, CURLOPT_CONNECTTIMEOUT, settings_.connect_timeout_seconds);
    set(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(easy, CURLOPT_LOW_SPEED_TIME, settings_.stall_seconds);
    set(easy, CURLOPT_WRITEFUNCTION, &on_body);
    set(easy, CURLOPT_HEADERFUNCTION, &on_header);
    set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    return easy;
  }

  std::vector<Finished> collect() {
    std::vector<Finished> finished;
    int waiting = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &waiting)) {
      if (message->msg != CURLMSG_DONE) continue;
      CURL* easy = message->easy_handle;
      const CURLcode code = message->data.result;
      finished.push_back(finish(easy, code));
    }
    return finished;
  }

  Finished finish(CURL* easy, CURLcode code) {
    const auto entry = running_.find(easy);
    Transfer& transfer = *entry->second;
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
    if (code != CURLE_OK) {
      response.status = 0;
      response.fault = transfer.too_large ? TransportFault::kTooLarge : fault_of(code);
      if (code == CURLE_OPERATION_TIMEDOUT && connected == 0) response.fault = TransportFault::kConnect;
      response.fault_text = transfer.error_text[0] != '\0' ? transfer.error_text : curl_easy_strerror(code);
    }
    Finished result{transfer.id, std::move(response)};
    curl_multi_remove_handle(multi_, easy);
    running_.erase(entry);
    idle_.push_back(easy);
    return result;
  }

  CurlSettings settings_;
  CURLM* multi_ = nullptr;
  curl_slist* headers_ = nullptr;
  curl_slist* post_headers_ = nullptr;
  std::map<CURL*, std::unique_ptr<Transfer>> running_;
  std::vector<CURL*> idle_;
};

}  // namespace

std::unique_ptr<HttpClient> make_curl_client(const CurlSettings& settings) {
  return std::make_unique<CurlClient>(settings);
}

}  // namespace klytics::collection
