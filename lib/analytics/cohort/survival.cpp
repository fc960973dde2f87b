#include "analytics/cohort/survival.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "core/error.h"

namespace klytics::analytics {
namespace {

// Survival is a product of fractions: within this of one half it is one half.
constexpr double kHalfTolerance = 1e-9;

std::vector<Waiting> by_time(std::span<const Waiting> waiting) {
  std::vector<Waiting> sorted(waiting.begin(), waiting.end());
  std::sort(sorted.begin(), sorted.end(), [](const Waiting& a, const Waiting& b) { return a.time < b.time; });
  return sorted;
}

// The time at which a falling curve reaches one half; `value` gives the curve at a point, nullopt where it has none.
template <typename Value>
std::optional<double> median_of(const std::vector<SurvivalPoint>& points, Value value) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::optional<double> here = value(points[i]);
    if (!here || *here > 0.5 + kHalfTolerance) continue;
    if (*here < 0.5 - kHalfTolerance) return points[i].time;
    for (std::size_t next = i + 1; next < points.size(); ++next) {
      const std::optional<double> there = value(points[next]);
      if (!there || *there < 0.5 - kHalfTolerance) return (points[i].time + points[next].time) / 2;
    }
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

SurvivalCurve kaplan_meier(std::span<const Waiting> waiting, double confidence) {
  const double z = boost::math::quantile(boost::math::normal(), 0.5 + confidence / 2);
  const std::vector<Waiting> sorted = by_time(waiting);
  SurvivalCurve curve;
  double survival = 1, greenwood = 0;
  for (std::size_t i = 0; i < sorted.size();) {
    SurvivalPoint point{sorted[i].time, static_cast<double>(sorted.size() - i), 0, 0, {}, {}};
    for (; i < sorted.size() && sorted[i].time == point.time; ++i) point.events += sorted[i].happened ? 1 : 0;
    survival *= (point.at_risk - point.events) / point.at_risk;
    point.survival = survival;
    if (survival > 0) {
      greenwood += point.events / (point.at_risk * (point.at_risk - point.events));
      const double spread = z * std::sqrt(greenwood);
      point.lower = survival * std::exp(-spread);
      point.upper = std::min(1.0, survival * std::exp(spread));
    }
    curve.points.push_back(point);
  }
  curve.median = median_of(curve.points, [](const SurvivalPoint& p) { return std::optional(p.survival); });
  curve.median_lower = median_of(curve.points, [](const SurvivalPoint& p) { return p.lower; });
  curve.median_upper = median_of(curve.points, [](const SurvivalPoint& p) { return p.upper; });
  return curve;
}

LogRank log_rank(std::span<const std::vector<Waiting>> groups) {
  struct Tagged {
    Waiting waiting;
    Eigen::Index group;
  };
  std::vector<Tagged> all;
  for (std::size_t g = 0; g < groups.size(); ++g)
    for (const Waiting& waiting : groups[g]) all.push_back({waiting, static_cast<Eigen::Index>(g)});
  std::sort(all.begin(), all.end(), [](const Tagged& a, const Tagged& b) { return a.waiting.time < b.waiting.time; });

  const auto count = static_cast<Eigen::Index>(groups.size());
  Eigen::VectorXd at_risk(count), observed = Eigen::VectorXd::Zero(count), expected = observed;
  for (Eigen::Index g = 0; g < count; ++g) at_risk[g] = static_cast<double>(groups[static_cast<std::size_t>(g)].size());
  LogRank result;
  for (Eigen::Index g = 0; g < count; ++g) result.groups.push_back({at_risk[g], 0, 0});
  Eigen::MatrixXd variance = Eigen::MatrixXd::Zero(count, count);
  for (std::size_t i = 0; i < all.size();) {
    const double time = all[i].waiting.time, total = at_risk.sum();
    Eigen::VectorXd leaving = Eigen::VectorXd::Zero(count);
    double events = 0;
    for (; i < all.size() && all[i].waiting.time == time; ++i) {
      leaving[all[i].group] += 1;
      if (!all[i].waiting.happened) continue;
      observed[all[i].group] += 1;
      events += 1;
    }
    if (events > 0) {
      const Eigen::VectorXd share = at_risk / total;
      expected += events * share;
      if (total > 1) {
        const double factor = events * (total - events) / (total - 1);
        variance.diagonal() += factor * share;
        variance -= factor * share * share.transpose();
      }
    }
    at_risk -= leaving;
  }
  std::vector<Eigen::Index> kept;
  for (Eigen::Index g = 0; g < count; ++g) {
    result.groups[static_cast<std::size_t>(g)].observed = observed[g];
    result.groups[static_cast<std::size_t>(g)].expected = expected[g];
    if (expected[g] > 0) kept.push_back(g);
  }
  if (kept.size() < 2)
    throw Error(ErrorKind::kBadData, "the log-rank test needs two groups in which something can happen");
  kept.pop_back();  // the differences of all groups sum to 0
  const Eigen::VectorXd difference = (observed - expected)(kept);
  const Eigen::LDLT<Eigen::MatrixXd> factors(variance(kept, kept));
  if (!(factors.vectorD().minCoeff() > 1e-12 * factors.vectorD().maxCoeff()))
    throw Error(ErrorKind::kBadData, "the log-rank test needs groups that overlap in time");
  result.chi_squared = difference.dot(factors.solve(difference));
  result.degrees_of_freedom = static_cast<int>(kept.size());
  result.p_value = boost::math::gamma_q(result.degrees_of_freedom / 2.0, result.chi_squared / 2);
  return result;
}

}  // namespace klytics::analytics
