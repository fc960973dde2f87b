// Fitted models of customer value, and what they expect, as text. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/customer_value/holdout.h"
#include "analytics/customer_value/valuation.h"
#include "core/time.h"
#include "presentation/render/result_table.h"

namespace klytics::presentation {

struct CustomerValueReport {
  struct Holdout {
    Date fitted_until;
    analytics::HoldoutReport report;
  };
  /// A tenth of the customers by value, the most valuable first.
  struct Decile {
    std::size_t customers;
    double expected_orders, value;
  };

  std::string_view model, unit;
  std::span<const std::string_view> parameter_names;
  analytics::Maximum fit;
  std::optional<analytics::Maximum> spend;  // gamma-gamma
  std::optional<Date> until;                // none for a summary file
  std::size_t customers = 0, repeat_customers = 0;
  int horizon_days = 0;
  double discount = 0;  // a year
  double alive = 0;     // expected number of customers that have not left
  double expected_orders = 0;
  std::optional<double> value;
  std::vector<Decile> deciles;  // none without a spend model
  std::optional<Holdout> holdout;
};

/// Fills alive, expected_orders, value and deciles. O(n log n).
void add_up(CustomerValueReport& report, std::span<const analytics::CustomerValue> values);

/// kJson and kNdjson: one object with members model, unit, until, customers, repeat_customers, parameters (in the
/// paper's order), standard_errors, log_likelihood, spend, horizon_days, discount, alive, expected_orders, value,
/// deciles, holdout; kCsv: name,estimate,standard_error of the parameters; kTable: a summary to read.
std::string render(const CustomerValueReport& report, Format format);

/// For the model registry: {"purchase": {name: estimate, ...}, "spend": {...} or null}.
std::string registry_parameters(const CustomerValueReport& report);
/// For the model registry: log-likelihoods, the totals and deciles that export shows, and the errors of the holdout
/// when there was one.
std::string registry_measures(const CustomerValueReport& report);

/// "customer,x,t_x,T,m,p_alive,expected_orders,expected_spend,value" and its rows, for one CSV file of all customers. m
/// is 0 for a customer without repeat orders; expected_spend and value are empty without a spend model.
std::string customer_value_header();
void append_customer_value(std::string& text, std::string_view customer, const analytics::PurchaseHistory& history,
                           double mean_spend, const analytics::CustomerValue& value);

}  // namespace klytics::presentation
