#include "presentation/render/metric_contract.h"

#include <nlohmann/json.hpp>

namespace klytics::presentation::contract {
namespace {

constexpr std::size_t kMostPoints = 1000;

std::vector<std::pair<std::string, Check>> of_metric(std::vector<std::pair<std::string, Check>> members) {
  members.insert(members.begin(), {{"metricId", text()},
                                   {"dateRange", object({{"start", date()}, {"end", date()}})},
                                   {"interval", one_of({"1 hour", "1 day", "1 week", "1 month"})}});
  return members;
}

Check points(std::size_t least, std::size_t most) {
  return list(object({{"timestamp", timestamp()}, {"value", number()}}), least, most);
}

std::vector<std::pair<std::string, Check>> counted(std::vector<std::pair<std::string, Check>> members) {
  members.insert(members.end(),
                 {{"totalPoints", integer(0)}, {"downsampledPoints", integer(0)}, {"wasDownsampled", boolean()}});
  return of_metric(std::move(members));
}

}  // namespace

Check timeseries() { return object(counted({{"points", points(0, kMostPoints)}})); }

Check decomposition() {
  const Check part = points(0, kMostPoints);
  const Check parts = object({{"original", part}, {"trend", part}, {"seasonal", part}, {"residual", part}});
  const Check equal = [](const nlohmann::json& value, const std::string& place, std::vector<std::string>& found) {
    for (const char* name : {"trend", "seasonal", "residual"})
      if (value[name].size() != value["original"].size())
        found.push_back(place + '/' + name + ": not as many points as the original");
  };
  return object(counted({{"windowSize", number(1)}, {"decomposition", both(parts, equal)}}));
}

}  // namespace klytics::presentation::contract
