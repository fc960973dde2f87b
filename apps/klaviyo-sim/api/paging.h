// Opaque cursors: base64url without padding over a small text. A listing's cursor names a place in one ordering, an
// event cursor the event beside which to go on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shop/shop.h"

namespace klaviyo_sim {

std::string base64url(std::string_view bytes);
/// nullopt for text that is not base64url.
std::optional<std::string> from_base64url(std::string_view text);

/// A place in the ordering that `query_hash` identifies: the page begins at `offset`.
struct ListCursor {
  std::uint64_t offset = 0;
  std::uint64_t query_hash = 0;
};
std::string encode(const ListCursor& cursor);
std::optional<ListCursor> decode_list_cursor(std::string_view text);

/// Go on after this event; backwards for the previous page.
struct EventCursor {
  UnixSeconds time = 0;
  std::uint64_t number = 0;
  bool forward = true;
  bool repeats = false;  // not after this event but at it; never written
};
std::string encode(const EventCursor& cursor, std::uint64_t seed);
std::optional<EventCursor> decode_event_cursor(std::string_view text, std::uint64_t seed);

}  // namespace klaviyo_sim
