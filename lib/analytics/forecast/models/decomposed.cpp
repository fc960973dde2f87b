#include "analytics/forecast/models/decomposed.h"

#include <algorithm>
#include <cmath>

#include "analytics/forecast/models/theta.h"

namespace klytics::forecast {
namespace {

using decomposition::MultipleDecomposition;

double mean_square(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value * value / static_cast<double>(values.size());
  return sum;
}

}  // namespace

std::vector<int> all_periods(const History& history) {
  std::vector<int> periods{history.period};
  periods.insert(periods.end(), history.longer_periods.begin(), history.longer_periods.end());
  return periods;
}

std::vector<double> season_variances(const History& history, const MultipleDecomposition& parts, int rounds) {
  constexpr int kMostEnds = 4;
  std::vector<double> variances(static_cast<std::size_t>(rounds));
  if (parts.periods.empty()) return variances;
  const int longest = parts.periods.back(), known = history.size() / longest;
  const double remainder = mean_square(parts.remainder);
  // Of the means of n values a new one is off by 1 + 1 / n, those inside them by 1 - 1 / n.
  double first = remainder * 2 / std::max(known - 1, 1), second = first;
  const int ends = std::min(kMostEnds, (history.size() - 1) / longest - 2);
  std::vector<double> in_round[2];
  for (int end = 1; end <= ends; ++end) {
    const int size = history.size() - end * longest;
    const auto before = decomposition::mstl(history.values.first(static_cast<std::size_t>(size)), parts.periods);
    for (int step = 1; step <= std::min(end, 2) * longest; ++step) {
      const auto t = static_cast<std::size_t>(size + step - 1);
      in_round[(step - 1) / longest].push_back(history.values[t] - parts.trend[t] -
                                               decomposition::seasonal_ahead(before, step));
    }
  }
  if (ends > 0) first = second = std::fmax(mean_square(in_round[0]) - remainder, 0.0);
  if (ends > 1) second = std::fmax(mean_square(in_round[1]) - remainder, first);
  for (std::size_t round = 0; round < variances.size(); ++round)
    variances[round] = first + static_cast<double>(round) * (second - first);
  return variances;
}

DecomposedForecast predict_decomposed(const History& history, int horizon,
                                      const std::function<Prediction(const History&, int)>& predict_rest,
                                      bool season_errs) {
  const auto parts = decomposition::mstl(history.values, all_periods(history));
  std::vector<double> rest(history.values.size());
  for (std::size_t t = 0; t < rest.size(); ++t) rest[t] = parts.trend[t] + parts.remainder[t];
  DecomposedForecast result{predict_rest({rest, 1}, horizon), parts.periods.size() > 1};
  Prediction& prediction = result.prediction;
  for (int step = 1; step <= horizon; ++step)
    prediction.mean[static_cast<std::size_t>(step - 1)] += decomposition::seasonal_ahead(parts, step);
  if (!season_errs || parts.periods.empty()) return result;
  const int longest = parts.periods.back();
  const auto variances = season_variances(history, parts, (horizon - 1) / longest + 1);
  for (std::size_t step = 0; step < prediction.deviation.size(); ++step) {
    double& deviation = prediction.deviation[step];
    deviation = std::sqrt(deviation * deviation + variances[step / static_cast<std::size_t>(longest)]);
  }
  return result;
}

Prediction decomposed_theta(const History& history, int horizon) {
  return predict_decomposed(history, horizon,
                            [](const History& rest, int steps) {
                              return predict(fit_theta(rest, kDynamicOptimisedTheta), rest, steps);
                            })
      .prediction;
}

}  // namespace klytics::forecast
