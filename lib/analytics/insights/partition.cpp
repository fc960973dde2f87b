#include "analytics/insights/partition.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace klytics::insights {
namespace {

constexpr double kLeastShare = 0.01;  // of the volume of both periods: less explains nothing

double volume(const Part& part) {
  double sum = 0;
  for (const DailyValues* days : {&part.current, &part.previous})
    for (const double value : days->base.empty() ? days->value : days->base) sum += value;
  return sum;
}

void merge(Part& part, const Part& other) {
  const auto add_to = [](std::vector<double>& sum, const std::vector<double>& values) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += values[i];
  };
  add_to(part.current.value, other.current.value);
  add_to(part.current.base, other.current.base);
  add_to(part.previous.value, other.previous.value);
  add_to(part.previous.base, other.previous.base);
  part.origins.insert(part.origins.end(), other.origins.begin(), other.origins.end());
}

void order_origins(Part& part) {
  std::ranges::sort(part.origins);
  const auto repeated = std::ranges::unique(part.origins);
  part.origins.erase(repeated.begin(), repeated.end());
}

}  // namespace

Part Days::empty_part() const {
  Part part;
  part.current = {std::vector<double>(current), std::vector<double>(has_base ? current : 0), current_weekday};
  part.previous = {std::vector<double>(previous), std::vector<double>(has_base ? previous : 0), previous_weekday};
  return part;
}

void add(Part& part, const Counted& counted) {
  DailyValues& days = counted.is_current ? part.current : part.previous;
  days.value.at(counted.day) += counted.value;
  if (!days.base.empty()) days.base.at(counted.day) += counted.base;
}

std::optional<Partition> make_partition(const std::string& kind, const Days& days, const std::vector<Counted>& all,
                                        const std::function<std::optional<PartName>(int origin)>& name_of) {
  std::map<std::string, Part> parts;
  Part left = days.empty_part();
  bool something_left = false;
  for (const Counted& counted : all) {
    const std::optional<PartName> name = name_of(counted.origin);
    something_left = something_left || !name;
    Part* part = &left;
    if (name) {
      const auto [found, is_new] = parts.try_emplace(name->id, days.empty_part());
      part = &found->second;
      if (is_new) part->id = name->id, part->name = name->name;
    }
    add(*part, counted);
    part->origins.push_back(counted.origin);
  }
  double whole = volume(left);
  for (const auto& [id, part] : parts) whole += volume(part);
  Partition partition{kind, {}};
  for (auto& [id, part] : parts) {
    order_origins(part);
    part.once = kind == "campaign";
    part.minor = volume(part) < kLeastShare * whole;
    if (!part.minor || part.once) {  // small campaigns, too, say how campaigns are
      partition.parts.push_back(std::move(part));
      continue;
    }
    merge(left, part);
    something_left = true;
  }
  std::ranges::stable_sort(partition.parts, std::ranges::greater{}, volume);
  order_origins(left);
  if (partition.parts.empty() || partition.parts.size() + (something_left ? 1 : 0) < 2) return std::nullopt;
  if (something_left) partition.parts.push_back(std::move(left));
  for (Part& part : partition.parts) part.kind = kind;
  return partition;
}

}  // namespace klytics::insights
