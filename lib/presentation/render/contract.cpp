#include "presentation/render/contract.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/time.h"

namespace klytics::presentation {

using nlohmann::json;

namespace contract {
namespace {

using Found = std::vector<std::string>;

// "[{...}, ...]" of the dashboard's rows: an id, a name, and what else.
Check rows(std::vector<std::pair<std::string, Check>> members,
           std::size_t most = std::numeric_limits<std::size_t>::max()) {
  members.insert(members.begin(), {{"id", integer(1)}, {"name", text()}});
  return list(object(std::move(members)), 0, most);
}

constexpr std::size_t kTopCount = 5;

}  // namespace

Check number(double least, double most) {
  return [least, most](const json& value, const std::string& place, Found& found) {
    if (!value.is_number())
      found.push_back(place + ": not a number");
    else if (const double number = value.get<double>(); !std::isfinite(number))
      found.push_back(place + ": not a finite number");
    else if (number < least || number > most)
      found.push_back(fmt::format("{}: {} is not between {} and {}", place, value.dump(), least, most));
  };
}

Check rate() { return number(0, 100); }

Check integer(std::int64_t least) {
  return [least](const json& value, const std::string& place, Found& found) {
    if (!value.is_number_integer())
      found.push_back(place + ": not a whole number");
    else if (value.get<std::int64_t>() < least)
      found.push_back(fmt::format("{}: {} is less than {}", place, value.dump(), least));
  };
}

Check text() {
  return [](const json& value, const std::string& place, Found& found) {
    if (!value.is_string()) found.push_back(place + ": not text");
  };
}

Check boolean() {
  return [](const json& value, const std::string& place, Found& found) {
    if (!value.is_boolean()) found.push_back(place + ": neither true nor false");
  };
}

Check date() {
  return [](const json& value, const std::string& place, Found& found) {
    if (!value.is_string() || !parse_date(value.get<std::string>())) found.push_back(place + ": not a date");
  };
}

Check timestamp() {
  return [](const json& value, const std::string& place, Found& found) {
    constexpr std::size_t kLength = std::string_view("2026-01-31T00:00:00Z").size();
    const std::string written = value.is_string() ? value.get<std::string>() : "";
    if (written.size() != kLength || written.back() != 'Z' || !parse_instant(written))
      found.push_back(place + ": not a time such as 2026-01-31T00:00:00Z");
  };
}

Check one_of(std::vector<std::string> values) {
  return [values = std::move(values)](const json& value, const std::string& place, Found& found) {
    for (const std::string& allowed : values)
      if (value == allowed) return;
    found.push_back(fmt::format("{}: {} is not allowed", place, value.dump()));
  };
}

Check list(Check item, std::size_t least, std::size_t most) {
  return [item = std::move(item), least, most](const json& value, const std::string& place, Found& found) {
    if (!value.is_array()) return found.push_back(place + ": not an array");
    if (value.size() < least || value.size() > most)
      found.push_back(
          fmt::format("{}: {} items are {}", place, value.size(), value.size() < least ? "too few" : "too many"));
    for (std::size_t i = 0; i < value.size(); ++i) item(value[i], fmt::format("{}/{}", place, i), found);
  };
}

Check object(std::vector<std::pair<std::string, Check>> members) {
  return [members = std::move(members)](const json& value, const std::string& place, Found& found) {
    if (!value.is_object()) return found.push_back(place + ": not an object");
    for (const auto& [name, check] : members) {
      const auto member = value.find(name);
      if (member == value.end())
        found.push_back(fmt::format("{}/{}: missing", place, name));
      else
        check(*member, fmt::format("{}/{}", place, name), found);
    }
  };
}

Check both(Check first, Check second) {
  return [first = std::move(first), second = std::move(second)](const json& value, const std::string& place,
                                                                Found& found) {
    const std::size_t before = found.size();
    first(value, place, found);
    if (found.size() == before) second(value, place, found);
  };
}

Check overview() {
  const auto figure = [](const Check& value) {
    return object({{"current", value}, {"previous", value}, {"change", number()}});
  };
  return object({{"revenue", figure(number())},
                 {"subscribers", figure(number(0))},
                 {"openRate", figure(rate())},
                 {"clickRate", figure(rate())},
                 {"conversionRate", figure(rate())},
                 {"formSubmissions", figure(number(0))},
                 {"channels", distribution()}});
}

Check campaigns() {
  return rows({{"sent", number(0)},
               {"openRate", rate()},
               {"clickRate", rate()},
               {"conversionRate", rate()},
               {"revenue", number()}});
}

Check flows() {
  return rows({{"recipients", number(0)},
               {"openRate", rate()},
               {"clickRate", rate()},
               {"conversionRate", rate()},
               {"revenue", number()}});
}

Check forms() {
  return rows(
      {{"views", number(0)}, {"submissions", number(0)}, {"submissionRate", rate()}, {"conversions", number(0)}});
}

Check segments() { return rows({{"count", number(0)}, {"conversionRate", rate()}, {"revenue", number()}}); }

Check revenue_chart() {
  const Check days = list(
      object(
          {{"date", date()}, {"campaigns", number()}, {"flows", number()}, {"forms", number()}, {"other", number()}}),
      1);
  return both(days, [](const json& value, const std::string& place, Found& found) {
    for (std::size_t i = 1; i < value.size(); ++i)
      if (*parse_date(value[i]["date"].get<std::string>()) !=
          *parse_date(value[i - 1]["date"].get<std::string>()) + std::chrono::days{1})
        found.push_back(fmt::format("{}/{}/date: not the day after the one before", place, i));
  });
}

Check distribution() {
  const Check shares = list(object({{"name", text()}, {"value", rate()}, {"color", text()}}), 4, 4);
  return both(shares, [](const json& value, const std::string& place, Found& found) {
    double sum = 0;
    for (const json& share : value) sum += share["value"].get<double>();
    // Four shares of one decimal: binary fractions of them differ from 100 by less than this.
    if (sum != 0 && std::abs(sum - 100) > 1e-9) found.push_back(fmt::format("{}: the shares sum to {}", place, sum));
  });
}

Check top_segments() {
  return rows({{"conversionRate", rate()}, {"count", number(0)}, {"revenue", number()}}, kTopCount);
}

Check top_flows() { return rows({{"recipients", number(0)}, {"conversionRate", rate()}}, kTopCount); }

Check top_forms() { return rows({{"views", number(0)}, {"submissionRate", rate()}}, kTopCount); }

Check health() { return object({{"status", one_of({"ok", "stale"})}, {"timestamp", text()}}); }

Check forecast() {
  const Check points = list(object({{"timestamp", timestamp()}, {"value", number()}}), 1);
  const Check range = object({{"start", date()}, {"end", date()}});
  const Check measures = object({{"mape", number()}, {"rmse", number()}, {"mae", number()}, {"r2", number()}});
  return object(
      {{"metricId", text()},
       {"dateRange", range},
       {"forecastHorizon", integer(1)},
       {"interval", text()},
       {"method", text()},
       {"accuracy", number()},
       {"forecast", object({{"forecast", points},
                            {"confidence", object({{"upper", points}, {"lower", points}})},
                            {"accuracy", number()},
                            {"method", text()},
                            {"metadata", object({{"validationMetrics", measures}, {"modelParams", object({})}})}})}});
}

}  // namespace contract

std::vector<std::string> violations(const Check& check, std::string_view body) {
  const json value = json::parse(body, nullptr, false);
  if (value.is_discarded()) return {": not JSON"};
  std::vector<std::string> found;
  check(value, "", found);
  return found;
}

}  // namespace klytics::presentation
