#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "analytics/cohort/comparison.h"
#include "analytics/cohort/customer_groups.h"
#include "cohort_command.h"
#include "cohort_orders.h"
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

class CohortCompare : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.add_option("A", first_, "The first segment")->type_name("A")->required();
    app.add_option("B", second_, "The segment that it is compared with")->type_name("B")->required();
    source_.add_options(app);
    app.add_option("--segment", source_.columns.group, "Column that holds the segment of a customer")
        ->type_name("COLUMN");
    app.add_option("--confidence", confidence_, "Of the limits")->type_name("SHARE")->capture_default_str();
    output_.add_options(app);
  }

  void validate() const override {
    source_.validate();
    output_.parsed();
    if (first_ == second_) throw Error(ErrorKind::kUsage, "a segment cannot be compared with itself: " + first_);
    if (source_.columns.group.empty())
      throw Error(ErrorKind::kUsage, "no segments to compare", "name their column with --segment");
    if (!source_.input.empty() && source_.columns.amount.empty())
      throw Error(ErrorKind::kUsage, "comparing values needs the column of the amount", "name it with --amount");
    if (!(confidence_ > 0 && confidence_ < 1))
      throw Error(ErrorKind::kUsage, fmt::format("--confidence must be between 0 and 1: {}", confidence_));
  }

  int run(Context& context) override {
    const Orders orders = source_.load(context);
    const std::vector<CustomerTotals> totals = analytics::totals_by_group(orders, source_.last_day(orders));
    const CustomerTotals& first = find(orders, totals, first_);
    const CustomerTotals& second = find(orders, totals, second_);
    ResultTable table;
    table.columns = {"measure", "a", "b", "difference", "lower", "upper", "customers_a", "customers_b"};
    add_row(table, "repeat_rate",
            analytics::newcombe_difference(first.repeat_customers, size(first), second.repeat_customers, size(second),
                                           confidence_),
            static_cast<double>(first.repeat_customers) / static_cast<double>(first.amounts.size()), first, second);
    add_row(table, "orders_per_customer", analytics::bootstrap_difference(first.orders, second.orders, confidence_),
            analytics::mean_of(first.orders), first, second);
    add_row(table, "revenue_per_customer", analytics::bootstrap_difference(first.amounts, second.amounts, confidence_),
            analytics::mean_of(first.amounts), first, second);
    output_.print(context.out, table);
    return 0;
  }

 private:
  static std::int64_t size(const CustomerTotals& totals) { return static_cast<std::int64_t>(totals.amounts.size()); }

  static void add_row(ResultTable& table, std::string_view measure, const Interval& difference, double first_value,
                      const CustomerTotals& first, const CustomerTotals& second) {
    table.rows.push_back({TableCell::of(measure), TableCell::of(first_value),
                          TableCell::of(first_value - difference.estimate), TableCell::of(difference.estimate),
                          TableCell::of(difference.lower), TableCell::of(difference.upper), TableCell::of(size(first)),
                          TableCell::of(size(second))});
  }

  static const CustomerTotals& find(const Orders& orders, const std::vector<CustomerTotals>& totals,
                                    const std::string& name) {
    for (std::uint32_t group = 0; group < totals.size(); ++group) {
      if (orders.group_ids.text(group) != name) continue;
      if (totals[group].amounts.size() < kFewestCustomers)
        throw Error(ErrorKind::kBadData,
                    fmt::format("not enough data: segment {} has {} customers, at least {} are needed", name,
                                totals[group].amounts.size(), kFewestCustomers));
      return totals[group];
    }
    throw Error(ErrorKind::kBadData, fmt::format("not enough data: nobody is in segment {}", name));
  }

  OrderSource source_;
  ResultOutput output_;
  std::string first_, second_;
  double confidence_ = 0.95;
};

}  // namespace

std::unique_ptr<Command> make_cohort_compare() { return std::make_unique<CohortCompare>(); }

}  // namespace klytics::app
