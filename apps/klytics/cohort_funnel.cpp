#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cohort_command.h"
#include "cohort_orders.h"
#include "core/decimal.h"
#include "core/error.h"
#include "presentation/render/json_writer.h"
#include "result_output.h"
#include "storage/account.h"

namespace klytics::app {
namespace {

using presentation::ResultTable;
using presentation::TableCell;

constexpr double kSecondsPerHour = 3600;

class CohortFunnel : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.add_option("STEP", steps_, "Names of metrics, in order")->type_name("STEP")->required();
    app.add_option("--window", window_, "How long after the first step the last may come")
        ->type_name("SPAN")
        ->capture_default_str();
    app.add_option("--by", by_, "A funnel for each campaign or flow of the first step, or none")
        ->type_name("WHAT")
        ->capture_default_str();
    app.add_option("--from", from_, "First day of the first step")->type_name("DATE");
    app.add_option("--until", until_, "Last day of the first step")->type_name("DATE");
    output_.add_options(app);
  }

  void validate() const override {
    output_.parsed();
    parse_span_days("--window", window_);
    if (steps_.size() < 2) throw Error(ErrorKind::kUsage, "a funnel has at least two steps");
    if (by_ != "none" && by_ != "campaign" && by_ != "flow")
      throw Error(ErrorKind::kUsage, "--by: unknown: " + by_, "write none, campaign or flow");
    if (!from_.empty()) parse_day_option("--from", from_);
    if (!until_.empty()) parse_day_option("--until", until_);
  }

  int run(Context& context) override {
    storage::Connection connection = context.connect("cohort");
    const Account account = storage::find_account(connection, context.settings.account);
    const std::string names = steps_as_json();
    const storage::Rows unknown = connection.query("queries/cohort/unknown_metrics", {account.id, names});
    if (!unknown.empty())
      throw Error(ErrorKind::kBadData, fmt::format("no metric named {}", unknown.text(0, 0)),
                  "names are as in Klaviyo");
    const TimeZone zone(account.timezone);
    const auto start_of = [&zone](std::string_view option, const std::string& date, int days_later) {
      if (date.empty()) return std::optional<std::string>();
      return std::optional(
          to_string(zone.start_of(Date{std::chrono::days{parse_day_option(option, date) + days_later}})));
    };
    const storage::Rows rows =
        connection.query("queries/cohort/funnel", {account.id, names, parse_span_days("--window", window_), by_,
                                                   start_of("--from", from_, 0), start_of("--until", until_, 1)});
    output_.print(context.out, table_of(rows));
    return 0;
  }

 private:
  enum Column : std::size_t { kSource, kSourceName, kStep, kMetric, kProfiles, kMedian };

  std::string steps_as_json() const {
    presentation::JsonWriter writer;
    writer.begin_array();
    for (const std::string& step : steps_) writer.text(step);
    writer.end_array();
    return writer.take();
  }

  // Steps that nobody reached follow with 0.
  ResultTable table_of(const storage::Rows& rows) const {
    ResultTable table;
    table.columns = {"step", "metric", "profiles", "percent", "percent_of_previous", "median_hours"};
    if (by_ != "none") table.columns.insert(table.columns.begin(), {by_ + "_id", by_});
    std::size_t row = 0;
    while (row < rows.size() || table.rows.empty()) {
      const bool any = row < rows.size();
      const std::string source(any ? rows.text(row, kSource) : ""), name(any ? rows.text(row, kSourceName) : "");
      std::int64_t first = 0, previous = 0;
      for (std::size_t step = 0; step < steps_.size(); ++step) {
        std::vector<TableCell> cells;
        if (by_ != "none") cells = {TableCell::of(source), TableCell::of(name)};
        const bool reached = row < rows.size() && rows.text(row, kSource) == source &&
                             rows.integer(row, kStep) == static_cast<std::int64_t>(step) + 1;
        const std::int64_t profiles = reached ? rows.integer(row, kProfiles) : 0;
        if (step == 0) first = previous = profiles;
        cells.push_back(TableCell::of(static_cast<std::int64_t>(step) + 1));
        cells.push_back(TableCell::of(steps_[step]));
        cells.push_back(TableCell::of(profiles));
        cells.push_back(TableCell::number(to_string(percentage(profiles, first))));
        cells.push_back(TableCell::number(to_string(percentage(profiles, previous))));
        cells.push_back(reached && step > 0 ? TableCell::of(rows.number(row, kMedian) / kSecondsPerHour)
                                            : TableCell::empty());
        table.rows.push_back(std::move(cells));
        previous = profiles;
        if (reached) ++row;
      }
      if (!any) break;
    }
    return table;
  }

  ResultOutput output_;
  std::vector<std::string> steps_;
  std::string window_ = "7d";
  std::string by_ = "none";
  std::string from_, until_;
};

}  // namespace

std::unique_ptr<Command> make_cohort_funnel() { return std::make_unique<CohortFunnel>(); }

}  // namespace klytics::app
