// Everything that is examined of two periods: each measure, and each part of it with what it contributes to the change.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analytics/insights/measures.h"

namespace klytics::insights {

enum class Against { kPrevious, kYearAgo };

enum class Effect {
  kTotal,  // the measure itself
  kPart,   // a part of a sum
  kRate,   // of a rate: that the part's own rate changed
  kMix     // of a rate: that the part became more or less of the whole
};
std::string_view to_string(Effect effect);    // "total", "part", "rate", "mix"
std::string_view to_string(Against against);  // "previous", "year ago"

struct Finding {
  std::size_t measure = 0;  // in the list of measures
  Against against = Against::kPrevious;
  Effect effect = Effect::kTotal;
  std::string kind, id, name;  // of the part, as in Part; of kTotal empty
  std::optional<double> current,
      previous;                 // sum or rate of it; of kMix its share of the whole's base. Missing: there was nothing
  double change = 0;            // what it contributes to the measure's change; of kTotal all of it
  std::optional<double> share;  // of the measure's change, 1 for all of it; missing when that is 0
  std::optional<double> low, high;  // limits at 95 % of `current` less `previous`
  std::optional<double> p_value;    // adjusted for everything examined; missing for what is left beside other parts
  bool once = false;                // as of Part: held against others of its kind
  double usual = 0;                 // of `once`: the median of the others
  std::vector<int> origins{};       // as of Part
};

/// Tests everything and adjusts the p values for all of it together. The totals held against the period before have
/// half of the weight, everything else the other half: a part is one among many. The changes of the parts of a
/// partition, of a rate by both effects, add up to that of the measure (Kitagawa 1955, with the part's one rate where
/// it was there in one period alone). O(days * parts).
std::vector<Finding> examine(const std::vector<Measure>& measures);

}  // namespace klytics::insights
