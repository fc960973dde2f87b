#include "analytics/customer_value/holdout.h"

#include <algorithm>
#include <cmath>

namespace klytics::analytics {
namespace {

ForecastError error_of(std::span<const HoldoutCustomer> customers, double HoldoutCustomer::*forecast) {
  const auto count = static_cast<double>(customers.size());
  double sum = 0, actual_sum = 0, absolute = 0, squared = 0;
  for (const HoldoutCustomer& customer : customers) {
    const double error = customer.*forecast - customer.actual;
    sum += customer.*forecast;
    actual_sum += customer.actual;
    absolute += std::abs(error);
    squared += error * error;
  }
  double variance = 0, actual_variance = 0, covariance = 0;
  for (const HoldoutCustomer& customer : customers) {
    const double from_mean = customer.*forecast - sum / count, actual_from_mean = customer.actual - actual_sum / count;
    variance += from_mean * from_mean;
    actual_variance += actual_from_mean * actual_from_mean;
    covariance += from_mean * actual_from_mean;
  }
  ForecastError error{absolute / count, std::sqrt(squared / count), std::nullopt, sum};
  if (variance > 0 && actual_variance > 0) error.correlation = covariance / std::sqrt(variance * actual_variance);
  return error;
}

}  // namespace

HoldoutReport judge_holdout(std::span<const HoldoutCustomer> customers) {
  HoldoutReport report;
  for (int bin = 0; bin <= kLastHoldoutBin; ++bin) {
    double count = 0, predicted = 0, actual = 0;
    for (const HoldoutCustomer& customer : customers) {
      if (std::min<double>(customer.repeat_orders, kLastHoldoutBin) != bin) continue;
      count += 1;
      predicted += customer.predicted;
      actual += customer.actual;
    }
    if (count > 0) report.bins.push_back({bin, count, predicted / count, actual / count});
  }
  report.model = error_of(customers, &HoldoutCustomer::predicted);
  report.naive = error_of(customers, &HoldoutCustomer::naive);
  report.actual_total = 0;
  for (const HoldoutCustomer& customer : customers) report.actual_total += customer.actual;
  return report;
}

}  // namespace klytics::analytics
