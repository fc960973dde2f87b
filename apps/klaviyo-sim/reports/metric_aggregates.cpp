#include "reports/metric_aggregates.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <unordered_set>

#include "api/paging.h"
#include "core/error.h"
#include "events/event_values.h"
#include "reports/intervals.h"
#include "shop/ids.h"

namespace klaviyo_sim {
namespace {

constexpr std::size_t kPageSize = 500;  // the only one that the live API takes

constexpr std::array<std::string_view, 31> kDimensions = {"$attributed_channel",
                                                          "$attributed_flow",
                                                          "$attributed_message",
                                                          "$attributed_variation",
                                                          "$campaign_channel",
                                                          "$flow",
                                                          "$flow_channel",
                                                          "$message",
                                                          "$message_send_cohort",
                                                          "$usage_amount",
                                                          "$value_currency",
                                                          "$variation",
                                                          "$variation_send_cohort",
                                                          "Bot Click",
                                                          "Bounce Type",
                                                          "Campaign Name",
                                                          "Client Canonical",
                                                          "Client Name",
                                                          "Client Type",
                                                          "Email Domain",
                                                          "Failure Source",
                                                          "Failure Type",
                                                          "From Number",
                                                          "From Phone Region",
                                                          "Inbox Provider",
                                                          "List",
                                                          "Message Name",
                                                          "Message Type",
                                                          "Method",
                                                          "Subject",
                                                          "form_id"};

struct Query {
  Kind kind{};
  std::vector<std::string> measurements;
  std::vector<std::string> by;
  Interval interval = Interval::kDay;
  UnixSeconds from = std::numeric_limits<UnixSeconds>::min();
  UnixSeconds to = std::numeric_limits<UnixSeconds>::max();
  Filter dimensions;
  std::size_t offset = 0;
};

const std::vector<FieldRule>& filter_rules() {
  static const std::vector<FieldRule> rules = [] {
    std::vector<FieldRule> list = {{"datetime", ValueKind::kBareText, kGreaterOrEqual | kLessThan}};
    for (const std::string_view dimension : kDimensions)
      list.push_back({dimension, ValueKind::kString, kEquals | kAny | kContains});
    return list;
  }();
  return rules;
}

Interval parse_interval(const Json& attributes) {
  const auto found = attributes.find("interval");
  if (found == attributes.end()) return Interval::kDay;
  if (found->is_null()) return Interval::kWhole;
  const std::string name = found->get<std::string>();
  if (name == "hour") return Interval::kHour;
  if (name == "day") return Interval::kDay;
  if (name == "week") return Interval::kWeek;
  if (name == "month") return Interval::kMonth;
  throw invalid("'" + name + "' is not a valid interval.");
}

klytics::TimeZone parse_zone(const Json& attributes) {
  const std::string name = attributes.value("timezone", "UTC");
  try {
    return klytics::TimeZone(name);
  } catch (const klytics::Error&) {
    throw invalid("'" + name + "' is not a valid timezone.");
  }
}

std::vector<std::string> checked(const Json& attributes, const char* name, std::span<const std::string_view> allowed) {
  const auto values = attributes.value(name, std::vector<std::string>());
  for (const std::string& value : values)
    if (std::find(allowed.begin(), allowed.end(), value) == allowed.end())
      throw invalid("'" + value + "' is not a valid value for " + name + ".");
  return values;
}

Query parse_query(const Shop& shop, const std::string& uncounted, const Json& attributes, const klytics::TimeZone& zone,
                  UnixSeconds now) {
  constexpr std::array<std::string_view, 3> kMeasurements = {"count", "sum_value", "unique"};
  Query query;
  const std::string metric = attributes.value("metric_id", "");
  const auto found =
      std::find_if(shop.metrics.begin(), shop.metrics.end(), [&](const Metric& m) { return m.id == metric; });
  if (found == shop.metrics.end()) throw not_found("metric", metric);
  if (found->name == uncounted) throw invalid("Passed in metric does not support querying for aggregates.");
  query.kind = static_cast<Kind>(found - shop.metrics.begin());
  query.measurements = checked(attributes, "measurements", kMeasurements);
  if (query.measurements.empty()) throw invalid("At least one measurement is required.");
  query.by = checked(attributes, "by", kDimensions);
  query.interval = parse_interval(attributes);
  if (attributes.contains("sort")) throw invalid("Sorting is not supported.");
  if (attributes.value("page_size", kPageSize) < kPageSize) throw invalid("page_size must be at least 500.");
  if (const auto cursor = attributes.find("page_cursor"); cursor != attributes.end()) {
    const auto place = decode_list_cursor(cursor->get<std::string>());
    if (!place) throw invalid("Invalid cursor provided.");
    query.offset = place->offset;
  }
  bool lower = false;
  bool upper = false;
  for (const Json& text : attributes.value("filter", Json::array()))
    for (Term& term : parse_filter(text.get<std::string>(), filter_rules(), "metric-aggregate", now)) {
      if (term.rule->name != "datetime") {
        query.dimensions.push_back(std::move(term));
        continue;
      }
      const auto time = parse_time_in(zone, std::get<std::string>(term.values.front()));
      if (!time) throw invalid("Invalid datetime in filter.");
      (term.op == kLessThan ? upper : lower) = true;
      if (term.op == kLessThan) query.to = std::min(query.to, *time);
      if (term.op == kGreaterOrEqual) query.from = std::max(query.from, *time);
    }
  if (!lower || !upper) throw invalid("A lower and an upper bound on datetime are required.");
  if (query.from >= query.to) throw invalid("The lower bound on datetime must be before the upper one.");
  constexpr UnixSeconds kYear = 366 * 86400;
  if (query.to - query.from > kYear) throw invalid("The time range cannot be longer than one year.");
  return query;
}

struct Cell {
  std::uint64_t count = 0;
  std::int64_t money = 0;
  std::unordered_set<std::uint32_t> people;
};

}  // namespace

std::string query_metric_aggregates(const Shop& shop, const EventIndex& index, const std::string& uncounted,
                                    const Request& request, std::string_view base_url) {
  const Json body = Json::parse(request.body, nullptr, false);
  if (body.is_discarded() || !body.contains("data") || !body["data"].contains("attributes"))
    throw invalid("The body is not a metric-aggregate query.");
  try {
    const Json& attributes = body["data"]["attributes"];
    const klytics::TimeZone zone = parse_zone(attributes);
    const Query query = parse_query(shop, uncounted, attributes, zone, request.now);
    const Buckets buckets = make_buckets(zone, query.from, query.to, query.interval);
    std::map<std::vector<std::string>, std::vector<Cell>> groups;
    if (query.by.empty()) groups[{}].resize(buckets.size());
    const bool distinct =
        std::find(query.measurements.begin(), query.measurements.end(), "unique") != query.measurements.end();
    for (const std::uint32_t position : index.of_kind(query.kind)) {
      const Event& event = shop.events[position];
      if (event.time < query.from) continue;
      if (event.time >= query.to) break;
      const bool wanted = std::all_of(query.dimensions.begin(), query.dimensions.end(), [&](const Term& term) {
        return matches(term, dimension_of(shop, index, event, term.rule->name));
      });
      const auto bucket = buckets.find(event.time);
      if (!wanted || !bucket) continue;
      std::vector<std::string> key;
      for (const std::string& name : query.by) key.push_back(dimension_of(shop, index, event, name));
      std::vector<Cell>& cells = groups[std::move(key)];
      cells.resize(buckets.size());
      Cell& cell = cells[*bucket];
      ++cell.count;
      cell.money += money_of(shop, event);
      if (distinct) cell.people.insert(event.profile);
    }
    Json document;
    Json& data = document["data"];
    const std::string self = std::string(base_url) + "/api/metric-aggregates";
    data["type"] = "metric-aggregate";
    data["id"] = uuid(shop.seed + 5, static_cast<std::uint64_t>(query.from));
    data["attributes"]["dates"] = Json::array();
    for (const UnixSeconds begin : buckets.begins) data["attributes"]["dates"].push_back(to_text(begin));
    Json& rows = data["attributes"]["data"] = Json::array();
    std::size_t place = 0;
    for (const auto& [key, cells] : groups) {
      if (place++ < query.offset || rows.size() >= kPageSize) continue;
      Json row;
      row["dimensions"] = key;
      for (const std::string& name : query.measurements) {
        Json& values = row["measurements"][name] = Json::array();
        for (const Cell& cell : cells) {
          if (name == "count") values.push_back(static_cast<double>(cell.count));
          if (name == "unique") values.push_back(static_cast<double>(cell.people.size()));
          if (name == "sum_value") values.push_back(static_cast<double>(cell.money) / kMoneyScale);
        }
      }
      rows.push_back(std::move(row));
    }
    data["links"]["self"] = self;
    document["links"]["self"] = self;
    const auto link_to = [&](std::size_t offset) { return self + "?page_cursor=" + encode(ListCursor{offset, 0}); };
    document["links"]["next"] =
        query.offset + kPageSize < groups.size() ? Json(link_to(query.offset + kPageSize)) : Json(nullptr);
    document["links"]["prev"] = nullptr;
    return document.dump();
  } catch (const Json::exception&) {
    throw invalid("A member of the query has the wrong type.");
  }
}

}  // namespace klaviyo_sim
