#include "core/rfm_groups.h"

#include "core/error.h"

namespace klytics {
namespace {

constexpr std::array<std::string_view, kRfmGroups> kNames = {"Champions",       "Loyal",   "Recent",
                                                             "Needs attention", "At risk", "Inactive"};

}  // namespace

std::string_view name_of(RfmGroup group) { return kNames[static_cast<std::size_t>(group)]; }

std::optional<RfmGroup> rfm_group(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name) return static_cast<RfmGroup>(i);
  return std::nullopt;
}

RfmTable rfm_table(std::span<const std::string> best, std::span<const std::string> middle,
                   std::span<const std::string> worst) {
  RfmTable table{};
  const std::span<const std::string> rows[] = {best, middle, worst};
  for (std::size_t row = 0; row < kRfmThirds; ++row)
    for (std::size_t column = 0; column < kRfmThirds; ++column) {
      const std::optional<RfmGroup> group =
          column < rows[row].size() ? rfm_group(rows[row][column]) : std::optional<RfmGroup>();
      if (!group) throw Error(ErrorKind::kInternal, "a row of the table of groups does not name three of them");
      table[row][column] = *group;
    }
  return table;
}

}  // namespace klytics
