#include "collection/http/http.h"

#include <algorithm>

namespace klytics::collection {

std::optional<std::string_view> Headers::find(std::string_view lower_name) const {
  const auto item =
      std::find_if(items_.rbegin(), items_.rend(), [&](const auto& pair) { return pair.first == lower_name; });
  if (item == items_.rend()) return std::nullopt;
  return item->second;
}

}  // namespace klytics::collection
