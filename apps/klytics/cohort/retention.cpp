#include <CLI/CLI.hpp>

#include "analytics/cohort/customer_groups.h"
#include "analytics/cohort/retention.h"
#include "cohort/cohort_command.h"
#include "cohort/orders.h"
#include "core/error.h"
#include "presentation/render/retention_table.h"
#include "result_output.h"

namespace klytics::app {
namespace {

using analytics::CohortStarts;
using analytics::RetentionCohort;
using analytics::RetentionKind;
using analytics::RetentionOptions;
using presentation::ResultTable;
using presentation::RetentionMeasure;
using presentation::TableCell;

RetentionKind parse_kind(const std::string& text) {
  if (text == "classic") return RetentionKind::kClassic;
  if (text == "unbounded") return RetentionKind::kUnbounded;
  if (text == "rolling") return RetentionKind::kRolling;
  throw Error(ErrorKind::kUsage, "unknown kind: " + text, "the kinds are classic, unbounded and rolling");
}

// Orders in columns, of all or of some customers.
struct OrderList {
  std::vector<std::uint32_t> customers;
  std::vector<std::int32_t> days;
  std::vector<MoneyMicros> amounts;
};

// The orders of each group's members; those of a customer in several groups stand in each.
std::vector<OrderList> by_group(const Orders& orders, const analytics::CustomerGroups& groups) {
  std::vector<std::vector<std::uint32_t>> groups_of(orders.customer_ids.size());
  for (std::uint32_t group = 0; group < groups.members.size(); ++group)
    for (const std::uint32_t customer : groups.members[group]) groups_of[customer].push_back(group);
  std::vector<OrderList> lists(groups.members.size());
  for (std::size_t i = 0; i < orders.size(); ++i) {
    for (const std::uint32_t group : groups_of[orders.customers[i]]) {
      lists[group].customers.push_back(orders.customers[i]);
      lists[group].days.push_back(orders.days[i]);
      lists[group].amounts.push_back(orders.amounts[i]);
    }
  }
  return lists;
}

// The starts of a group's members.
CohortStarts starts_of(const CohortStarts& all, const std::vector<std::uint32_t>& members) {
  CohortStarts starts{std::vector(all.days.size(), CohortStarts::kNever), all.labels};
  for (const std::uint32_t customer : members) starts.days[customer] = all.days[customer];
  return starts;
}

class CohortRetention : public Command {
 public:
  void add_options(CLI::App& app) override {
    source_.add_options(app);
    app.add_option(
           "--by", source_.by,
           "What makes a cohort: first-order, metric:NAME, list:NAME, segment:NAME, campaign, flow or form; in a "
           "file date:COLUMN or column:COLUMN")
        ->type_name("COHORT")
        ->capture_default_str();
    app.add_option("--activity", source_.activity, "Metric whose events count in place of orders")->type_name("METRIC");
    app.add_option("--period", period_, "day, week, month or quarter")->type_name("PERIOD")->capture_default_str();
    app.add_option("--kind", kind_, "classic, unbounded or rolling")->type_name("KIND")->capture_default_str();
    app.add_option("--window", window_, "Length of the windows of --kind rolling (default: 30d)")->type_name("SPAN");
    app.add_option("--measure", measure_,
                   "customers, percent, revenue, orders, average-order-value or cumulative-revenue")
        ->type_name("MEASURE")
        ->capture_default_str();
    app.add_flag("--complete", say_complete_, "Add a column: how many periods, from 0 on, the data cover whole");
    source_.add_segment_option(app, "--segment",
                               "A triangle for each: a column of the file; in the database channel, source or, "
                               "repeatedly, a segment or list");
    output_.add_options(app);
  }

  void validate() const override {
    source_.validate();
    options();
    output_.parsed();
    if (!window_.empty() && parse_kind(kind_) != RetentionKind::kRolling)
      throw Error(ErrorKind::kUsage, "--window is the length of rolling windows: it needs --kind rolling");
    const RetentionMeasure measure = presentation::parse_retention_measure(measure_);
    const bool needs_amount = measure != RetentionMeasure::kCustomers && measure != RetentionMeasure::kPercent &&
                              measure != RetentionMeasure::kOrders;
    if (needs_amount && source_.from_file() && source_.columns.amount.empty())
      throw Error(ErrorKind::kUsage, "--measure " + measure_ + " needs the column of the amount",
                  "name it with --amount");
    if (needs_amount && !source_.activity.empty())
      throw Error(ErrorKind::kUsage, "events of --activity have no amount: --measure " + measure_ + " is of orders");
  }

  int run(Context& context) override {
    const CohortData data = load_cohorts(context, source_);
    const Orders& orders = data.orders;
    RetentionOptions chosen = options();
    chosen.last_day = data.last_day(source_);
    const std::size_t customers = orders.customer_ids.size();
    const CohortStarts* starts = data.starts ? &*data.starts : nullptr;
    if (!data.groups) {
      output_.print(context.out, table_of(data, analytics::retention(orders.customers, orders.days, orders.amounts,
                                                                     customers, chosen, starts)));
      return 0;
    }
    ResultTable all;
    const std::vector<OrderList> lists = by_group(orders, *data.groups);
    for (std::size_t group = 0; group < lists.size(); ++group) {
      const OrderList& list = lists[group];
      const std::optional<CohortStarts> of_group =
          starts == nullptr ? std::nullopt : std::optional(starts_of(*starts, data.groups->members[group]));
      append(all, data.groups->names[group],
             table_of(data, analytics::retention(list.customers, list.days, list.amounts, customers, chosen,
                                                 of_group ? &*of_group : nullptr)));
    }
    output_.print(context.out, all);
    return 0;
  }

 private:
  RetentionOptions options() const {
    return {.period = analytics::parse_period(period_),
            .kind = parse_kind(kind_),
            .window_days = window_.empty() ? kDefaultWindowDays : parse_span_days("--window", window_)};
  }

  ResultTable table_of(const CohortData& data, const std::vector<RetentionCohort>& cohorts) const {
    const analytics::Period period = analytics::parse_period(period_);
    return presentation::retention_table(
        cohorts,
        [&](std::int32_t number) {
          return data.labels.empty() ? analytics::period_label(number, period)
                                     : data.labels[static_cast<std::size_t>(number)];
        },
        presentation::parse_retention_measure(measure_), say_complete_);
  }

  // Adds the rows of a segment's triangle, with the segment before them; the triangles may differ in width.
  static void append(ResultTable& all, std::string_view segment, const ResultTable& part) {
    if (all.columns.empty()) all.columns = {"segment"};
    for (std::size_t i = all.columns.size() - 1; i < part.columns.size(); ++i) all.columns.push_back(part.columns[i]);
    for (const std::vector<TableCell>& row : part.rows) {
      all.rows.push_back({TableCell::of(segment)});
      all.rows.back().insert(all.rows.back().end(), row.begin(), row.end());
    }
    for (std::vector<TableCell>& row : all.rows) row.resize(all.columns.size());
  }

  OrderSource source_;
  ResultOutput output_;
  std::string period_ = "month";
  std::string kind_ = "classic";
  std::string window_;
  std::string measure_ = "customers";
  bool say_complete_ = false;
};

}  // namespace

std::unique_ptr<Command> make_cohort_retention() { return std::make_unique<CohortRetention>(); }

}  // namespace klytics::app
