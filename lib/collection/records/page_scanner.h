// The slow way to split a page: by brackets and quotes alone, for a body with a broken record inside.
#pragma once

#include <optional>
#include <string_view>

#include "collection/records/json_page.h"

namespace klytics::collection {

/// As split_page(), but looks at nothing except brackets, quotes and commas, so that what stands inside the records may
/// be broken in any way that leaves those in balance. Linear.
std::optional<JsonPage> scan_page(std::string_view body);

}  // namespace klytics::collection
