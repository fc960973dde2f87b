// Finds pages of events: by time, metric and profile, in both directions, without a copy of the events.
#pragma once

#include <bitset>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "api/paging.h"
#include "shop/shop.h"

namespace klaviyo_sim {

struct EventQuery {
  std::bitset<kKinds> kinds = std::bitset<kKinds>().set();
  std::optional<std::uint32_t> profile;
  UnixSeconds from = std::numeric_limits<UnixSeconds>::min();  // included
  UnixSeconds to = std::numeric_limits<UnixSeconds>::max();    // excluded
  bool descending = false;
};

struct EventPage {
  std::vector<std::uint32_t> positions;  // in Shop::events
  bool has_previous = false;
  bool has_next = false;
};

class EventIndex {
 public:
  /// Over all events of the shop, or without the late ones. Keeps a reference to the shop.
  EventIndex(const Shop& shop, bool with_late);

  /// Up to `size` events. Without a cursor the first page; has_previous is then false. Logarithmic, but for a query of
  /// several metrics, which scans over the events between.
  EventPage page(const EventQuery& query, const std::optional<EventCursor>& cursor, std::size_t size) const;
  /// The position of an event by its number; nullopt for an unknown or hidden one.
  std::optional<std::uint32_t> find(std::uint64_t number) const;
  /// Positions of all events of a kind, oldest first.
  std::span<const std::uint32_t> of_kind(Kind kind) const { return by_kind_[static_cast<std::size_t>(kind)]; }

 private:
  std::span<const std::uint32_t> candidates(const EventQuery& query) const;

  const Shop& shop_;
  std::vector<std::uint32_t> all_;
  std::vector<std::vector<std::uint32_t>> by_kind_;
  std::vector<std::uint32_t> by_profile_;     // grouped by profile
  std::vector<std::uint32_t> profile_begin_;  // one more than profiles
  std::vector<std::uint32_t> position_of_number_;
};

}  // namespace klaviyo_sim
