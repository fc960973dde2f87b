// Tables of forecasts for people: rounded, without what says nothing, as wide as the terminal.
#pragma once

#include <string>
#include <string_view>

#include "forecast/options.h"
#include "presentation/render/result_table.h"

namespace klytics::app {

/// Five significant digits of the largest number of each column.
void round_numbers(presentation::ResultTable& table);

/// The table without a column, when it has it.
presentation::ResultTable without(presentation::ResultTable table, std::string_view name);

/// A single row as lines of name and value.
presentation::ResultTable upright(const presentation::ResultTable& table);

/// The table as text without the columns that it must lose to be at most `width` wide, which are counted below it.
/// Bounds and lesser measures go first.
std::string fitted(presentation::ResultTable table, int width, const ForecastOptions& options);

}  // namespace klytics::app
