#include "collection/http/next_link.h"

#include <fmt/format.h>

#include "collection/http/url.h"
#include "core/error.h"

namespace klytics::collection {

void check_next_link(std::string_view base_url, std::string_view url, std::string_view next) {
  if (!same_origin(base_url, next))
    throw Error(ErrorKind::kContract, fmt::format("the API names a next page outside {}: {}", base_url, next),
                "nothing was sent there; check the base URL, and proxies on the way");
  if (next == url)
    throw Error(ErrorKind::kContract, fmt::format("the API names a page as its own successor: {}", path_of(url)));
}

}  // namespace klytics::collection
