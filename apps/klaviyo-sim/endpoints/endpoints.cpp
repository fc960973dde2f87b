#include "endpoints/endpoints.h"

#include <algorithm>

#include "api/field_rules.h"

namespace klaviyo_sim {
namespace {

// Does a path fit "/api/flows/{id}/flow-actions"? The part at {id} goes to `id`.
bool fits(std::string_view pattern, std::string_view path, std::string_view& id) {
  while (true) {
    const std::size_t pattern_end = pattern.find('/', 1);
    const std::size_t path_end = path.find('/', 1);
    const std::string_view expected = pattern.substr(0, pattern_end);
    const std::string_view actual = path.substr(0, path_end);
    if (expected == "/{id}") {
      if (actual.size() < 2) return false;
      id = actual.substr(1);
    } else if (expected != actual) {
      return false;
    }
    if (pattern_end == std::string_view::npos || path_end == std::string_view::npos) return pattern_end == path_end;
    pattern.remove_prefix(pattern_end);
    path.remove_prefix(path_end);
  }
}

}  // namespace

const std::vector<Endpoint>& endpoints() {
  static const std::vector<Endpoint> all = [] {
    std::vector<Endpoint> list;
    add_shop_endpoints(list);
    add_message_endpoints(list);
    add_report_endpoints(list);
    add_other_endpoints(list);
    return list;
  }();
  return all;
}

Route find_route(std::string_view method, std::string_view path) {
  if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  Route route;
  for (const Endpoint& endpoint : endpoints()) {
    std::string_view id;
    if (!fits(endpoint.path, path, id)) continue;
    if (endpoint.method == method) return {&endpoint, id, false};
    route.other_method = true;
  }
  return route;
}

}  // namespace klaviyo_sim
