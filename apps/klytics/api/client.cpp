#include "api/client.h"

#include <fstream>
#include <random>

#include "collection/http/curl_client.h"
#include "collection/http/url.h"
#include "core/error.h"

namespace klytics::app {

std::unique_ptr<collection::HttpClient> make_api_client(Context& context) {
  collection::CurlSettings curl;
  curl.base_url = collection::checked_base_url(context.settings.base_url);
  curl.api_key = context.api_key();
  curl.revision = context.settings.revision;
  curl.ca_file = context.settings.ca_file;
  if (!curl.ca_file.empty() && !std::ifstream(curl.ca_file))
    throw Error(ErrorKind::kConfiguration, "cannot read the certificates in " + curl.ca_file, "check klaviyo.ca_file");
  curl.stall_seconds = context.settings.stall_seconds;
  curl.user_agent = "klytics/" KLYTICS_VERSION;
  return collection::make_curl_client(curl);
}

collection::Fetcher::Settings fetch_settings(const Settings& settings) {
  collection::Fetcher::Settings fetch;
  fetch.quota_share = settings.quota_share;
  fetch.retry.retry_after_cap = std::chrono::seconds{settings.retry_after_cap_seconds};
  fetch.seed = std::random_device{}();
  // Plain http is this machine only: a simulator, which may have been told to have no limits.
  fetch.unlimited_without_headers = settings.base_url.starts_with("http:");
  return fetch;
}

collection::Clock api_clock(const Context& context) {
  return {context.now, [] { return std::chrono::steady_clock::now(); }};
}

}  // namespace klytics::app
