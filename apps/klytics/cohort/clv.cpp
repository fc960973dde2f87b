#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cmath>

#include "analytics/customer_value/gamma_gamma.h"
#include "analytics/customer_value/holdout.h"
#include "analytics/customer_value/valuation.h"
#include "cohort/cohort_command.h"
#include "cohort/customers.h"
#include "cohort/orders.h"
#include "cohort/registry.h"
#include "core/error.h"
#include "presentation/publish/output_file.h"
#include "presentation/render/customer_value_report.h"
#include "result_output.h"

namespace klytics::app {
namespace {

using analytics::CustomerValue;
using analytics::HoldoutCustomer;
using analytics::Maximum;
using analytics::OrderHistory;
using analytics::PurchaseModel;
using analytics::PurchaseSample;
using presentation::CustomerValueReport;

constexpr double kDaysPerWeek = 7;
// 52 weeks a year are the convention of the literature; its discount rates follow it.
constexpr double kWeeksPerYear = 52;
constexpr double kHighestDiscount = 10;

struct ClvOptions {
  std::string summary;
  std::string model = "bg-nbd";
  std::string spend = "gamma-gamma";
  std::string unit = "week";
  std::string horizon = "52w";
  std::string holdout;
  std::string out;
  double discount = 0.15;
};

class CohortClv : public Command {
 public:
  void add_options(CLI::App& app) override {
    source_.add_options(app);
    app.add_option("--summary", options_.summary, "CSV file of histories (customer,x,t_x,T,m) in place of orders")
        ->type_name("FILE");
    app.add_option("--model", options_.model, "bg-nbd, mbg-nbd, pareto-nbd, or nbd (nobody leaves)")
        ->type_name("MODEL")
        ->capture_default_str();
    app.add_option("--spend", options_.spend, "gamma-gamma or none")->type_name("MODEL")->capture_default_str();
    app.add_option("--unit", options_.unit, "Unit of time: day or week")->type_name("UNIT")->capture_default_str();
    app.add_option("--horizon", options_.horizon, "Length of the future in which orders are expected")
        ->type_name("SPAN")
        ->capture_default_str();
    app.add_option("--discount", options_.discount, "Rate a year at which later orders are worth less")
        ->type_name("RATE")
        ->capture_default_str();
    app.add_option("--holdout", options_.holdout, "Also judge a fit that does not see the last span of the orders")
        ->type_name("SPAN");
    app.add_option("--out", options_.out, "Write one row per customer")->type_name("FILE");
    output_.add_options(app);
  }

  void validate() const override {
    source_.validate();
    output_.parsed();
    analytics::purchase_model(options_.model);
    unit_days();
    parse_span_days("--horizon", options_.horizon);
    if (!options_.holdout.empty()) parse_span_days("--holdout", options_.holdout);
    if (options_.spend != "gamma-gamma" && options_.spend != "none")
      throw Error(ErrorKind::kUsage, "unknown spend model: " + options_.spend, "the models are gamma-gamma and none");
    if (!(options_.discount > 0 && options_.discount <= kHighestDiscount))
      throw Error(ErrorKind::kUsage,
                  fmt::format("--discount must be above 0 and at most {}: {}", kHighestDiscount, options_.discount));
    if (!options_.summary.empty() && (!source_.input.empty() || !source_.until.empty() || !options_.holdout.empty()))
      throw Error(ErrorKind::kUsage, "--summary has no orders: it cannot be used with --input, --until or --holdout");
    if (with_spend() && !source_.input.empty() && source_.columns.amount.empty())
      throw Error(ErrorKind::kUsage, "the spend model needs the column of the amount",
                  "name it with --amount, or use --spend none");
  }

  int run(Context& context) override {
    CustomerValueReport report;
    Customers customers;
    if (!options_.summary.empty()) {
      customers = read_summary(options_.summary, with_spend());
    } else {
      const CohortData data = load_cohorts(context, source_);
      const Orders& orders = data.orders;
      const std::int32_t until = data.last_day(source_);
      if (const std::size_t count = analytics::customers_without_orders(orders); count > 0)
        context.log.info(fmt::format("{} customers have only rows of amount 0: kept, without repeat orders", count));
      customers = customers_of(orders, histories_of(orders, until, until, !source_.from_file()), until, unit_days(),
                               with_spend());
      report.until = Date{std::chrono::days{until}};
      if (!options_.holdout.empty()) judge(report, orders, until);
    }
    fit(report, customers);
    value(report, customers);
    if (options_.summary.empty() && source_.input.empty()) record(context, report, customers);
    context.out << presentation::render(report, output_.parsed());
    return 0;
  }

 private:
  bool with_spend() const { return options_.spend == "gamma-gamma"; }
  double unit_days() const {
    if (options_.unit == "week") return kDaysPerWeek;
    if (options_.unit == "day") return 1;
    throw Error(ErrorKind::kUsage, "unknown unit: " + options_.unit, "the units are day and week");
  }
  double in_units(std::string_view option, const std::string& span) const {
    return parse_span_days(option, span) / unit_days();
  }

  void fit(CustomerValueReport& report, const Customers& customers) const {
    const PurchaseModel& model = analytics::purchase_model(options_.model);
    const PurchaseSample sample(customers.histories);
    report.model = model.name();
    report.parameter_names = model.parameter_names();
    report.fit = analytics::fit(model, sample);
    report.unit = options_.unit;
    report.customers = customers.histories.size();
    report.repeat_customers = static_cast<std::size_t>(sample.repeat_customers());
    if (!with_spend()) return;
    std::vector<analytics::RepeatSpend> spends;
    for (std::size_t i = 0; i < customers.histories.size(); ++i)
      if (customers.histories[i].orders > 0)
        spends.push_back({customers.histories[i].orders, customers.mean_spends[i]});
    report.spend = analytics::gamma_gamma::fit(analytics::gamma_gamma::Sample(std::move(spends)));
  }

  // Values every customer, writes --out and adds up.
  void value(CustomerValueReport& report, const Customers& customers) const {
    report.horizon_days = parse_span_days("--horizon", options_.horizon);
    report.discount = options_.discount;
    const double units_per_year = kWeeksPerYear * kDaysPerWeek / unit_days();
    analytics::Valuation valuation(analytics::purchase_model(options_.model), report.fit.parameters,
                                   in_units("--horizon", options_.horizon),
                                   std::log1p(options_.discount) / units_per_year,
                                   report.spend ? std::optional(report.spend->parameters) : std::nullopt);
    std::vector<CustomerValue> values;
    values.reserve(customers.histories.size());
    std::string text = options_.out.empty() ? "" : presentation::customer_value_header();
    for (std::size_t i = 0; i < customers.histories.size(); ++i) {
      const double mean = customers.mean_spends.empty() ? 0 : customers.mean_spends[i];
      values.push_back(valuation(customers.histories[i], mean));
      if (!options_.out.empty())
        presentation::append_customer_value(text, customers.names[i], customers.histories[i], mean, values.back());
    }
    if (!options_.out.empty()) presentation::write_output_file(options_.out, text);
    presentation::add_up(report, values);
  }

  // Puts a fit on the database's orders into its model registry.
  void record(Context& context, const CustomerValueReport& report, const Customers& customers) const {
    std::string histories;
    double longest = 0;
    for (const analytics::PurchaseHistory& history : customers.histories) {
      fmt::format_to(std::back_inserter(histories), "{} {} {}\n", history.orders, history.last, history.observed);
      longest = std::max(longest, history.observed);
    }
    record_model(context, {.metric = "customer_value",
                           .interval = options_.unit,
                           .kind = std::string(report.model),
                           .parameters = presentation::registry_parameters(report),
                           .measures = presentation::registry_measures(report),
                           .first = *report.until - std::chrono::days{std::lround(longest * unit_days())},
                           .last = *report.until,
                           .data = std::move(histories)});
  }

  void judge(CustomerValueReport& report, const Orders& orders, std::int32_t until) const {
    const std::int32_t cut = until - parse_span_days("--holdout", options_.holdout);
    const double length = in_units("--holdout", options_.holdout);
    const std::vector<OrderHistory> histories = histories_of(orders, cut, until, !source_.from_file());
    const Customers customers = customers_of(orders, histories, cut, unit_days(), false);
    const PurchaseModel& model = analytics::purchase_model(options_.model);
    const Date fitted_until{std::chrono::days{cut}};
    const Maximum fit =
        analytics::fit(model, PurchaseSample(customers.histories), " for --holdout, up to " + to_string(fitted_until));
    analytics::Valuation valuation(model, fit.parameters, length, 1, std::nullopt);
    std::vector<HoldoutCustomer> outcomes;
    for (std::size_t i = 0; i < histories.size(); ++i) {
      const analytics::PurchaseHistory& history = customers.histories[i];
      const double naive = history.observed > 0 ? history.orders / history.observed * length : 0;
      outcomes.push_back({history.orders, valuation(history, 0).expected_orders, naive,
                          static_cast<double>(histories[i].later_orders)});
    }
    report.holdout = {fitted_until, analytics::judge_holdout(outcomes)};
  }

  OrderSource source_;
  ResultOutput output_;
  ClvOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_cohort_clv() { return std::make_unique<CohortClv>(); }

}  // namespace klytics::app
