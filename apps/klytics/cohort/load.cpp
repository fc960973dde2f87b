#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cohort/orders.h"
#include "collection/order_file.h"
#include "core/at_once.h"
#include "core/error.h"
#include "storage/account.h"

namespace klytics::app {
namespace {

using analytics::CohortStarts;
using analytics::Subscription;
using storage::CohortReader;

constexpr unsigned kMostReaders = 4;  // more threads wait for the file

std::string name_of(const OrderSource& source) {
  return !source.from_file() ? "database" : source.input == "-" ? "stdin" : source.input;
}

// Names of cohorts as they are shown, by name; two of one name are told apart by their ids. Fills starts.labels.
void number_labels(CohortData& data, const std::vector<CohortReader::Start>& starts) {
  std::map<std::pair<std::string, std::string>, std::uint32_t> numbers;  // by name and id
  std::map<std::string, int> names;
  for (const CohortReader::Start& start : starts)
    if (numbers.try_emplace({start.name, start.id}, 0).second) ++names[start.name];
  for (auto& [cohort, number] : numbers) {
    number = static_cast<std::uint32_t>(data.labels.size());
    data.labels.push_back(names[cohort.first] > 1 ? fmt::format("{} ({})", cohort.first, cohort.second) : cohort.first);
  }
  data.starts->labels.resize(data.orders.customer_ids.size());
  for (const CohortReader::Start& start : starts)
    data.starts->labels[start.customer] = numbers.at({start.name, start.id});
}

void set_starts(CohortData& data, const std::vector<CohortReader::Start>& starts, const std::string& by) {
  if (starts.empty()) throw Error(ErrorKind::kBadData, fmt::format("nobody is in a cohort: --by {}", by));
  data.starts.emplace();
  data.starts->days.assign(data.orders.customer_ids.size(), CohortStarts::kNever);
  for (const CohortReader::Start& start : starts) data.starts->days[start.customer] = start.day;
  if (std::any_of(starts.begin(), starts.end(), [](const auto& start) { return !start.id.empty(); }))
    number_labels(data, starts);
}

void set_groups(CohortData& data, std::vector<CohortReader::Group> groups) {
  data.groups.emplace();
  for (CohortReader::Group& group : groups) {
    data.groups->names.push_back(std::move(group.name));
    data.groups->members.push_back(std::move(group.members));
  }
}

std::vector<CohortReader::Group> read_groups(CohortReader& reader, Orders& orders, const OrderSource& source) {
  if (!source.by_membership()) return reader.read_groups_by_order(orders, source.segments[0]);
  std::vector<CohortReader::Group> groups;
  for (const std::string& name : source.segments) {
    groups.push_back(reader.read_members(orders, name));
    for (std::size_t i = 0; i + 1 < groups.size(); ++i)
      if (groups[i].name == groups.back().name) groups.back().name = name;  // as the user tells them apart
  }
  return groups;
}

// The cohorts of a file: the earliest date of the start column, or the label of the first order.
void set_file_starts(CohortData& data, CohortDefinition::Kind kind) {
  const Orders& orders = data.orders;
  std::vector<std::int32_t> first(orders.customer_ids.size(), Orders::kNoDay);
  std::vector<std::uint32_t> label(first.size(), 0);
  for (std::size_t i = 0; i < orders.size(); ++i) {
    const std::int32_t day = kind == CohortDefinition::Kind::kDateColumn ? orders.starts[i] : orders.days[i];
    if (day >= first[orders.customers[i]]) continue;
    first[orders.customers[i]] = day;
    if (!orders.labels.empty()) label[orders.customers[i]] = orders.labels[i];
  }
  std::vector<CohortReader::Start> starts;
  for (std::uint32_t customer = 0; customer < first.size(); ++customer) {
    if (first[customer] == Orders::kNoDay) continue;
    starts.push_back({customer, first[customer], {}, {}});
    if (kind == CohortDefinition::Kind::kDateColumn) continue;
    const std::string_view text = orders.label_ids.text(label[customer]);
    starts.back().name = text.empty() ? "(none)" : text;
    starts.back().id = starts.back().name;
  }
  set_starts(data, starts, kind == CohortDefinition::Kind::kDateColumn ? "date" : "column");
}

Orders read_file(const OrderSource& source, const OrderColumns& columns) {
  OrderColumns chosen = columns;
  for (const std::string& text : source.where) chosen.where.push_back(parse_condition(text));
  const unsigned readers = static_cast<unsigned>(std::min<std::size_t>(core_count(), kMostReaders));
  return collection::read_order_file(source.input, chosen, TimeZone(source.timezone), readers);
}

void say_skipped(Log& log, const Orders& orders) {
  if (orders.rows_without_customer > 0)
    log.info(fmt::format("skipped {} rows without a customer", orders.rows_without_customer));
  if (orders.rows_of_amount_zero > 0) log.info(fmt::format("skipped {} rows of amount 0", orders.rows_of_amount_zero));
}

// Runs `read` in one transaction on the account, then fills the groups.
template <typename Read>
void read_database(Context& context, CohortData& data, const OrderSource& source, Read read) {
  storage::Connection connection = context.connect("cohort");
  const Account account = storage::find_account(connection, context.settings.account);
  connection.transaction([&] {
    CohortReader reader(connection, account);
    read(reader, account);
    if (!source.segments.empty()) set_groups(data, read_groups(reader, data.orders, source));
  });
  // Members and starts may have brought in people without orders.
  if (data.starts) data.starts->days.resize(data.orders.customer_ids.size(), CohortStarts::kNever);
  if (!data.labels.empty()) data.starts->labels.resize(data.orders.customer_ids.size());
}

}  // namespace

CohortData load_cohorts(Context& context, const OrderSource& source) {
  const CohortDefinition definition = parse_cohort_definition(source.by);
  CohortData data;
  if (source.from_file()) {
    OrderColumns columns = source.columns;
    if (definition.kind == CohortDefinition::Kind::kDateColumn) columns.start = definition.name;
    if (definition.kind == CohortDefinition::Kind::kLabelColumn) columns.label = definition.name;
    if (!source.segments.empty()) columns.group = source.segments[0];
    data.orders = read_file(source, columns);
    if (data.orders.size() > 0 && definition.needs_file()) set_file_starts(data, definition.kind);
    if (!columns.group.empty()) data.groups = analytics::groups_of_first_order(data.orders);
  } else {
    read_database(context, data, source, [&](CohortReader& reader, const Account& account) {
      if (!source.activity.empty()) {
        reader.read_activity(data.orders, source.activity);
      } else if (const std::size_t others = reader.read_orders(data.orders); others > 0) {
        context.log.warning(fmt::format("left out {} orders in other currencies than {}", others, account.currency));
      }
      if (definition.needs_database())
        set_starts(data, reader.read_starts(data.orders, definition, context.settings.form_submit_metrics), source.by);
      data.data_through = reader.last_day_of_facts().value_or(0);
    });
  }
  say_skipped(context.log, data.orders);
  if (data.orders.size() == 0)
    throw Error(ErrorKind::kBadData,
                fmt::format("{}: {}", name_of(source), source.activity.empty() ? "no orders" : "no such events"),
                source.from_file() ? "" : "run klytics sync and klytics aggregate first");
  for (const std::int32_t day : data.orders.days) data.data_through = std::max(data.data_through, day);
  return data;
}

CohortData load_subscriptions(Context& context, const OrderSource& source, const std::string& list) {
  CohortData data;
  read_database(context, data, source, [&](CohortReader& reader, const Account&) {
    if (!list.empty()) data.list_id = reader.find_list(list);
    const auto subscribers =
        list.empty() ? reader.read_subscribers(data.orders) : reader.read_list(data.orders, data.list_id);
    if (subscribers.empty()) throw Error(ErrorKind::kBadData, "database: no subscribers", "run klytics sync first");
    data.subscriptions.resize(data.orders.customer_ids.size());
    for (const CohortReader::Subscriber& subscriber : subscribers) {
      data.subscriptions[subscriber.customer] = {
          subscriber.from, subscriber.unsubscribed.value_or(Subscription::kNever),
          subscriber.lost.value_or(Subscription::kNever), subscriber.seen.value_or(Subscription().seen)};
      data.data_through = std::max(data.data_through, subscriber.from);
    }
    const std::optional<std::int32_t> known =
        list.empty() ? reader.last_day_of_profiles() : reader.last_day_of_list(data.list_id);
    data.data_through = std::max(data.data_through, known.value_or(0));
  });
  data.subscriptions.resize(data.orders.customer_ids.size());
  return data;
}

CohortData load_subscription_file(Context& context, const OrderSource& source, const std::string& end) {
  CohortData data;
  OrderColumns columns = source.columns;
  columns.start = end;
  columns.amount.clear();
  if (!source.segments.empty()) columns.group = source.segments[0];
  data.orders = read_file(source, columns);
  say_skipped(context.log, data.orders);
  if (data.orders.size() == 0) throw Error(ErrorKind::kBadData, fmt::format("{}: no subscriptions", name_of(source)));
  data.subscriptions.resize(data.orders.customer_ids.size());
  for (std::size_t i = 0; i < data.orders.size(); ++i) {
    const std::uint32_t customer = data.orders.customers[i];
    const auto fail = [&](std::string_view what) {
      throw Error(ErrorKind::kBadData,
                  fmt::format("{}: customer {}: {}", name_of(source), data.orders.customer_ids.text(customer), what));
    };
    if (data.subscriptions[customer].from != Subscription::kNever) fail("more than one subscription");
    data.subscriptions[customer] = {.from = data.orders.days[i], .unsubscribed = data.orders.starts[i]};
    if (data.orders.starts[i] < data.orders.days[i]) fail("the end is before the beginning");
    data.data_through = std::max(data.data_through, data.orders.days[i]);
    if (data.orders.starts[i] != Orders::kNoDay) data.data_through = std::max(data.data_through, data.orders.starts[i]);
  }
  if (!columns.group.empty()) data.groups = analytics::groups_of_first_order(data.orders);
  return data;
}

}  // namespace klytics::app
