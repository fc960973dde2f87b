// Where the actions of klytics cohort take orders from: a CSV file or the database.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analytics/cohort/customer_groups.h"
#include "analytics/cohort/retention.h"
#include "analytics/cohort/waiting_times.h"
#include "context.h"
#include "core/cohort_definition.h"
#include "core/orders.h"
#include "storage/cohort_reader.h"

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
  std::vector<std::string> segments;  // a column; in the database also names of segments and lists
  std::string by = "first-order";
  std::string activity;  // a metric whose events count in place of orders

  void add_options(CLI::App& app);
  /// Those of add_options() for rows that have no amount.
  void add_row_options(CLI::App& app);
  /// The option that names `segments`.
  void add_segment_option(CLI::App& app, const std::string& name, const std::string& what);
  /// Throws Error(kUsage) for options that do not go together or cannot be read.
  void validate() const;
  bool from_file() const { return !input.empty(); }
  /// Whether `segments` are named segments and lists, whose members need not have ordered.
  bool by_membership() const;

 private:
  void validate_file() const;
};

/// Orders with all that the options of their source ask for.
struct CohortData {
  Orders orders;
  std::optional<analytics::CohortStarts> starts;  // none: customers begin with their first order
  std::vector<std::string> labels;                // of the cohorts of `starts`; empty: they are periods
  std::optional<analytics::CustomerGroups> groups;
  std::vector<analytics::Subscription> subscriptions;  // an element a customer, when asked for
  std::string list_id;                                 // of the list that they are of, when they are of one
  std::int32_t data_through =
      0;  // the last day that the data covers, at least that of the last order; days since 1970-01-01

  /// --until, else data_through. Throws Error(kBadData) when everything is later.
  std::int32_t last_day(const OrderSource& source) const;
};

/// Reads the orders and says on stderr how many rows were no orders. Throws Error(kBadData) when none are left.
CohortData load_cohorts(Context& context, const OrderSource& source);
/// Reads subscriptions of email, or of a list by name or id, from the database, with the groups of the source.
CohortData load_subscriptions(Context& context, const OrderSource& source, const std::string& list = {});
/// Reads subscriptions from a file: one a row, from the date to the date in the column `end`, empty for one that goes
/// on.
CohortData load_subscription_file(Context& context, const OrderSource& source, const std::string& end);

/// Of windows that no option gives a length.
inline constexpr std::int32_t kDefaultWindowDays = 30;

/// "39w" or "30d" in days. Throws Error(kUsage) naming the option for anything else, also for 0.
std::int32_t parse_span_days(std::string_view option, std::string_view text);

/// Days since 1970-01-01. Throws Error(kUsage) naming the option.
std::int32_t parse_day_option(std::string_view option, const std::string& text);

/// Throws Error(kUsage) unless it lies between 0 and 1.
void check_confidence(double confidence);

}  // namespace klytics::app
