#include "storage/cohort_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

#include "core/error.h"

namespace klytics::storage {
namespace {

std::string_view required(const std::optional<std::string_view>& text) {
  if (!text) throw Error(ErrorKind::kInternal, "a person of a cohort has no id");
  return *text;
}

}  // namespace

CohortReader::CohortReader(Connection& connection, const Account& account)
    : connection_(connection), account_(account) {
  connection_.query("queries/cohort/begin_snapshot");
}

std::size_t CohortReader::read_orders(Orders& orders) {
  std::size_t in_other_currencies = 0;
  StringIdColumn customers(orders.customer_ids, orders.customers);
  connection_.copy_out("queries/cohort/orders", {account_.id}, [&](BinaryRow& row) {
    const std::optional<std::string_view> profile = row.text();
    if (!profile) {
      ++in_other_currencies;
      return;
    }
    if (profile->empty()) {
      ++orders.rows_without_customer;
      return;
    }
    const std::int32_t day = row.day().value();
    const MoneyMicros amount = row.micros();
    if (amount < 0)
      throw Error(ErrorKind::kBadData,
                  fmt::format("an order's amount must not be negative: {} of profile {}",
                              static_cast<double>(amount) / static_cast<double>(kMicrosPerUnit), *profile));
    if (amount == 0) {
      ++orders.rows_of_amount_zero;
      orders.free_rows.push_back({orders.customer_ids.id(*profile), day});
      return;
    }
    customers.add(*profile);
    orders.days.push_back(day);
    orders.amounts.push_back(amount);
  });
  customers.flush();
  return in_other_currencies;
}

void CohortReader::read_activity(Orders& orders, std::string_view metric) {
  require_metric(metric);
  connection_.copy_out("queries/cohort/activity", {account_.id, account_.timezone, std::string(metric)},
                       [&](BinaryRow& row) {
                         orders.customers.push_back(orders.customer_ids.id(required(row.text())));
                         orders.days.push_back(row.day().value());
                         orders.amounts.push_back(row.micros());
                       });
}

std::vector<CohortReader::Start> CohortReader::read_starts(Orders& orders, const CohortDefinition& definition,
                                                           const std::vector<std::string>& form_metrics) {
  using enum CohortDefinition::Kind;
  std::vector<Start> starts;
  const auto take = [&](BinaryRow& row) {
    const std::uint32_t customer = orders.customer_ids.id(required(row.text()));
    const std::int32_t day = row.day().value();
    const std::string_view id = required(row.text());
    starts.push_back({customer, day, std::string(id), std::string(required(row.text()))});
  };
  std::vector<std::string> parameters = {account_.id, account_.timezone};
  switch (definition.kind) {
    case kMetric:
      require_metric(definition.name);
      parameters.push_back(definition.name);
      connection_.copy_out("queries/cohort/starts_by_metric", parameters, take);
      break;
    case kList:
    case kSegment: {
      const std::string kind = definition.kind == kList ? "list" : "segment";
      parameters.insert(parameters.end(), {find_audience(definition.name, kind).id, kind});
      connection_.copy_out("queries/cohort/starts_by_audience", parameters, take);
      break;
    }
    case kCampaign:
    case kFlow:
      parameters.emplace_back(definition.kind == kFlow ? "flow" : "campaign");
      connection_.copy_out("queries/cohort/starts_by_source", parameters, take);
      break;
    case kForm:
      parameters.push_back(fmt::format("{}", fmt::join(form_metrics, "\n")));
      connection_.copy_out("queries/cohort/starts_by_form", parameters, take);
      break;
    case kFirstOrder:
    case kDateColumn:
    case kLabelColumn:
      throw Error(ErrorKind::kInternal, "this cohort does not come from the database");
  }
  return starts;
}

CohortReader::Group CohortReader::read_members(Orders& orders, std::string_view name) {
  std::string_view kind;
  for (const std::string_view word : {"segment", "list"})
    if (name.starts_with(word) && name.substr(word.size()).starts_with(":")) kind = word;
  const Audience audience = find_audience(name.substr(kind.empty() ? 0 : kind.size() + 1), kind);
  Group group{audience.name, {}};
  connection_.copy_out("queries/cohort/members", {account_.id, audience.id, audience.kind},
                       [&](BinaryRow& row) { group.members.push_back(orders.customer_ids.id(required(row.text()))); });
  return group;
}

std::vector<CohortReader::Group> CohortReader::read_groups_by_order(Orders& orders, std::string_view column) {
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> members;
  connection_.copy_out("queries/cohort/groups_by_order", {account_.id, std::string(column)}, [&](BinaryRow& row) {
    const std::uint32_t customer = orders.customer_ids.id(required(row.text()));
    members[std::string(required(row.text()))].push_back(customer);
  });
  std::vector<Group> groups;
  for (auto& [name, list] : members) groups.push_back({name, std::move(list)});
  return groups;
}

std::vector<CohortReader::Subscriber> CohortReader::read_subscribers(Orders& orders) {
  std::vector<Subscriber> subscribers;
  connection_.copy_out("queries/cohort/subscriptions", {account_.id, account_.timezone}, [&](BinaryRow& row) {
    const std::uint32_t customer = orders.customer_ids.id(required(row.text()));
    const std::int32_t from = row.day().value();
    const std::optional<std::int32_t> unsubscribed = row.day();
    subscribers.push_back({customer, from, unsubscribed, row.day(), {}});
  });
  return subscribers;
}

std::vector<CohortReader::Subscriber> CohortReader::read_list(Orders& orders, const std::string& list_id) {
  std::vector<Subscriber> subscribers;
  connection_.copy_out("queries/cohort/list_subscriptions", {account_.id, account_.timezone, list_id},
                       [&](BinaryRow& row) {
                         const std::uint32_t customer = orders.customer_ids.id(required(row.text()));
                         const std::int32_t from = row.day().value();
                         const std::optional<std::int32_t> ended = row.day();
                         const std::optional<std::int32_t> lost = row.day();
                         subscribers.push_back({customer, from, ended, lost, row.day()});
                       });
  return subscribers;
}

CohortReader::Audience CohortReader::find_audience(std::string_view name, std::string_view kind) {
  const std::string what = kind.empty() ? "segment or list" : std::string(kind);
  const Rows rows = connection_.query("queries/cohort/find_audience", {account_.id, name, kind});
  if (rows.empty())
    throw Error(ErrorKind::kBadData, fmt::format("no {} named {}", what, name), "names are as in Klaviyo");
  if (rows.size() > 1)
    throw Error(ErrorKind::kBadData, fmt::format("{} segments and lists are named {}", rows.size(), name),
                fmt::format("name one by its id, such as {}", rows.text(0, 1)));
  return {std::string(rows.text(0, 0)), std::string(rows.text(0, 1)), std::string(rows.text(0, 2))};
}

void CohortReader::require_metric(std::string_view name) {
  if (connection_.query("queries/cohort/is_metric", {account_.id, name}).empty())
    throw Error(ErrorKind::kBadData, fmt::format("no metric named {}", name), "names are as in Klaviyo");
}

std::optional<std::int32_t> CohortReader::last_day(std::size_t column) {
  const Rows rows = connection_.query("queries/cohort/last_days", {account_.id, account_.timezone});
  if (rows.is_null(0, column)) return std::nullopt;
  return static_cast<std::int32_t>(rows.integer(0, column));
}

std::optional<std::int32_t> CohortReader::last_day_of_list(const std::string& list_id) {
  const Rows rows = connection_.query("queries/cohort/list_known_to", {account_.id, account_.timezone, list_id});
  if (rows.is_null(0, 0)) return std::nullopt;
  return static_cast<std::int32_t>(rows.integer(0, 0));
}

}  // namespace klytics::storage
