// The one-step recursion of an ETS model over a history, and its exact gradient by reverse accumulation.
#pragma once

#include <vector>

#include "analytics/forecast/models/ets.h"

namespace klytics::forecast {

/// Sums over the history at given parameters.
struct EtsSums {
  double squared_error = 0;  // of additive or relative one-step errors
  double log_forecast = 0;   // sum of log |forecast|; 0 for additive errors
  bool valid = true;         // false when a multiplicative form met a forecast or state that is not positive

  /// -2 log likelihood up to a constant.
  double criterion(int observations) const;
};

/// Runs the recursion of one form over one history as often as asked, keeping what the gradient needs between calls.
class EtsRecursion {
 public:
  EtsRecursion(EtsForm form, const History& history);

  /// `states` is the starting point and becomes the end point.
  EtsSums run(EtsParameters& states);
  /// The gradient of criterion() with respect to everything in EtsParameters, after run(). Costs about two run().
  /// Valid until the next call.
  const EtsParameters& gradient(const EtsParameters& start, const EtsSums& sums);

 private:
  struct Step {
    double trended;   // level + phi slope: the forecast without season
    double surprise;  // seasonally adjusted observation - trended
    double slope;     // before the step
    double season;    // before the step
    double forecast;
  };

  template <bool kMultiplicativeError, EtsTrend kTrend, EtsSeason kSeason>
  EtsSums run_form(EtsParameters& states);
  template <bool kMultiplicativeError, EtsTrend kTrend, EtsSeason kSeason>
  void accumulate_gradient(const EtsParameters& start, const EtsSums& sums);
  template <typename Visitor>
  decltype(auto) dispatch(Visitor&& visitor);

  EtsForm form_;
  History history_;
  std::vector<Step> steps_;
  EtsParameters gradient_;
};

}  // namespace klytics::forecast
