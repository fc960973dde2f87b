// Takes what was counted by day and origin apart into parts that add up to the whole.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analytics/insights/measures.h"

namespace klytics::insights {

/// Something counted on a day of either period.
struct Counted {
  bool is_current = false;
  std::size_t day = 0;  // of its period
  int origin = 0;       // a number
  double value = 0, base = 0;
};

/// Two periods of days without anything counted yet.
struct Days {
  std::size_t current = 0, previous = 0;  // how many
  int current_weekday = 0, previous_weekday = 0;
  bool has_base = false;

  Part empty_part() const;
};

void add(Part& part, const Counted& counted);

struct PartName {
  std::string id, name;
};
/// The partition by `name_of` an origin; what that is nullopt for is what is left, and so are parts of less than a
/// hundredth of the volume. nullopt when fewer than two parts come out: they say nothing that the whole does not.
std::optional<Partition> make_partition(const std::string& kind, const Days& days, const std::vector<Counted>& all,
                                        const std::function<std::optional<PartName>(int origin)>& name_of);

}  // namespace klytics::insights
