// How well expected orders foretold the orders of a period that the fit did not see.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace klytics::analytics {

struct HoldoutCustomer {
  double repeat_orders;  // up to the holdout
  double predicted;      // orders in the holdout, by the model
  double naive;          // ..., by the rule that everybody goes on as before: x / T * length
  double actual;
};

struct ForecastError {
  double mean_absolute, root_mean_square;
  std::optional<double> correlation;  // Pearson's; none when either side has no variance
  double total;                       // sum of what was predicted
};

/// Of the bins of a calibration plot, as in the literature's: 0, 1, ..., 6, 7+.
inline constexpr int kLastHoldoutBin = 7;

struct HoldoutReport {
  struct Bin {
    int repeat_orders;  // of its customers; the last bin holds those with as many or more
    double customers, mean_predicted, mean_actual;
  };
  std::vector<Bin> bins;  // the data of a calibration plot
  ForecastError model, naive;
  double actual_total;
};

/// `customers` must not be empty.
HoldoutReport judge_holdout(std::span<const HoldoutCustomer> customers);

}  // namespace klytics::analytics
