// What the steps of one build share. Internal to processing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "processing/aggregate.h"
#include "storage/postgres/connection.h"

namespace klytics::processing {

struct Build {
  storage::Connection& connection;
  const AggregateOptions& options;
  AggregateSummary& summary;
  std::string time_zone;
  std::string currency;
  std::optional<std::string> conversion_metric_id;
  bool full = false;

  const std::string& account_id() const { return options.account_id; }

  /// Runs sql/queries/aggregate/<name>.sql.
  storage::Rows run(std::string_view name, const std::vector<storage::Parameter>& parameters = {}) const {
    options.on_step(name);
    return connection.query("queries/aggregate/" + std::string(name), parameters);
  }
  /// Notes what happened to a table.
  void changed(std::string_view table, std::size_t removed, std::size_t added) const {
    summary.facts.push_back({std::string(table), static_cast<std::int64_t>(removed), static_cast<std::int64_t>(added)});
  }
};

/// fact_orders and fact_revenue; fills aggregate_changed_orders, which later steps read.
void build_orders(const Build& build);
/// fact_engagement and fact_conversions. After build_orders.
void build_messages(const Build& build);
/// fact_forms. After build_orders.
void build_forms(const Build& build);
/// fact_order_products and fact_products. After build_orders.
void build_products(const Build& build);
/// fact_metrics.
void build_metrics(const Build& build);
/// fact_subscribers and fact_segments.
void build_people(const Build& build);

}  // namespace klytics::processing
