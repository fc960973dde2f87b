#include "analytics/forecast/models/decomposed.h"

#include "analytics/decomposition/mstl.h"
#include "analytics/forecast/models/theta.h"

namespace klytics::forecast {

DecomposedForecast predict_decomposed(const History& history, int horizon,
                                      const std::function<Prediction(const History&, int)>& predict_rest) {
  std::vector<int> periods{history.period};
  periods.insert(periods.end(), history.longer_periods.begin(), history.longer_periods.end());
  const auto parts = decomposition::mstl(history.values, periods);
  std::vector<double> rest(history.values.size());
  for (std::size_t t = 0; t < rest.size(); ++t) rest[t] = parts.trend[t] + parts.remainder[t];
  DecomposedForecast result{predict_rest({rest, 1}, horizon), parts.periods.size() > 1};
  for (int step = 1; step <= horizon; ++step)
    result.prediction.mean[static_cast<std::size_t>(step - 1)] += decomposition::seasonal_ahead(parts, step);
  return result;
}

Prediction decomposed_theta(const History& history, int horizon) {
  return predict_decomposed(history, horizon,
                            [](const History& rest, int steps) {
                              return predict(fit_theta(rest, kDynamicOptimisedTheta), rest, steps, LineOf::kKnown);
                            })
      .prediction;
}

}  // namespace klytics::forecast
