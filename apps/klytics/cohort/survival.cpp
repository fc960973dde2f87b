#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <numeric>

#include "analytics/cohort/survival.h"
#include "analytics/cohort/waiting_times.h"
#include "cohort/cohort_command.h"
#include "cohort/orders.h"
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
    app.add_option("--event", event_, "What is waited for: second-order or unsubscribe")
        ->type_name("EVENT")
        ->capture_default_str();
    app.add_option("--end", end_, "Column of the date of unsubscribing, for --event unsubscribe on a file")
        ->type_name("COLUMN");
    source_.add_segment_option(
        app, "--group",
        "A curve for each, and the log-rank test on stderr: a column of the file; in the database "
        "channel, source or, repeatedly, a segment or list");
    app.add_option("--confidence", confidence_, "Of the limits")->type_name("SHARE")->capture_default_str();
    output_.add_options(app);
  }

  void validate() const override {
    source_.validate();
    output_.parsed();
    check_confidence(confidence_);
    if (event_ != "second-order" && event_ != "unsubscribe")
      throw Error(ErrorKind::kUsage, "unknown event: " + event_, "the events are second-order and unsubscribe");
    const bool file_of_ends = source_.from_file() && event_ == "unsubscribe";
    if (file_of_ends && end_.empty())
      throw Error(ErrorKind::kUsage, "--event unsubscribe needs the column of the date of unsubscribing",
                  "name it with --end");
    if (!file_of_ends && !end_.empty())
      throw Error(ErrorKind::kUsage, "--end is for --event unsubscribe on a file: it needs both");
  }

  int run(Context& context) override {
    CohortData data = load(context);
    const std::int32_t last_day = data.last_day(source_);
    const std::vector<std::optional<Waiting>> waiting =
        event_ == "unsubscribe" ? analytics::waiting_for_unsubscribe(data.subscriptions, last_day)
                                : analytics::waiting_for_second_order(data.orders, last_day);
    const bool grouped = data.groups.has_value();
    if (!grouped) data.groups = everybody(waiting.size());
    if (const std::size_t shared = analytics::leave_out_shared(*data.groups, waiting.size()); shared > 0)
      context.log.info(fmt::format("left out {} who are in several of the groups", shared));
    const std::vector<std::vector<Waiting>> groups = analytics::by_group(waiting, *data.groups);
    ResultTable table;
    table.columns = {"time", "at_risk", "events", "survival", "lower", "upper"};
    if (grouped) table.columns.insert(table.columns.begin(), "group");
    for (std::size_t group = 0; group < groups.size(); ++group) {
      const std::string& name = data.groups->names[group];
      if (groups[group].empty()) {
        context.log.info(fmt::format("nobody waits in the group {}", name));
        continue;
      }
      const SurvivalCurve curve = analytics::kaplan_meier(groups[group], confidence_);
      for (const SurvivalPoint& point : curve.points) add_row(table, name, grouped, point);
      say_median(context.log, name, curve);
    }
    if (table.rows.empty()) throw Error(ErrorKind::kBadData, "nobody waits: there is no curve");
    output_.print(context.out, table);
    if (groups.size() > 1) say_test(context.log, analytics::log_rank(groups));
    return 0;
  }

 private:
  CohortData load(Context& context) const {
    if (event_ == "second-order") return load_cohorts(context, source_);
    return source_.from_file() ? load_subscription_file(context, source_, end_) : load_subscriptions(context, source_);
  }

  static analytics::CustomerGroups everybody(std::size_t customers) {
    analytics::CustomerGroups groups{{""}, {std::vector<std::uint32_t>(customers)}};
    std::iota(groups.members[0].begin(), groups.members[0].end(), 0U);
    return groups;
  }

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
    std::string text = fmt::format("median{}{}: ", name.empty() ? "" : " of ", name);
    text += curve.median ? fmt::format("{:g} days", *curve.median) : "not reached, half or more still wait";
    if (curve.median_lower)
      text += fmt::format(" ({:g} % limits {:g} {})", 100 * confidence_, *curve.median_lower,
                          curve.median_upper ? fmt::format("to {:g}", *curve.median_upper) : "and up");
    log.info(text);
  }

  static void say_test(Log& log, const analytics::LogRank& test) {
    log.info(fmt::format("log-rank test: chi-squared {:.6g} on {} degrees of freedom, p = {:.6g}", test.chi_squared,
                         test.degrees_of_freedom, test.p_value));
  }

  OrderSource source_;
  ResultOutput output_;
  std::string event_ = "second-order";
  std::string end_;
  double confidence_ = 0.95;
};

}  // namespace

std::unique_ptr<Command> make_cohort_survival() { return std::make_unique<CohortSurvival>(); }

}  // namespace klytics::app
