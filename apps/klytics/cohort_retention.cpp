#include <CLI/CLI.hpp>

#include "analytics/cohort/customer_groups.h"
#include "analytics/cohort/retention.h"
#include "cohort_command.h"
#include "cohort_orders.h"
#include "core/error.h"
#include "presentation/render/retention_table.h"
#include "result_output.h"

namespace klytics::app {
namespace {

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

std::vector<OrderList> by_group(const Orders& orders) {
  const std::vector<std::uint32_t> group = analytics::group_of_first_order(orders);
  std::vector<OrderList> lists(orders.group_ids.size());
  for (std::size_t i = 0; i < orders.size(); ++i) {
    OrderList& list = lists[group[orders.customers[i]]];
    list.customers.push_back(orders.customers[i]);
    list.days.push_back(orders.days[i]);
    list.amounts.push_back(orders.amounts[i]);
  }
  return lists;
}

class CohortRetention : public Command {
 public:
  void add_options(CLI::App& app) override {
    source_.add_options(app);
    app.add_option("--period", period_, "day, week, month or quarter")->type_name("PERIOD")->capture_default_str();
    app.add_option("--kind", kind_, "classic, unbounded or rolling")->type_name("KIND")->capture_default_str();
    app.add_option("--window", window_, "Length of the windows of --kind rolling")
        ->type_name("SPAN")
        ->capture_default_str();
    app.add_option("--measure", measure_,
                   "customers, percent, revenue, orders, average-order-value or cumulative-revenue")
        ->type_name("MEASURE")
        ->capture_default_str();
    app.add_option("--segment", source_.columns.group, "Column by which customers are told apart: a triangle for each")
        ->type_name("COLUMN");
    output_.add_options(app);
  }

  void validate() const override {
    source_.validate();
    analytics::parse_period(period_);
    parse_kind(kind_);
    parse_span_days("--window", window_);
    output_.parsed();
    const RetentionMeasure measure = presentation::parse_retention_measure(measure_);
    const bool needs_amount = measure != RetentionMeasure::kCustomers && measure != RetentionMeasure::kPercent &&
                              measure != RetentionMeasure::kOrders;
    if (needs_amount && !source_.input.empty() && source_.columns.amount.empty())
      throw Error(ErrorKind::kUsage, "--measure " + measure_ + " needs the column of the amount",
                  "name it with --amount");
  }

  int run(Context& context) override {
    const Orders orders = source_.load(context);
    const RetentionOptions options{.period = analytics::parse_period(period_),
                                   .kind = parse_kind(kind_),
                                   .window_days = parse_span_days("--window", window_),
                                   .last_day = source_.last_day(orders)};
    const std::size_t customers = orders.customer_ids.size();
    if (orders.groups.empty()) {
      output_.print(context.out,
                    table_of(analytics::retention(orders.customers, orders.days, orders.amounts, customers, options)));
      return 0;
    }
    ResultTable all;
    const std::vector<OrderList> lists = by_group(orders);
    for (std::uint32_t group = 0; group < lists.size(); ++group) {
      const OrderList& list = lists[group];
      append(all, orders.group_ids.text(group),
             table_of(analytics::retention(list.customers, list.days, list.amounts, customers, options)));
    }
    output_.print(context.out, all);
    return 0;
  }

 private:
  ResultTable table_of(const std::vector<RetentionCohort>& cohorts) const {
    return presentation::retention_table(cohorts, analytics::parse_period(period_),
                                         presentation::parse_retention_measure(measure_));
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
  std::string window_ = "30d";
  std::string measure_ = "customers";
};

}  // namespace

std::unique_ptr<Command> make_cohort_retention() { return std::make_unique<CohortRetention>(); }

}  // namespace klytics::app
