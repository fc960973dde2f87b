// A request of the API apart from HTTP, and its checked query parameters.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "endpoints/endpoints.h"
#include "objects/source.h"

namespace klaviyo_sim {

struct Request {
  std::string method;
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;  // decoded, in the order of the request
  std::string body;
  UnixSeconds now = 0;
};

struct Parameters {
  std::string filter;
  std::string sort;  // without the sign; empty: the natural order
  bool descending = false;
  std::size_t page_size = 0;
  std::optional<std::string> cursor;
  std::vector<std::string> includes;
  std::map<std::string, std::vector<std::string>> fields;  // by type
  std::vector<std::string> additional_fields;              // of the endpoint's type

  const std::vector<std::string>* fields_of(const std::string& type) const;
  /// How objects of a type are shown: with includes and additional fields for the endpoint's own.
  ObjectView view(const std::string& type, std::string_view base_url, bool primary) const;
};

/// Throws ApiError for a parameter that the endpoint does not know, a value outside its lists, or a page size outside
/// its bounds.
Parameters parse_parameters(const Endpoint& endpoint, const Request& request);

/// The address of the request with another cursor, or none; every other parameter is kept.
std::string link(std::string_view base_url, const Request& request, const std::optional<std::string>& cursor);
/// The members self, first, prev and next of a page's links; null where there is no such page.
Json page_links(std::string_view base_url, const Request& request, const std::optional<std::string>& previous,
                const std::optional<std::string>& next);

}  // namespace klaviyo_sim
