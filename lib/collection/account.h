// The account that the key belongs to: fetched before anything else, since everything is stored under it.
#pragma once

#include <functional>
#include <string>

#include "collection/engine/fetcher.h"

namespace klytics::collection {

struct Account {
  std::string id;         // the public API key
  std::string time_zone;  // IANA name
  Fetcher::Page page;     // as it came, for synchronise()
};

/// Asks for the account. Throws Error: kPermission for a refused key or a missing scope, kUnavailable, kContract. When
/// stopped() says so before the answer is there, the account has no id.
Account fetch_account(
    HttpClient& http, const Clock& clock, const Fetcher::Settings& settings, const std::string& base_url,
    const std::function<bool()>& stopped = [] { return false; });

}  // namespace klytics::collection
