#include "core/settings_tables.h"

#include <fmt/format.h>

#include "core/error.h"

namespace klytics {
namespace {

[[noreturn]] void refuse(std::string_view name, const toml::node& node, std::string_view what) {
  throw Error(ErrorKind::kConfiguration, fmt::format("{}: {}", toml_position(name, node.source()), what),
              "see klytics.toml(5)");
}

void add_rate(Settings& settings, const std::string& currency, std::optional<Date> from, const toml::node& node,
              std::string_view name) {
  const std::optional<std::string> rate = node.value_exact<std::string>();
  if (!rate || !is_rate(*rate))
    refuse(name, node, fmt::format("the rate of {} must be a decimal number in quotes, such as \"1.08\"", currency));
  settings.currency_rates.push_back({currency, from, *rate});
  settings.origins["currency.rates"] = toml_position(name, node.source());
}

void add_rates(Settings& settings, const std::string& currency, const toml::table& days, std::string_view name) {
  for (const auto& [day, node] : days) {
    const std::optional<Date> from = parse_date(day.str());
    if (!from) refuse(name, node, fmt::format("\"{}\" is not a date such as 2026-01-31", day.str()));
    add_rate(settings, currency, from, node, name);
  }
}

}  // namespace

std::string toml_position(std::string_view name, const toml::source_region& source) {
  return fmt::format("{}:{}:{}", name, source.begin.line, source.begin.column);
}

void apply_metrics(Settings& settings, const toml::table& table, std::string_view name) {
  settings.metrics.clear();
  for (const auto& [metric, node] : table) {
    const std::optional<std::string> expression = node.value_exact<std::string>();
    if (!expression) refuse(name, node, fmt::format("metrics.{} must be text in quotes", metric.str()));
    const std::string where = toml_position(name, node.source());
    settings.metrics.push_back({std::string(metric.str()), *expression, where});
    settings.origins["metrics." + std::string(metric.str())] = where;
  }
  CustomMetrics checked(settings.metrics);
}

void apply_currency(Settings& settings, const toml::table& table, std::string_view name) {
  settings.currency_rates.clear();
  for (const auto& [member, node] : table) {
    if (member.str() != "rates") refuse(name, node, fmt::format("unknown key in [currency]: {}", member.str()));
    const toml::table* rates = node.as_table();
    if (rates == nullptr) refuse(name, node, "currency.rates must be a table");
    for (const auto& [currency, value] : *rates) {
      if (!is_currency(currency.str()))
        refuse(name, value, fmt::format("\"{}\" is not a currency's code such as EUR", currency.str()));
      if (const toml::table* days = value.as_table())
        add_rates(settings, std::string(currency.str()), *days, name);
      else
        add_rate(settings, std::string(currency.str()), std::nullopt, value, name);
    }
  }
}

}  // namespace klytics
