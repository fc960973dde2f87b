#include "analytics/forecast/intervals/conformal.h"

#include <algorithm>
#include <cmath>

#include "analytics/forecast/intervals/intervals.h"

namespace klytics::forecast {
namespace {

constexpr Eigen::Index kPool = 40;    // a 95 % quantile needs twice its reciprocal tail
constexpr Eigen::Index kFewest = 20;  // below, a 95 % quantile is the maximum

/// Widths a step from pooled errors, not falling: violators are merged with their weight.
std::vector<double> rising_widths(const Eigen::MatrixXd& errors, double probability) {
  struct Pool {
    Eigen::Index steps;
    double width;
  };
  const Eigen::Index steps = errors.cols(), at_once = std::max<Eigen::Index>(1, kPool / errors.rows());
  std::vector<Pool> pools;
  for (Eigen::Index first = 0; first < steps; first += at_once) {
    Eigen::Index count = std::min(at_once, steps - first);
    if (steps - first - count < at_once) count = steps - first;  // the rest is too few for a pool of its own
    std::vector<double> sizes;
    for (Eigen::Index column = first; column < first + count; ++column)
      for (Eigen::Index row = 0; row < errors.rows(); ++row) sizes.push_back(std::abs(errors(row, column)));
    pools.push_back({count, conformal_quantile(std::move(sizes), probability)});
    while (pools.size() > 1 && pools[pools.size() - 2].width > pools.back().width) {
      const Pool last = pools.back();
      pools.pop_back();
      Pool& before = pools.back();
      const auto a = static_cast<double>(before.steps), b = static_cast<double>(last.steps);
      before.width = (a * before.width + b * last.width) / (a + b);
      before.steps += last.steps;
    }
    if (count > at_once) break;
  }
  std::vector<double> widths;
  for (const Pool& pool : pools) widths.insert(widths.end(), static_cast<std::size_t>(pool.steps), pool.width);
  widths.resize(static_cast<std::size_t>(steps), widths.back());
  return widths;
}

}  // namespace

double conformal_quantile(std::vector<double> sizes, double probability) {
  const auto rank = static_cast<std::size_t>(std::ceil(static_cast<double>(sizes.size() + 1) * probability));
  const auto place =
      sizes.begin() + static_cast<std::ptrdiff_t>(std::min(std::max<std::size_t>(rank, 1), sizes.size()) - 1);
  std::ranges::nth_element(sizes, place);
  return *place;
}

void set_conformal_widths(Prediction& prediction, const Eigen::MatrixXd& errors, std::span<const double> residuals) {
  const auto horizon = static_cast<std::size_t>(prediction.horizon());
  std::vector<double> narrow, wide;
  constexpr double kWeek = 7;
  if (errors.size() >= kFewest) {
    narrow = rising_widths(errors, 0.80);
    wide = rising_widths(errors, 0.95);
  } else if (!residuals.empty()) {
    std::vector<double> sizes;
    for (const double residual : residuals) sizes.push_back(std::abs(residual));
    narrow.push_back(conformal_quantile(sizes, 0.80));
    wide.push_back(conformal_quantile(std::move(sizes), 0.95));
  } else {
    return;
  }
  for (std::size_t step = 0; step < horizon; ++step) {
    const std::size_t known = std::min(step, narrow.size() - 1);
    const double growth = std::sqrt((static_cast<double>(step) + kWeek) / (static_cast<double>(known) + kWeek));
    set_half_widths(prediction, step, narrow[known] * growth, wide[known] * growth);
  }
}

}  // namespace klytics::forecast
