// The way to the API that the settings describe: the HTTP client with the key, and the limits that are kept.
#pragma once

#include <memory>

#include "collection/engine/fetcher.h"
#include "collection/http/http.h"
#include "context.h"

namespace klytics::app {

/// Reads the key's file when the settings name one. Throws Error(kConfiguration) without a key, or for a base URL that
/// would send it in the clear.
std::unique_ptr<collection::HttpClient> make_api_client(Context& context);

collection::Fetcher::Settings fetch_settings(const Settings& settings);

collection::Clock api_clock(const Context& context);

}  // namespace klytics::app
