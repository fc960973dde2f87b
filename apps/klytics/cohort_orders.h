// Where the actions of klytics cohort take orders from: a CSV file or the database.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "context.h"
#include "core/orders.h"

namespace CLI {
class App;
}

namespace klytics::app {

struct OrderSource {
  std::string input;  // empty: the database
  OrderColumns columns;
  std::vector<std::string> where;
  std::string timezone = "UTC";
  std::string until;

  void add_options(CLI::App& app);
  /// Throws Error(kUsage) for options that do not go together or cannot be read.
  void validate() const;
  /// Reads the orders and says on stderr how many rows were no orders. Throws Error(kBadData) when none are left.
  Orders load(Context& context) const;
  /// --until, else the last day of the orders, in days since 1970-01-01. Throws Error(kBadData) when all orders are
  /// later.
  std::int32_t last_day(const Orders& orders) const;

 private:
  Orders load_file() const;
  Orders load_facts(Context& context) const;
};

/// "39w" or "30d" in days. Throws Error(kUsage) naming the option for anything else, also for 0.
std::int32_t parse_span_days(std::string_view option, std::string_view text);

/// Days since 1970-01-01. Throws Error(kUsage) naming the option.
std::int32_t parse_day_option(std::string_view option, const std::string& text);

}  // namespace klytics::app
