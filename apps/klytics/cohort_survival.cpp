#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "analytics/cohort/second_order.h"
#include "analytics/cohort/survival.h"
#include "cohort_command.h"
#include "cohort_orders.h"
#include "core/error.h"
#include "result_output.h"

namespace klytics::app {
namespace {

using analytics::SurvivalCurve;
using analytics::SurvivalPoint;
using analytics::Waiting;
using presentation::ResultTable;
using presentation::TableCell;

class CohortSurvival : public Command {
 public:
  void add_options(CLI::App& app) override {
    source_.add_options(app);
    app.add_option("--event", event_, "What is waited for: second-order")->type_name("EVENT")->capture_default_str();
    app.add_option("--group", source_.columns.group,
                   "Column by which customers are told apart: a curve for each, and the log-rank test on stderr")
        ->type_name("COLUMN");
    app.add_option("--confidence", confidence_, "Of the limits")->type_name("SHARE")->capture_default_str();
    output_.add_options(app);
  }

  void validate() const override {
    source_.validate();
    output_.parsed();
    if (event_ != "second-order")
      throw Error(ErrorKind::kUsage, "unknown event: " + event_, "the event is second-order");
    if (!(confidence_ > 0 && confidence_ < 1))
      throw Error(ErrorKind::kUsage, fmt::format("--confidence must be between 0 and 1: {}", confidence_));
  }

  int run(Context& context) override {
    const Orders orders = source_.load(context);
    const std::vector<std::vector<Waiting>> groups =
        analytics::waiting_for_second_order(orders, source_.last_day(orders));
    ResultTable table;
    table.columns = {"time", "at_risk", "events", "survival", "lower", "upper"};
    if (!orders.groups.empty()) table.columns.insert(table.columns.begin(), "group");
    for (std::uint32_t group = 0; group < groups.size(); ++group) {
      const SurvivalCurve curve = analytics::kaplan_meier(groups[group], confidence_);
      const std::string_view name = orders.groups.empty() ? std::string_view() : orders.group_ids.text(group);
      for (const SurvivalPoint& point : curve.points) add_row(table, name, !orders.groups.empty(), point);
      say_median(context.log, name, curve);
    }
    output_.print(context.out, table);
    if (groups.size() > 1) say_test(context.log, analytics::log_rank(groups));
    return 0;
  }

 private:
  static void add_row(ResultTable& table, std::string_view name, bool grouped, const SurvivalPoint& point) {
    std::vector<TableCell> row;
    if (grouped) row.push_back(TableCell::of(name));
    for (const double value : {point.time, point.at_risk, point.events, point.survival})
      row.push_back(TableCell::of(value));
    row.push_back(TableCell::of(point.lower));
    row.push_back(TableCell::of(point.upper));
    table.rows.push_back(std::move(row));
  }

  void say_median(Log& log, std::string_view name, const SurvivalCurve& curve) const {
    const auto shown = [](const std::optional<double>& days) { return days ? fmt::format("{:g}", *days) : "none"; };
    log.info(fmt::format("median{}{}: {} days ({:g} % limits {} to {})", name.empty() ? "" : " of ", name,
                         shown(curve.median), 100 * confidence_, shown(curve.median_lower), shown(curve.median_upper)));
  }

  static void say_test(Log& log, const analytics::LogRank& test) {
    log.info(fmt::format("log-rank test: chi-squared {:.6g} on {} degrees of freedom, p = {:.6g}", test.chi_squared,
                         test.degrees_of_freedom, test.p_value));
  }

  OrderSource source_;
  ResultOutput output_;
  std::string event_ = "second-order";
  double confidence_ = 0.95;
};

}  // namespace

std::unique_ptr<Command> make_cohort_survival() { return std::make_unique<CohortSurvival>(); }

}  // namespace klytics::app
