#include "presentation/render/metric_contract.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace klytics::presentation::contract {
namespace {

constexpr std::size_t kMostPoints = 1000;

Check range() { return object({{"start", date()}, {"end", date()}}); }
Check interval() { return one_of({"1 hour", "1 day", "1 week", "1 month"}); }

std::vector<std::pair<std::string, Check>> of_metric(std::vector<std::pair<std::string, Check>> members) {
  members.insert(members.begin(), {{"metricId", text()}, {"dateRange", range()}, {"interval", interval()}});
  return members;
}

// "6.45%".
Check percentage() {
  return [](const nlohmann::json& value, const std::string& place, std::vector<std::string>& found) {
    constexpr std::string_view kDigits = "0123456789";
    const std::string written = value.is_string() ? value.get<std::string>() : "";
    const std::size_t whole = std::min(written.find_first_not_of(kDigits), written.size());
    std::string_view rest = std::string_view(written).substr(whole);
    if (rest.starts_with('.') && rest.size() > 2 && kDigits.find(rest[1]) != std::string_view::npos)
      rest.remove_prefix(std::min(rest.find_first_not_of(kDigits, 1), rest.size()));
    if (whole == 0 || rest != "%") found.push_back(place + ": not a percentage such as 6.45%");
  };
}

std::vector<std::pair<std::string, Check>> of_two(std::vector<std::pair<std::string, Check>> members) {
  members.insert(
      members.begin(),
      {{"metric1Id", text()}, {"metric2Id", text()}, {"correlation", number(-1, 1)}, {"interpretation", text()}});
  return members;
}

// A row and a column for each metric, the same both ways.
void check_matrix(const nlohmann::json& value, const std::string& place, std::vector<std::string>& found) {
  const nlohmann::json& matrix = value["matrix"];
  const std::size_t count = value["metrics"].size();
  bool is_whole = matrix.size() == count;
  for (std::size_t i = 0; is_whole && i < count; ++i) is_whole = matrix[i].size() == count;
  if (!is_whole) return found.push_back(fmt::format("{}/matrix: not {} rows of {} numbers", place, count, count));
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (matrix[i][j] != matrix[j][i])
        found.push_back(fmt::format("{}/matrix/{}/{}: not that of {}/{}", place, i, j, j, i));
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

Check anomalies() {
  const Check members = object(
      of_metric({{"threshold", number(0)},
                 {"lookbackWindow", integer(1)},
                 {"anomalies", list(object({{"timestamp", timestamp()}, {"value", number()}, {"zscore", number()}}))},
                 {"totalPoints", integer(0)},
                 {"anomalyCount", integer(0)},
                 {"anomalyPercentage", percentage()}}));
  return both(members, [](const nlohmann::json& value, const std::string& place, std::vector<std::string>& found) {
    if (value["anomalyCount"] != value["anomalies"].size()) found.push_back(place + "/anomalyCount: not their number");
    for (const nlohmann::json& anomaly : value["anomalies"])
      if (std::abs(anomaly["zscore"].get<double>()) < value["threshold"].get<double>())
        found.push_back(place + "/anomalies: one is below the threshold");
  });
}

Check correlation() {
  return object(of_two({{"dateRange", range()},
                        {"interval", interval()},
                        {"alignTimestamps", boolean()},
                        {"series1Points", integer(0)},
                        {"series2Points", integer(0)}}));
}

Check correlations() {
  const Check members = object({{"dateRange", range()},
                                {"interval", interval()},
                                {"alignTimestamps", boolean()},
                                {"metrics", list(object({{"metricId", text()}, {"name", text()}}))},
                                {"matrix", list(list(number(-1, 1)))},
                                {"significant", list(object(of_two({{"adjustedPValue", number(0, 1)}})))}});
  return both(members, check_matrix);
}

Check entropy() {
  return object(of_metric({{"embeddingDimension", integer(1)}, {"entropy", number(0)}, {"interpretation", text()}}));
}

}  // namespace klytics::presentation::contract
