#include "events/event_index.h"

#include <algorithm>

namespace klaviyo_sim {

EventIndex::EventIndex(const Shop& shop, bool with_late)
    : shop_(shop),
      by_kind_(kKinds),
      profile_begin_(shop.profiles.size() + 1),
      position_of_number_(shop.events.size(), kNone) {
  for (std::uint32_t position = 0; position < shop.events.size(); ++position) {
    const Event& event = shop.events[position];
    if (event.lost || (event.late && !with_late)) continue;
    all_.push_back(position);
    by_kind_[static_cast<std::size_t>(event.kind)].push_back(position);
    position_of_number_[event.number] = position;
    ++profile_begin_[event.profile + 1];
  }
  for (std::size_t i = 1; i < profile_begin_.size(); ++i) profile_begin_[i] += profile_begin_[i - 1];
  by_profile_.resize(all_.size());
  std::vector<std::uint32_t> next(profile_begin_.begin(), profile_begin_.end());
  for (const std::uint32_t position : all_) by_profile_[next[shop.events[position].profile]++] = position;
}

std::optional<std::uint32_t> EventIndex::find(std::uint64_t number) const {
  if (number >= position_of_number_.size() || position_of_number_[number] == kNone) return std::nullopt;
  return position_of_number_[number];
}

// The shortest sorted sequence that holds every event of the query.
std::span<const std::uint32_t> EventIndex::candidates(const EventQuery& query) const {
  if (query.profile) {
    const std::span<const std::uint32_t> all(by_profile_);
    const std::uint32_t begin = profile_begin_[*query.profile];
    return all.subspan(begin, profile_begin_[*query.profile + 1] - begin);
  }
  if (query.kinds.count() == 1)
    for (std::size_t kind = 0; kind < kKinds; ++kind)
      if (query.kinds[kind]) return by_kind_[kind];
  return all_;
}

EventPage EventIndex::page(const EventQuery& query, const std::optional<EventCursor>& cursor, std::size_t size) const {
  const std::vector<Event>& events = shop_.events;
  std::span<const std::uint32_t> sequence = candidates(query);
  const auto before_time = [&](std::uint32_t position, UnixSeconds time) { return events[position].time < time; };
  const auto begin = std::lower_bound(sequence.begin(), sequence.end(), query.from, before_time);
  const auto end = std::lower_bound(begin, sequence.end(), query.to, before_time);
  sequence = {begin, end};

  // The walk goes up in time for ascending pages read forwards and for descending ones read backwards.
  const bool forward = !cursor || cursor->forward;
  const bool upwards = forward != query.descending;
  const auto wanted = [&](std::uint32_t position) {
    return query.kinds[static_cast<std::size_t>(events[position].kind)];
  };
  // The first place after the cursor's event (walking up), or one past the last before it (walking down).
  auto at = static_cast<std::ptrdiff_t>(upwards ? 0 : sequence.size());
  if (cursor) {
    const auto key = std::pair(cursor->time, cursor->number);
    const auto key_of = [&](std::uint32_t position) {
      return std::pair(events[position].time, std::uint64_t{events[position].number});
    };
    // A page that repeats the cursor's own event begins on its other side.
    const bool behind = upwards != cursor->repeats;
    const auto found = behind ? std::upper_bound(sequence.begin(), sequence.end(), key,
                                                 [&](const auto& k, std::uint32_t p) { return k < key_of(p); })
                              : std::lower_bound(sequence.begin(), sequence.end(), key,
                                                 [&](std::uint32_t p, const auto& k) { return key_of(p) < k; });
    at = found - sequence.begin();
  }
  EventPage page;
  page.positions.reserve(std::min(size, sequence.size()));
  bool more = false;
  const auto length = static_cast<std::ptrdiff_t>(sequence.size());
  for (; upwards ? at < length : at > 0; at += upwards ? 1 : -1) {
    const std::uint32_t position = sequence[static_cast<std::size_t>(upwards ? at : at - 1)];
    if (!wanted(position)) continue;
    if (page.positions.size() == size) {
      more = true;
      break;
    }
    page.positions.push_back(position);
  }
  if (!forward) std::reverse(page.positions.begin(), page.positions.end());
  // Beyond the cursor's own event there is always something on the side that one came from.
  page.has_next = forward ? more : true;
  page.has_previous = forward ? cursor.has_value() : more;
  return page;
}

}  // namespace klaviyo_sim
