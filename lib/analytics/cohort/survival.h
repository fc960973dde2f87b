// Time to an event when some are still waiting: Kaplan-Meier curves and the log-rank test.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace klytics::analytics {

struct Waiting {
  double time;    // until the event, or until the observation ended; >= 0
  bool happened;  // false: censored
};

struct SurvivalPoint {
  double time;
  double at_risk;   // still waiting just before `time`
  double events;    // at `time`
  double survival;  // share still waiting after `time`
  // Confidence limits on the log scale with Greenwood's variance, cut at 1; none where survival is 0.
  std::optional<double> lower, upper;
};

struct SurvivalCurve {
  std::vector<SurvivalPoint> points;  // one for every time of an event or of a censoring
  // The first time at which at most half are waiting; between two times when it is exactly half. None when more than
  // half still wait at the end. The limits are those of the limits of the curve.
  std::optional<double> median, median_lower, median_upper;
};

/// The product-limit estimate. `confidence` in (0, 1). O(n log n). Follows survfit() of R's package survival.
SurvivalCurve kaplan_meier(std::span<const Waiting> waiting, double confidence);

struct LogRank {
  struct Group {
    double size, observed, expected;
  };
  std::vector<Group> groups;
  double chi_squared = 0;
  int degrees_of_freedom = 0;
  double p_value = 1;
};

/// Tests whether the groups wait alike (Mantel, Haenszel; survdiff() of R's package survival with rho = 0). Groups
/// without an expected event do not count. Throws Error(kBadData) when fewer than two groups are left or nothing
/// happened.
LogRank log_rank(std::span<const std::vector<Waiting>> groups);

}  // namespace klytics::analytics
