#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "analytics/cohort/funnel.h"
#include "cohort/cohort_command.h"
#include "cohort/funnel_file.h"
#include "cohort/orders.h"
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
constexpr std::int64_t kMicrosPerDay = 86'400'000'000;

// One funnel: how many reached each step; steps that nobody reached are left out.
struct FunnelRow {
  std::string source, name;
  std::int64_t step;  // from 1
  std::int64_t profiles;
  double median_seconds;
};

class CohortFunnel : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.add_option("STEP", steps_, "Names of metrics, in order")->type_name("STEP")->required();
    app.add_option("--window", window_, "How long after the first step the last may come")
        ->type_name("SPAN")
        ->capture_default_str();
    app.add_option(
           "--by", by_,
           "A funnel for each campaign or flow of the first step, or for each segment; or none. In a file a column")
        ->type_name("WHAT")
        ->capture_default_str();
    app.add_option("--from", from_, "First day of the first step")->type_name("DATE");
    app.add_option("--until", until_, "Last day of the first step")->type_name("DATE");
    app.add_option("--input", file_.input, "CSV file of events, - for standard input (default: the database)")
        ->type_name("FILE");
    app.add_option("--customer", file_.customer, "Column of the customer")->type_name("COLUMN")->capture_default_str();
    app.add_option("--date", file_.date, "Column of the time")->type_name("COLUMN")->capture_default_str();
    app.add_option("--metric", file_.metric, "Column of the metric")->type_name("COLUMN")->capture_default_str();
    app.add_option("--where", file_.where, "Only rows with COLUMN=VALUE, or != < <= > >=; may be repeated")
        ->type_name("CONDITION")
        ->allow_extra_args(false);
    app.add_option("--timezone", file_.timezone, "Zone of times in the file that have no offset")
        ->type_name("ZONE")
        ->capture_default_str();
    output_.add_options(app);
  }

  void validate() const override {
    output_.parsed();
    file_.validate();
    parse_span_days("--window", window_);
    if (steps_.size() < 2) throw Error(ErrorKind::kUsage, "a funnel has at least two steps");
    if (file_.input.empty() && by_ != "none" && by_ != "campaign" && by_ != "flow" && by_ != "segment")
      throw Error(ErrorKind::kUsage, "--by: unknown: " + by_, "write none, campaign, flow or segment");
    if (file_.input.empty() && !file_.where.empty())
      throw Error(ErrorKind::kUsage, "--where chooses rows of a file: it needs --input");
    if (!from_.empty()) parse_day_option("--from", from_);
    if (!until_.empty()) parse_day_option("--until", until_);
  }

  int run(Context& context) override {
    output_.print(context.out, table_of(file_.input.empty() ? read_database(context) : read_file(context)));
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

  // The first instant of a day of the options, or of a later one.
  static std::optional<Instant> start_of(const TimeZone& zone, std::string_view option, const std::string& date,
                                         int days_later) {
    if (date.empty()) return std::nullopt;
    return zone.start_of(Date{std::chrono::days{parse_day_option(option, date) + days_later}});
  }

  std::vector<FunnelRow> read_database(Context& context) const {
    storage::Connection connection = context.connect("cohort");
    const Account account = storage::find_account(connection, context.settings.account);
    const std::string names = steps_as_json();
    const storage::Rows unknown = connection.query("queries/cohort/unknown_metrics", {account.id, names});
    if (!unknown.empty())
      throw Error(ErrorKind::kBadData, fmt::format("no metric named {}", unknown.text(0, 0)),
                  "names are as in Klaviyo");
    const TimeZone zone(account.timezone);
    const auto text = [](const std::optional<Instant>& instant) {
      return instant ? std::optional(to_string(*instant)) : std::nullopt;
    };
    const storage::Rows rows =
        connection.query("queries/cohort/funnel",
                         {account.id, names, parse_span_days("--window", window_), by_,
                          text(start_of(zone, "--from", from_, 0)), text(start_of(zone, "--until", until_, 1))});
    std::vector<FunnelRow> funnel;
    for (std::size_t row = 0; row < rows.size(); ++row)
      funnel.push_back({std::string(rows.text(row, kSource)), std::string(rows.text(row, kSourceName)),
                        rows.integer(row, kStep), rows.integer(row, kProfiles), rows.number(row, kMedian)});
    return funnel;
  }

  std::vector<FunnelRow> read_file(Context& context) const {
    EventFile file = file_;
    if (by_ != "none") file.source = by_;
    FunnelEvents events = read_event_file(file, steps_);
    if (events.rows_without_customer > 0)
      context.log.info(fmt::format("skipped {} rows without a customer", events.rows_without_customer));
    const TimeZone zone(file.timezone);
    const auto micros = [](const std::optional<Instant>& instant) {
      return instant ? std::optional<std::int64_t>(instant->time_since_epoch().count()) : std::nullopt;
    };
    const std::vector<analytics::FunnelStep> steps = analytics::funnel(
        std::move(events.events), {.steps = static_cast<std::int32_t>(steps_.size()),
                                   .window = std::int64_t{parse_span_days("--window", window_)} * kMicrosPerDay,
                                   .from = micros(start_of(zone, "--from", from_, 0)),
                                   .until = micros(start_of(zone, "--until", until_, 1))});
    std::vector<FunnelRow> funnel;
    for (const analytics::FunnelStep& step : steps)
      funnel.push_back({events.sources[step.source], {}, step.step + 1, step.customers, step.median_seconds});
    std::stable_sort(funnel.begin(), funnel.end(),
                     [](const FunnelRow& a, const FunnelRow& b) { return a.source < b.source; });
    return funnel;
  }

  // Steps that nobody reached follow with 0.
  ResultTable table_of(const std::vector<FunnelRow>& rows) const {
    const bool in_database = file_.input.empty();
    ResultTable table;
    table.columns = {"step", "metric", "profiles", "percent", "percent_of_previous", "median_hours"};
    if (by_ != "none" && in_database) table.columns.insert(table.columns.begin(), {by_ + "_id", by_});
    if (by_ != "none" && !in_database) table.columns.insert(table.columns.begin(), by_);
    std::size_t row = 0;
    while (row < rows.size() || table.rows.empty()) {
      const bool any = row < rows.size();
      const std::string source = any ? rows[row].source : "", name = any ? rows[row].name : "";
      std::int64_t first = 0, previous = 0;
      for (std::size_t step = 0; step < steps_.size(); ++step) {
        std::vector<TableCell> cells;
        if (by_ != "none") cells.push_back(TableCell::of(source));
        if (by_ != "none" && in_database) cells.push_back(TableCell::of(name));
        const bool reached =
            row < rows.size() && rows[row].source == source && rows[row].step == static_cast<std::int64_t>(step) + 1;
        const std::int64_t profiles = reached ? rows[row].profiles : 0;
        if (step == 0) first = previous = profiles;
        cells.push_back(TableCell::of(static_cast<std::int64_t>(step) + 1));
        cells.push_back(TableCell::of(steps_[step]));
        cells.push_back(TableCell::of(profiles));
        cells.push_back(TableCell::number(to_string(percentage(profiles, first))));
        cells.push_back(TableCell::number(to_string(percentage(profiles, previous))));
        cells.push_back(reached && step > 0 ? TableCell::of(rows[row].median_seconds / kSecondsPerHour)
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
  EventFile file_;
};

}  // namespace

std::unique_ptr<Command> make_cohort_funnel() { return std::make_unique<CohortFunnel>(); }

}  // namespace klytics::app
