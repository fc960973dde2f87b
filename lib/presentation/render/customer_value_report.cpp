#include "presentation/render/customer_value_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analytics/customer_value/gamma_gamma.h"
#include "core/csv.h"
#include "core/error.h"
#include "presentation/render/json_writer.h"

namespace klytics::presentation {
namespace {

using analytics::ForecastError;
using analytics::Maximum;

constexpr std::size_t kDeciles = 10;

void write_number(JsonWriter& writer, std::string_view name, double value) {
  writer.key(name).written_number(number_text(value));
}

void write_named(JsonWriter& writer, std::string_view key, std::span<const std::string_view> names,
                 const Eigen::VectorXd& values) {
  writer.key(key).begin_object();
  for (std::size_t i = 0; i < names.size(); ++i) write_number(writer, names[i], values[static_cast<Eigen::Index>(i)]);
  writer.end_object();
}

void write_fit(JsonWriter& writer, std::span<const std::string_view> names, const Maximum& fit) {
  write_named(writer, "parameters", names, fit.parameters);
  write_named(writer, "standard_errors", names, fit.standard_errors);
  write_number(writer, "log_likelihood", fit.log_likelihood);
}

void write_error(JsonWriter& writer, std::string_view name, const ForecastError& error) {
  writer.key(name).begin_object();
  write_number(writer, "mean_absolute_error", error.mean_absolute);
  write_number(writer, "root_mean_square_error", error.root_mean_square);
  writer.key("correlation");
  error.correlation ? writer.written_number(number_text(*error.correlation)) : writer.null();
  write_number(writer, "orders", error.total);
  writer.end_object();
}

void write_holdout(JsonWriter& writer, const CustomerValueReport::Holdout& holdout) {
  writer.key("holdout").begin_object();
  writer.key("fitted_until").text(to_string(holdout.fitted_until));
  write_number(writer, "actual_orders", holdout.report.actual_total);
  write_error(writer, "model", holdout.report.model);
  write_error(writer, "naive", holdout.report.naive);
  writer.key("calibration").begin_array();
  for (const auto& bin : holdout.report.bins) {
    writer.begin_object().key("repeat_orders").number(std::int64_t{bin.repeat_orders});
    write_number(writer, "customers", bin.customers);
    write_number(writer, "predicted", bin.mean_predicted);
    write_number(writer, "actual", bin.mean_actual);
    writer.end_object();
  }
  writer.end_array().end_object();
}

void write_totals(JsonWriter& writer, const CustomerValueReport& report) {
  writer.key("horizon_days").number(std::int64_t{report.horizon_days});
  write_number(writer, "discount", report.discount);
  write_number(writer, "alive", report.alive);
  write_number(writer, "expected_orders", report.expected_orders);
  writer.key("value");
  report.value ? writer.written_number(number_text(*report.value)) : writer.null();
  writer.key("deciles").begin_array();
  for (const CustomerValueReport::Decile& decile : report.deciles) {
    writer.begin_object().key("customers").number(static_cast<std::int64_t>(decile.customers));
    write_number(writer, "expected_orders", decile.expected_orders);
    write_number(writer, "value", decile.value);
    writer.end_object();
  }
  writer.end_array();
}

std::string render_json(const CustomerValueReport& report) {
  JsonWriter writer;
  writer.begin_object().key("model").text(report.model).key("unit").text(report.unit);
  if (report.until) writer.key("until").text(to_string(*report.until));
  writer.key("customers").number(static_cast<std::int64_t>(report.customers));
  writer.key("repeat_customers").number(static_cast<std::int64_t>(report.repeat_customers));
  write_fit(writer, report.parameter_names, report.fit);
  writer.key("spend");
  if (report.spend) {
    writer.begin_object().key("model").text("gamma-gamma");
    write_fit(writer, analytics::gamma_gamma::kParameterNames, *report.spend);
    writer.key("customers").number(static_cast<std::int64_t>(report.repeat_customers)).end_object();
  } else {
    writer.null();
  }
  write_totals(writer, report);
  if (report.holdout) write_holdout(writer, *report.holdout);
  writer.end_object();
  return writer.take() + '\n';
}

ResultTable parameter_table(const CustomerValueReport& report) {
  ResultTable table;
  table.columns = {"parameter", "estimate", "standard_error"};
  const auto add = [&table](std::span<const std::string_view> names, const Maximum& fit) {
    for (std::size_t i = 0; i < names.size(); ++i)
      table.rows.push_back({TableCell::of(names[i]), TableCell::of(fit.parameters[static_cast<Eigen::Index>(i)]),
                            TableCell::of(fit.standard_errors[static_cast<Eigen::Index>(i)])});
  };
  add(report.parameter_names, report.fit);
  if (report.spend) add(analytics::gamma_gamma::kParameterNames, *report.spend);
  return table;
}

std::string shown(const std::optional<double>& correlation) {
  return correlation ? fmt::format("{:.4f}", *correlation) : "none";
}

ResultTable calibration_table(const analytics::HoldoutReport& holdout) {
  ResultTable table;
  table.columns = {"repeat_orders", "customers", "predicted", "actual"};
  for (const analytics::HoldoutReport::Bin& bin : holdout.bins) {
    const std::string_view more = bin.repeat_orders == analytics::kLastHoldoutBin ? "+" : "";
    table.rows.push_back({TableCell::number(fmt::format("{}{}", bin.repeat_orders, more)), TableCell::of(bin.customers),
                          TableCell::number(fmt::format("{:.4f}", bin.mean_predicted)),
                          TableCell::number(fmt::format("{:.4f}", bin.mean_actual))});
  }
  return table;
}

ResultTable decile_table(std::span<const CustomerValueReport::Decile> deciles) {
  ResultTable table;
  table.columns = {"tenth", "customers", "expected_orders", "value"};
  for (const CustomerValueReport::Decile& decile : deciles)
    table.rows.push_back({TableCell::of(static_cast<std::int64_t>(table.rows.size()) + 1),
                          TableCell::of(static_cast<std::int64_t>(decile.customers)),
                          TableCell::number(fmt::format("{:.1f}", decile.expected_orders)),
                          TableCell::number(fmt::format("{:.2f}", decile.value))});
  return table;
}

std::string render_text(const CustomerValueReport& report) {
  std::string text;
  const auto say = [&text](std::string_view label, std::string_view value) {
    text += fmt::format("{:<16} {}\n", label, value);
  };
  say("model", report.model);
  if (report.until) say("until", to_string(*report.until));
  say("customers", std::to_string(report.customers));
  say("repeat buyers", std::to_string(report.repeat_customers));
  say("log-likelihood", fmt::format("{:.3f}", report.fit.log_likelihood));
  if (report.spend) say("of gamma-gamma", fmt::format("{:.3f}", report.spend->log_likelihood));
  say("alive", fmt::format("{:.1f}", report.alive));
  say(fmt::format("orders in {}d", report.horizon_days), fmt::format("{:.1f}", report.expected_orders));
  if (report.value) say("value", fmt::format("{:.2f}", *report.value));
  if (report.holdout) {
    const analytics::HoldoutReport& holdout = report.holdout->report;
    say("holdout", fmt::format("after {}: {:.0f} orders, {:.1f} expected, {:.1f} by the naive rule",
                               to_string(report.holdout->fitted_until), holdout.actual_total, holdout.model.total,
                               holdout.naive.total));
    say("mean error",
        fmt::format("{:.4f}, {:.4f} by the naive rule", holdout.model.mean_absolute, holdout.naive.mean_absolute));
    say("root mean square", fmt::format("{:.4f}, {:.4f} by the naive rule", holdout.model.root_mean_square,
                                        holdout.naive.root_mean_square));
    say("correlation",
        fmt::format("{}, {} by the naive rule", shown(holdout.model.correlation), shown(holdout.naive.correlation)));
    text += '\n' + render(calibration_table(holdout), Format::kTable, false);
  }
  if (!report.deciles.empty()) text += '\n' + render(decile_table(report.deciles), Format::kTable, false);
  return text + '\n' + render(parameter_table(report), Format::kTable, false);
}

}  // namespace

void add_up(CustomerValueReport& report, std::span<const analytics::CustomerValue> values) {
  for (const analytics::CustomerValue& value : values) {
    report.alive += value.probability_alive;
    report.expected_orders += value.expected_orders;
    if (value.value) report.value = report.value.value_or(0) + *value.value;
  }
  if (!report.value) return;
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return *values[a].value > *values[b].value; });
  for (std::size_t decile = 0; decile < kDeciles; ++decile) {
    const std::size_t first = decile * order.size() / kDeciles, last = (decile + 1) * order.size() / kDeciles;
    CustomerValueReport::Decile sum{last - first, 0, 0};
    for (std::size_t i = first; i < last; ++i) {
      sum.expected_orders += values[order[i]].expected_orders;
      sum.value += *values[order[i]].value;
    }
    report.deciles.push_back(sum);
  }
}

std::string render(const CustomerValueReport& report, Format format) {
  switch (format) {
    case Format::kJson:
    case Format::kNdjson:
      return render_json(report);
    case Format::kCsv:
      return render(parameter_table(report), Format::kCsv, false);
    case Format::kTable:
      return render_text(report);
  }
  return {};
}

std::string registry_parameters(const CustomerValueReport& report) {
  JsonWriter writer;
  writer.begin_object();
  write_named(writer, "purchase", report.parameter_names, report.fit.parameters);
  if (report.spend)
    write_named(writer, "spend", analytics::gamma_gamma::kParameterNames, report.spend->parameters);
  else
    writer.key("spend").null();
  writer.end_object();
  return writer.take();
}

std::string registry_measures(const CustomerValueReport& report) {
  JsonWriter writer;
  writer.begin_object();
  writer.key("customers").number(static_cast<std::int64_t>(report.customers));
  write_number(writer, "log_likelihood", report.fit.log_likelihood);
  if (report.spend) write_number(writer, "spend_log_likelihood", report.spend->log_likelihood);
  write_totals(writer, report);
  if (report.holdout) write_holdout(writer, *report.holdout);
  writer.end_object();
  return writer.take();
}

std::string customer_value_header() { return "customer,x,t_x,T,m,p_alive,expected_orders,expected_spend,value\n"; }

void append_customer_value(std::string& text, std::string_view customer, const analytics::PurchaseHistory& history,
                           double mean_spend, const analytics::CustomerValue& value) {
  if (!std::isfinite(value.expected_orders) || !std::isfinite(value.value.value_or(0)))
    throw Error(ErrorKind::kInternal, fmt::format("the value of customer {} is not a finite number", customer));
  auto out = std::back_inserter(text);
  fmt::format_to(out, "{},{},{:.10g},{:.10g},{:.10g},{:.10g},{:.10g},", csv_field(customer), history.orders,
                 history.last, history.observed, mean_spend, value.probability_alive, value.expected_orders);
  if (value.value)
    fmt::format_to(out, "{:.10g},{:.10g}", *value.expected_spend, *value.value);
  else
    text += ',';
  text += '\n';
}

}  // namespace klytics::presentation
