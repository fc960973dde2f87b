// /customer-value: what all customers are worth, in all and by tenths. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"

namespace klytics::presentation {

/// The newest model of customer value as the model registry keeps it. Money is in the account's currency.
struct CustomerValues {
  struct Decile {
    std::int64_t customers = 0;
    double expected_orders = 0;
    double value = 0;
  };
  std::string model, unit;  // bg-nbd, ...; week or day
  Date data_through;
  std::int64_t customers = 0;
  double alive = 0;  // expected number of customers that have not left
  std::int64_t horizon_days = 0;
  double expected_orders = 0;   // within the horizon
  double discount = 0;          // a year
  std::optional<double> value;  // of all the future; none without a spend model
  std::vector<Decile> deciles;  // the most valuable first; none without a spend model
};

/// Its path below the tree's "api" folder: the same whatever the range.
inline constexpr std::string_view kCustomerValue = "customer-value";

/// {model, unit, dataThrough, customers, alive, horizonDays, expectedOrders, discount, value, deciles: [{customers,
/// expectedOrders, value}]}; counts that are expectations have one decimal, money two.
std::string customer_values(const CustomerValues& values);

}  // namespace klytics::presentation
