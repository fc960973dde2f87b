// The check of every link that the API names as a next page.
#pragma once

#include <string_view>

namespace klytics::collection {

/// Throws Error(kContract) unless `next`, named on the page at `url`, is of the base URL's origin and another page: the
/// API key is sent nowhere else, and a page that follows itself would never end.
void check_next_link(std::string_view base_url, std::string_view url, std::string_view next);

}  // namespace klytics::collection
