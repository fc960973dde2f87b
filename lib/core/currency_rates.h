// What the configuration says that money in another currency is worth.
#pragma once

#include <optional>
#include <string>

#include "core/time.h"

namespace klytics {

/// From a local day on, until the next rate of the same currency: one unit of `currency` is `rate` units of the
/// account's currency.
struct CurrencyRate {
  std::string currency;      // ISO 4217, upper case
  std::optional<Date> from;  // nullopt: always
  std::string rate;          // plain decimal text, above 0: exact

  bool operator==(const CurrencyRate&) const = default;
};

/// Whether text is digits with at most one point between them, and not 0.
bool is_rate(std::string_view text);
/// Whether text is three capital letters.
bool is_currency(std::string_view text);

}  // namespace klytics
