// The tables of the configuration whose keys the user names: [metrics] and [currency.rates]. Internal to core.
#pragma once

#include <toml++/toml.h>

#include <string_view>

#include "core/settings.h"

namespace klytics {

/// "name:line:column" of a value.
std::string toml_position(std::string_view name, const toml::source_region& source);

/// Reads [metrics] into settings.metrics. Throws Error(kConfiguration) for what is not text, and as CustomMetrics does.
void apply_metrics(Settings& settings, const toml::table& table, std::string_view name);

/// Reads [currency] with its only member, the table "rates", into settings.currency_rates. A currency has one rate, or
/// a table of first days and rates. Throws Error(kConfiguration) for anything else.
void apply_currency(Settings& settings, const toml::table& table, std::string_view name);

}  // namespace klytics
