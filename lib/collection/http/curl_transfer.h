// What a transfer of libcurl collects: headers, the body, and why it failed. Shared by the two clients.
#pragma once

#include <curl/curl.h>

#include <cstdint>
#include <string>

#include "collection/http/http.h"

namespace klytics::collection {

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

/// Initialises the library, once. Throws Error(kInternal).
void initialise_curl();
/// curl_easy_setopt(). Throws Error(kInternal) with the option's number.
template <typename Value>
void set_option(CURL* easy, CURLoption option, Value value);
/// The options that every transfer has: no redirects, http and https only, time limits, and where its answer goes.
void set_common_options(CURL* easy, long connect_timeout_seconds, long stall_seconds);
/// Where the answer of the next transfer of `easy` goes.
void receive_into(CURL* easy, Transfer& transfer);
/// The response of a transfer that has ended with `code`.
HttpResponse finish(CURL* easy, Transfer& transfer, CURLcode code);

[[noreturn]] void option_failed(CURLoption option, CURLcode code);

template <typename Value>
void set_option(CURL* easy, CURLoption option, Value value) {
  if (const CURLcode code = curl_easy_setopt(easy, option, value); code != CURLE_OK) option_failed(option, code);
}

}  // namespace klytics::collection
