#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "analytics/customer_value/renewals.h"
#include "analytics/customer_value/shifted_beta_geometric.h"
#include "cohort/cohort_command.h"
#include "cohort/customers.h"
#include "cohort/orders.h"
#include "cohort/registry.h"
#include "core/error.h"
#include "presentation/render/json_writer.h"
#include "result_output.h"

namespace klytics::app {
namespace {

using analytics::Maximum;
using analytics::Renewal;
using presentation::ResultTable;
using presentation::TableCell;

constexpr int kMostPeriods = 10'000;
constexpr double kFewestSubscribers = 20;  // two parameters from fewer are noise

class CohortContract : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.add_option("--survivors", survivors_,
                   "CSV file of subscribers left at period 0, 1, ... (period,survivors) in place of subscriptions")
        ->type_name("FILE");
    source_.add_row_options(app);
    app.add_option("--end", end_, "Column of the date on which a subscription ended, for --input")->type_name("COLUMN");
    app.add_option("--list", list_, "List of the database whose members are meant (default: subscribers of email)")
        ->type_name("LIST");
    app.add_option("--window", window_, "Length of a period of subscriptions (default: 30d)")->type_name("SPAN");
    app.add_option("--periods", periods_, "How many periods to show (default: twice those observed)")->type_name("N");
    output_.add_options(app);
  }

  void validate() const override {
    source_.validate();
    output_.parsed();
    if (!window_.empty()) parse_span_days("--window", window_);
    if (periods_ < 0 || periods_ > kMostPeriods)
      throw Error(ErrorKind::kUsage, fmt::format("--periods must be from 0 to {}: {}", kMostPeriods, periods_));
    const bool of_subscriptions =
        source_.from_file() || !source_.until.empty() || !end_.empty() || !list_.empty() || !window_.empty();
    if (!survivors_.empty() && of_subscriptions)
      throw Error(
          ErrorKind::kUsage,
          "--survivors counts periods already: it cannot be used with --input, --end, --list, --window or --until");
    if (source_.from_file() && !list_.empty())
      throw Error(ErrorKind::kUsage, "--list names a list of the database: not with --input");
    if (source_.from_file() == end_.empty())
      throw Error(ErrorKind::kUsage, "subscriptions of a file need --input and --end, the column of their ends");
  }

  int run(Context& context) override {
    const bool of_counts = !survivors_.empty();
    const CohortData data = of_counts ? CohortData() : read_subscriptions(context);
    const std::vector<Renewal> renewals =
        of_counts ? analytics::renewals_of_counts(read_survivors(survivors_)) : renewals_of(data);
    const Maximum maximum = analytics::shifted_beta_geometric::fit(renewals);
    context.log.info(fmt::format(
        "sBG: alpha {:.6g} (standard error {:.3g}), beta {:.6g} ({:.3g}), log-likelihood {:.6g}", maximum.parameters[0],
        maximum.standard_errors[0], maximum.parameters[1], maximum.standard_errors[1], maximum.log_likelihood));
    if (!of_counts && !source_.from_file()) record(context, data, renewals, maximum);
    const int periods = periods_ > 0 ? periods_ : 2 * static_cast<int>(renewals.size());
    output_.print(context.out,
                  table_of(renewals, analytics::shifted_beta_geometric::survival(maximum.parameters, periods)));
    return 0;
  }

 private:
  std::int32_t window_days() const {
    return window_.empty() ? kDefaultWindowDays : parse_span_days("--window", window_);
  }

  CohortData read_subscriptions(Context& context) const {
    return source_.from_file() ? load_subscription_file(context, source_, end_)
                               : load_subscriptions(context, source_, list_);
  }

  std::vector<Renewal> renewals_of(const CohortData& data) const {
    const std::vector<Renewal> renewals =
        analytics::renewals_of_subscriptions(data.subscriptions, window_days(), data.last_day(source_));
    double most = 0;
    for (const Renewal& renewal : renewals) most = std::max(most, renewal.at_risk);
    if (most < kFewestSubscribers)
      throw Error(ErrorKind::kBadData,
                  fmt::format("not enough data: {} subscribers are seen for a whole period, at least {} are needed",
                              most, kFewestSubscribers),
                  list_.empty() ? "" : "those who left a list before it was collected first are unknown");
    return renewals;
  }

  // Puts a fit on the database's subscriptions into its model registry.
  void record(Context& context, const CohortData& data, const std::vector<Renewal>& renewals,
              const Maximum& maximum) const {
    std::int32_t first = data.last_day(source_);
    for (const analytics::Subscription& subscription : data.subscriptions) first = std::min(first, subscription.from);
    std::string text;
    double left = 0;
    for (const Renewal& renewal : renewals) {
      fmt::format_to(std::back_inserter(text), "{} {}\n", renewal.at_risk, renewal.left);
      left += renewal.left;
    }
    record_model(context, {.metric = data.list_id.empty() ? "subscribers" : "list:" + data.list_id,
                           .interval = fmt::format("{}d", window_days()),
                           .kind = "sbg",
                           .parameters = json({{"alpha", maximum.parameters[0]}, {"beta", maximum.parameters[1]}}),
                           .measures = json({{"log_likelihood", maximum.log_likelihood},
                                             {"periods", static_cast<double>(renewals.size())},
                                             {"left", left}}),
                           .first = Date{std::chrono::days{first}},
                           .last = Date{std::chrono::days{data.last_day(source_)}},
                           .data = std::move(text)});
  }

  static std::string json(std::initializer_list<std::pair<std::string_view, double>> members) {
    presentation::JsonWriter writer;
    writer.begin_object();
    for (const auto& [name, value] : members) writer.key(name).written_number(presentation::number_text(value));
    writer.end_object();
    return writer.take();
  }

  static ResultTable table_of(const std::vector<Renewal>& renewals, const std::vector<double>& survival) {
    const std::vector<double> observed = analytics::observed_survival(renewals);
    ResultTable table;
    table.columns = {"period", "at_risk", "left", "observed", "survival", "retention_rate"};
    for (std::size_t i = 0; i < survival.size(); ++i) {
      const bool seen = i > 0 && i <= renewals.size();
      table.rows.push_back({TableCell::of(static_cast<std::int64_t>(i)),
                            seen ? TableCell::of(renewals[i - 1].at_risk) : TableCell::empty(),
                            seen ? TableCell::of(renewals[i - 1].left) : TableCell::empty(),
                            i < observed.size() ? TableCell::of(observed[i]) : TableCell::empty(),
                            TableCell::of(survival[i]),
                            i > 0 ? TableCell::of(survival[i] / survival[i - 1]) : TableCell::empty()});
    }
    return table;
  }

  OrderSource source_;
  ResultOutput output_;
  std::string survivors_, end_, list_, window_;
  int periods_ = 0;
};

}  // namespace

std::unique_ptr<Command> make_cohort_contract() { return std::make_unique<CohortContract>(); }

}  // namespace klytics::app
