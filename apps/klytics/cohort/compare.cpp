#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>

#include "analytics/cohort/comparison.h"
#include "analytics/cohort/customer_groups.h"
#include "cohort/cohort_command.h"
#include "cohort/orders.h"
#include "core/error.h"
#include "result_output.h"

namespace klytics::app {
namespace {

using analytics::CustomerTotals;
using analytics::Interval;
using presentation::ResultTable;
using presentation::TableCell;

// Below this many customers on a side the limits say little, and the bootstrap's too little.
constexpr std::size_t kFewestCustomers = 30;
constexpr std::size_t kNamesShown = 10;

class CohortCompare : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.add_option("A", first_, "The first segment")->type_name("A")->required();
    app.add_option("B", second_, "The segment that it is compared with")->type_name("B")->required();
    source_.add_options(app);
    app.add_option(
           "--segment", column_,
           "Column that holds the segment of a customer; in the database channel or source (default there: A and "
           "B are segments or lists)")
        ->type_name("COLUMN");
    app.add_option("--confidence", confidence_, "Of the limits")->type_name("SHARE")->capture_default_str();
    output_.add_options(app);
  }

  void validate() const override {
    source().validate();
    output_.parsed();
    check_confidence(confidence_);
    if (first_ == second_) throw Error(ErrorKind::kUsage, "a segment cannot be compared with itself: " + first_);
    if (source_.from_file() && column_.empty())
      throw Error(ErrorKind::kUsage, "no segments to compare", "name their column with --segment");
    if (!source_.from_file() && !column_.empty() && column_ != "channel" && column_ != "source")
      throw Error(ErrorKind::kUsage, "orders of the database have no column " + column_, "it is channel or source");
  }

  int run(Context& context) override {
    const OrderSource from = source();
    CohortData data = load_cohorts(context, from);
    if (const std::size_t shared = analytics::leave_out_shared(*data.groups, data.orders.customer_ids.size());
        shared > 0)
      context.log.info(fmt::format("left out {} who are in both", shared));
    const bool with_idle = from.by_membership();
    const std::vector<CustomerTotals> totals =
        analytics::totals_by_group(data.orders, *data.groups, data.last_day(from), with_idle);
    const CustomerTotals& first = with_idle ? enough(first_, totals[0]) : find(data, totals, first_);
    const CustomerTotals& second = with_idle ? enough(second_, totals[1]) : find(data, totals, second_);
    ResultTable table;
    table.columns = {"measure", "a", "b", "difference", "lower", "upper", "customers_a", "customers_b"};
    if (with_idle) add_rate(table, "order_rate", first, second, &CustomerTotals::buyers);
    add_rate(table, "repeat_rate", first, second, &CustomerTotals::repeat_customers);
    add_mean(table, "orders_per_customer", first, second, &CustomerTotals::orders, context.log);
    if (from.from_file() && from.columns.amount.empty())
      context.log.info("no revenue is compared: name the column of the amount with --amount");
    else
      add_mean(table, "revenue_per_customer", first, second, &CustomerTotals::amounts, context.log);
    output_.print(context.out, table);
    return 0;
  }

 private:
  OrderSource source() const {
    OrderSource from = source_;
    from.segments = column_.empty() ? std::vector{first_, second_} : std::vector{column_};
    if (from.from_file() && column_.empty()) from.segments.clear();
    return from;
  }

  static std::int64_t size(const CustomerTotals& totals) { return static_cast<std::int64_t>(totals.amounts.size()); }

  void add_rate(ResultTable& table, std::string_view measure, const CustomerTotals& first, const CustomerTotals& second,
                std::int64_t CustomerTotals::*part) const {
    add_row(table, measure, static_cast<double>(first.*part) / static_cast<double>(size(first)),
            static_cast<double>(second.*part) / static_cast<double>(size(second)),
            analytics::newcombe_difference(first.*part, size(first), second.*part, size(second), confidence_), first,
            second);
  }

  void add_mean(ResultTable& table, std::string_view measure, const CustomerTotals& first, const CustomerTotals& second,
                std::vector<double> CustomerTotals::*values, Log& log) const {
    const auto varies = [](const std::vector<double>& list) {
      return std::adjacent_find(list.begin(), list.end(), std::not_equal_to<>()) != list.end();
    };
    std::optional<Interval> difference;
    if (varies(first.*values) || varies(second.*values))
      difference = analytics::bootstrap_difference(first.*values, second.*values, confidence_);
    else
      log.info(fmt::format("{}: not enough data for limits: it is the same for all customers of a segment", measure));
    add_row(table, measure, analytics::mean_of(first.*values), analytics::mean_of(second.*values), difference, first,
            second);
  }

  // Without limits where there is no difference to give them.
  static void add_row(ResultTable& table, std::string_view measure, double first_value, double second_value,
                      const std::optional<Interval>& difference, const CustomerTotals& first,
                      const CustomerTotals& second) {
    table.rows.push_back({TableCell::of(measure), TableCell::of(first_value), TableCell::of(second_value),
                          TableCell::of(first_value - second_value),
                          difference ? TableCell::of(difference->lower) : TableCell::empty(),
                          difference ? TableCell::of(difference->upper) : TableCell::empty(),
                          TableCell::of(size(first)), TableCell::of(size(second))});
  }

  static const CustomerTotals& enough(const std::string& name, const CustomerTotals& totals) {
    if (totals.amounts.size() < kFewestCustomers)
      throw Error(ErrorKind::kBadData,
                  fmt::format("not enough data: segment {} has {} customers, at least {} are needed", name,
                              totals.amounts.size(), kFewestCustomers));
    return totals;
  }

  static const CustomerTotals& find(const CohortData& data, const std::vector<CustomerTotals>& totals,
                                    const std::string& name) {
    for (std::size_t group = 0; group < totals.size(); ++group)
      if (data.groups->names[group] == name) return enough(name, totals[group]);
    const std::vector<std::string>& names = data.groups->names;
    const auto shown = static_cast<std::ptrdiff_t>(std::min(names.size(), kNamesShown));
    throw Error(ErrorKind::kBadData, fmt::format("not enough data: nobody is in segment {}", name),
                fmt::format("the segments are {}{}", fmt::join(names.begin(), names.begin() + shown, ", "),
                            names.size() > kNamesShown ? ", ..." : ""));
  }

  OrderSource source_;
  ResultOutput output_;
  std::string first_, second_, column_;
  double confidence_ = 0.95;
};

}  // namespace

std::unique_ptr<Command> make_cohort_compare() { return std::make_unique<CohortCompare>(); }

}  // namespace klytics::app
