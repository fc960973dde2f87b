// The six groups of customers by recency, frequency and amount, and the table that makes them of thirds.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace klytics {

enum class RfmGroup { kChampions, kLoyal, kRecent, kNeedsAttention, kAtRisk, kInactive };
inline constexpr int kRfmGroups = 6;
inline constexpr int kRfmThirds = 3;

/// "Champions", "Loyal", "Recent", "Needs attention", "At risk", "Inactive".
std::string_view name_of(RfmGroup group);
/// The group of exactly that name.
std::optional<RfmGroup> rfm_group(std::string_view name);

/// Groups by third of recency, then by third of frequency and amount, both from the best.
using RfmTable = std::array<std::array<RfmGroup, kRfmThirds>, kRfmThirds>;

/// The rows of a table from names of groups, best recency first. Throws Error(kInternal) for a name that is none: the
/// settings have checked them.
RfmTable rfm_table(std::span<const std::string> best, std::span<const std::string> middle,
                   std::span<const std::string> worst);

}  // namespace klytics
