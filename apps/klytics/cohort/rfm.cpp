#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <map>

#include "analytics/cohort/rfm.h"
#include "cohort/cohort_command.h"
#include "cohort/orders.h"
#include "core/decimal.h"
#include "core/error.h"
#include "presentation/publish/output_file.h"
#include "result_output.h"

namespace klytics::app {
namespace {

using analytics::RfmCustomer;
using presentation::ResultTable;
using presentation::TableCell;

constexpr int kMostBins = 100;
constexpr int kMicrosDigits = 6;

TableCell money(MoneyMicros amount) { return TableCell::number(to_string(Decimal{amount, kMicrosDigits})); }

class CohortRfm : public Command {
 public:
  void add_options(CLI::App& app) override {
    source_.add_options(app);
    app.add_option("--bins", bins_, "Scores from 1 to this, by quantile")->type_name("N")->capture_default_str();
    app.add_option("--from", from_, "Show who moved from which group to which since this date")->type_name("DATE");
    app.add_option("--out", out_, "Write one row per customer")->type_name("FILE");
    output_.add_options(app);
  }

  void validate() const override {
    source_.validate();
    output_.parsed();
    if (bins_ < 2 || bins_ > kMostBins)
      throw Error(ErrorKind::kUsage, fmt::format("--bins must be from 2 to {}: {}", kMostBins, bins_));
    if (!from_.empty()) parse_day_option("--from", from_);
    if (!source_.input.empty() && source_.columns.amount.empty())
      throw Error(ErrorKind::kUsage, "monetary scores need the column of the amount", "name it with --amount");
  }

  int run(Context& context) override {
    const CohortData data = load_cohorts(context, source_);
    const Orders& orders = data.orders;
    const std::int32_t last_day = data.last_day(source_);
    const Settings& settings = context.settings;
    const RfmTable groups = rfm_table(settings.rfm_recent, settings.rfm_middle, settings.rfm_old);
    const std::vector<RfmCustomer> customers = analytics::rfm(orders, last_day, bins_, groups);
    if (!out_.empty())
      presentation::write_output_file(out_,
                                      render(customer_table(orders, customers), presentation::Format::kCsv, false));
    if (from_.empty()) {
      output_.print(context.out, group_table(customers));
    } else {
      const std::int32_t from = parse_day_option("--from", from_);
      if (from >= last_day) throw Error(ErrorKind::kUsage, "--from must be before the last day of the orders");
      output_.print(context.out, movement_table(analytics::rfm(orders, from, bins_, groups), customers));
    }
    return 0;
  }

 private:
  static ResultTable group_table(const std::vector<RfmCustomer>& customers) {
    struct Sum {
      std::int64_t customers = 0, orders = 0;
      MoneyMicros revenue = 0;
    };
    std::array<Sum, kRfmGroups> sums{};
    for (const RfmCustomer& customer : customers) {
      Sum& sum = sums[static_cast<std::size_t>(customer.group)];
      sum.customers += 1;
      sum.orders += customer.orders;
      if (__builtin_add_overflow(sum.revenue, customer.amount, &sum.revenue))
        throw Error(ErrorKind::kBadData, "the revenue of a group exceeds what can be summed exactly");
    }
    ResultTable table;
    table.columns = {"group", "customers", "percent", "orders", "revenue"};
    for (std::size_t i = 0; i < sums.size(); ++i)
      table.rows.push_back(
          {TableCell::of(name_of(static_cast<RfmGroup>(i))), TableCell::of(sums[i].customers),
           TableCell::number(to_string(percentage(sums[i].customers, static_cast<std::int64_t>(customers.size())))),
           TableCell::of(sums[i].orders), money(sums[i].revenue)});
    return table;
  }

  static ResultTable customer_table(const Orders& orders, std::vector<RfmCustomer> customers) {
    std::sort(customers.begin(), customers.end(), [&orders](const RfmCustomer& a, const RfmCustomer& b) {
      return orders.customer_ids.text(a.customer) < orders.customer_ids.text(b.customer);
    });
    ResultTable table;
    table.columns = {"customer", "last_order", "orders", "amount", "recency", "frequency", "monetary", "group"};
    for (const RfmCustomer& customer : customers)
      table.rows.push_back({TableCell::of(orders.customer_ids.text(customer.customer)),
                            TableCell::of(to_string(Date{std::chrono::days{customer.last_day}})),
                            TableCell::of(customer.orders), money(customer.amount),
                            TableCell::of(std::int64_t{customer.recency}),
                            TableCell::of(std::int64_t{customer.frequency}),
                            TableCell::of(std::int64_t{customer.monetary}), TableCell::of(name_of(customer.group))});
    return table;
  }

  // Who was not there yet comes from "new".
  static ResultTable movement_table(const std::vector<RfmCustomer>& before, const std::vector<RfmCustomer>& now) {
    std::map<std::uint32_t, RfmGroup> was;
    for (const RfmCustomer& customer : before) was[customer.customer] = customer.group;
    std::map<std::pair<int, int>, std::int64_t> moves;
    for (const RfmCustomer& customer : now) {
      const auto found = was.find(customer.customer);
      ++moves[{found == was.end() ? kRfmGroups : static_cast<int>(found->second), static_cast<int>(customer.group)}];
    }
    ResultTable table;
    table.columns = {"from", "to", "customers"};
    for (const auto& [move, count] : moves) {
      const auto& [from, to] = move;
      const std::string_view name = from == kRfmGroups ? "new" : name_of(static_cast<RfmGroup>(from));
      table.rows.push_back(
          {TableCell::of(name), TableCell::of(name_of(static_cast<RfmGroup>(to))), TableCell::of(count)});
    }
    return table;
  }

  OrderSource source_;
  ResultOutput output_;
  int bins_ = 5;
  std::string from_, out_;
};

}  // namespace

std::unique_ptr<Command> make_cohort_rfm() { return std::make_unique<CohortRfm>(); }

}  // namespace klytics::app
