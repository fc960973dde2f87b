// URLs as far as the API needs them: origins that may be trusted with the key, and query strings.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace klytics::collection {

/// "https://a.klaviyo.com:443": scheme, host in lower case, and port, always written out. nullopt for anything that is
/// not an absolute http or https URL with a plain host: a user name, a backslash or a control character in it is
/// refused, since clients disagree on what such a URL means.
std::optional<std::string> origin_of(std::string_view url);

/// Whether two URLs have the same origin. False when either has none.
bool same_origin(std::string_view a, std::string_view b);

/// Checks a base URL: https, or http to this machine only, since the key would travel in the clear. Returns it without
/// a slash at the end. Throws Error(kConfiguration).
std::string checked_base_url(std::string_view url);

/// Every byte that is not a letter, a digit or one of "-._~" as %XX.
std::string percent_encode(std::string_view text);

using QueryParameters = std::vector<std::pair<std::string, std::string>>;
/// "?a=1&b=2" with names and values encoded, in the given order; "" without parameters.
std::string query_string(const QueryParameters& parameters);

/// The path of a URL without scheme, host and query: what a message may show.
std::string_view path_of(std::string_view url);

}  // namespace klytics::collection
