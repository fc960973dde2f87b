#include "collection/http/curl_client.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "collection/http/curl_transfer.h"
#include "collection/http/url.h"
#include "core/error.h"

namespace klytics::collection {
namespace {

class CurlClient : public HttpClient {
 public:
  explicit CurlClient(const CurlSettings& settings) : settings_(settings) {
    initialise_curl();
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
    set_option(easy, CURLOPT_URL, request.url.c_str());
    if (transfer->sent.empty()) {
      set_option(easy, CURLOPT_HTTPGET, 1L);
      set_option(easy, CURLOPT_HTTPHEADER, headers_);
    } else {
      set_option(easy, CURLOPT_POST, 1L);
      set_option(easy, CURLOPT_HTTPHEADER, post_headers_);
      set_option(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(transfer->sent.size()));
      set_option(easy, CURLOPT_POSTFIELDS, transfer->sent.c_str());
    }
    receive_into(easy, *transfer);
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
    set_option(easy, CURLOPT_USERAGENT, settings_.user_agent.c_str());
    if (!settings_.ca_file.empty()) set_option(easy, CURLOPT_CAINFO, settings_.ca_file.c_str());
    set_option(easy, CURLOPT_ACCEPT_ENCODING, "");
    set_option(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    set_option(easy, CURLOPT_PIPEWAIT, origin_of(settings_.base_url)->starts_with("https") ? 1L : 0L);
    set_common_options(easy, settings_.connect_timeout_seconds, settings_.stall_seconds);
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
    HttpResponse response = collection::finish(easy, transfer, code);
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
