// The vocabulary of JSON:API that every answer uses: values, times, errors.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "shop/shop.h"

namespace klaviyo_sim {

using Json = nlohmann::ordered_json;

/// A refusal with its HTTP status; becomes the body `{"errors": [...]}`.
struct ApiError {
  int status = 400;
  std::string_view code;  // invalid, not_found, throttled, ...
  std::string_view title;
  std::string detail;
  std::string parameter;  // the query parameter at fault; empty: the pointer /data/
};

ApiError invalid(std::string detail, std::string parameter = {});
ApiError not_found(std::string_view type, std::string_view id);
ApiError not_authenticated();
ApiError scope_missing(std::string_view scope);
ApiError throttled(std::int64_t retry_after_seconds);

/// The body of a refusal. `request_number` makes the error's id unique.
std::string error_body(const ApiError& error, std::uint64_t request_number);

/// "2024-04-01T17:33:15+00:00", as the API writes times.
std::string to_text(UnixSeconds time);
void append_time(std::string& out, UnixSeconds time);
/// The same as JSON; null for 0 ("never").
Json time_or_null(UnixSeconds time);
/// `text` as a quoted JSON string.
std::string json_text(std::string_view text);

/// The last part of the path of a type's collection: "campaign" -> "campaigns", "catalog-category" ->
/// "catalog-categories".
std::string collection_of(std::string_view type);

}  // namespace klaviyo_sim
