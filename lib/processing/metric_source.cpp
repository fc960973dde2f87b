#include "processing/metric_source.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/error.h"
#include "core/nearest_match.h"

namespace klytics::processing {
namespace {

using storage::Rows;

constexpr std::string_view kByValue = ":value";

std::string array_text(const std::vector<Date>& days) {
  std::vector<std::string> texts;
  for (const Date day : days) texts.push_back(to_string(day));
  return fmt::format("{{{}}}", fmt::join(texts, ","));
}

std::optional<MetricInput> find_by_text(storage::Connection& connection, const std::string& account_id,
                                        const std::string& text) {
  const Rows rows = connection.query("queries/metrics/find", {account_id, text});
  if (rows.empty()) return std::nullopt;
  if (rows.size() > 1) {
    std::string names;
    for (std::size_t row = 0; row < rows.size(); ++row)
      names += fmt::format("{}{} (of {})", row == 0 ? "" : ", ", rows.text(row, 0),
                           rows.text(row, 2).empty() ? "no integration" : rows.text(row, 2));
    throw Error(ErrorKind::kUsage, fmt::format("several metrics have the name {}: {}", text, names),
                "use the id of one of them");
  }
  MetricInput input;
  input.klaviyo_id = std::string(rows.text(0, 0));
  input.title = std::string(rows.text(0, 1));
  return input;
}

/// Base metrics that are known of one flow or campaign.
bool has_owners(const BaseMetric& base) {
  return base.channel.empty() && base.origin.empty() &&
         (base.source == MetricSource::kRevenue || base.source == MetricSource::kCustomers ||
          base.source == MetricSource::kEngagement);
}

[[noreturn]] void unknown_owner(storage::Connection& connection, const std::string& account_id, const std::string& kind,
                                const std::string& text) {
  const Rows rows = connection.query("queries/metrics/owners", {account_id, kind});
  std::vector<std::string> names;
  for (std::size_t row = 0; row < rows.size(); ++row) names.emplace_back(rows.text(row, 0));
  constexpr std::size_t kFew = 12;  // that are listed
  const std::string nearest = nearest_match(text, names);
  const std::string known = names.empty()          ? fmt::format("there is no {}", kind)
                            : names.size() <= kFew ? fmt::format("there are {}", fmt::join(names, ", "))
                                                   : fmt::format("there are {} {}s", names.size(), kind);
  throw Error(ErrorKind::kUsage, fmt::format("unknown {}: {}", kind, text),
              nearest.empty() ? known : fmt::format("did you mean {}?", nearest));
}

Rows query_hours(storage::Connection& connection, const std::string& account_id, const MetricInput& input,
                 const Intervals& intervals) {
  const std::string from = to_string(intervals.starts.front()), until = to_string(intervals.end);
  if (!input.owner_kind.empty())
    throw Error(ErrorKind::kUsage,
                fmt::format("{} of one {} is not known by the hour", input.base->name, input.owner_kind),
                "ask for day, week or month");
  if (input.base == nullptr)
    return connection.query("queries/metrics/events_by_hour",
                            {account_id, from, until, input.klaviyo_id, input.by_value ? "value" : "events"});
  if (input.base->source == MetricSource::kRevenue || input.base->source == MetricSource::kCustomers)
    return connection.query("queries/metrics/orders_by_hour",
                            {account_id, from, until, input.base->channel, input.base->origin, input.base->column});
  throw Error(ErrorKind::kUsage, fmt::format("{} is not known by the hour", input.base->name),
              "ask for day, week or month");
}

}  // namespace

std::optional<MetricInput> find_klaviyo_metric(storage::Connection& connection, const std::string& account_id,
                                               const std::string& text) {
  if (auto input = find_by_text(connection, account_id, text)) return input;
  if (!text.ends_with(kByValue)) return std::nullopt;
  auto input = find_by_text(connection, account_id, text.substr(0, text.size() - kByValue.size()));
  if (!input) return std::nullopt;
  input->by_value = true;
  input->title += ", value";
  input->nature = MetricNature::kMoney;
  return input;
}

std::optional<MetricInput> find_owned_metric(storage::Connection& connection, const std::string& account_id,
                                             const std::string& text) {
  const std::size_t colon = text.find(':'), equals = text.find('=');
  if (colon == std::string::npos || equals == std::string::npos || equals < colon) return std::nullopt;
  const std::string kind = text.substr(colon + 1, equals - colon - 1), wanted = text.substr(equals + 1);
  const BaseMetric* base = find_base_metric(text.substr(0, colon));
  if (base == nullptr || (kind != "flow" && kind != "campaign")) return std::nullopt;
  if (!has_owners(*base)) throw Error(ErrorKind::kUsage, fmt::format("{} is not counted by {}", base->name, kind));
  const Rows rows = connection.query("queries/metrics/find_owner", {account_id, kind, wanted});
  if (rows.empty()) unknown_owner(connection, account_id, kind, wanted);
  if (rows.size() > 1)
    throw Error(ErrorKind::kUsage, fmt::format("{} {}s have the name {}", rows.size(), kind, wanted),
                fmt::format("use an id, such as {}", rows.text(0, 0)));
  MetricInput input{base, {}, false, kind, std::string(rows.text(0, 0)), {}, base->nature};
  input.title = fmt::format("{}, {} {}", base->title, kind, rows.text(0, 1));
  return input;
}

MetricStatement daily_statement(const std::string& account_id, const MetricInput& input,
                                const std::vector<Date>& days) {
  const std::string array = array_text(days);
  if (input.base == nullptr)
    return {"queries/metrics/events", {account_id, array, input.klaviyo_id, input.by_value ? "value" : "events"}};
  const BaseMetric& base = *input.base;
  const std::string column(base.column);
  if (!input.owner_kind.empty() && base.source != MetricSource::kEngagement)
    return {"queries/metrics/orders_of_owner", {account_id, array, input.owner_kind, input.owner_id, column}};
  const std::vector<std::string> split = {account_id, array, base.channel, base.origin, column};
  switch (base.source) {
    case MetricSource::kRevenue:
      return {"queries/metrics/revenue", split};
    case MetricSource::kCustomers:
      return {"queries/metrics/customers", split};
    case MetricSource::kEngagement:
      return {"queries/metrics/engagement",
              {account_id, array, base.channel, input.owner_kind.empty() ? base.origin : input.owner_kind, column,
               input.owner_id}};
    case MetricSource::kForms:
      return {"queries/metrics/forms", {account_id, array, column}};
    case MetricSource::kSubscribers:
      break;
  }
  return {"queries/metrics/subscribers", {account_id, array}};
}

std::vector<std::optional<double>> read_input(storage::Connection& connection, const std::string& account_id,
                                              const MetricInput& input, const Intervals& intervals) {
  const bool is_flow = input.nature == MetricNature::kCount || input.nature == MetricNature::kMoney;
  std::vector<std::optional<double>> values(intervals.starts.size(), is_flow ? std::optional(0.0) : std::nullopt);
  if (values.empty()) return values;
  const auto query_days = [&] {
    const MetricStatement statement = daily_statement(account_id, input, intervals.days);
    return connection.query(statement.name, {statement.parameters.begin(), statement.parameters.end()});
  };
  const Rows rows = intervals.interval == MetricInterval::kHour ? query_hours(connection, account_id, input, intervals)
                                                                : query_days();
  for (std::size_t row = 0; row < rows.size(); ++row)
    values.at(static_cast<std::size_t>(rows.integer(row, 0) - 1)) = rows.number(row, 1);
  return values;
}

}  // namespace klytics::processing
