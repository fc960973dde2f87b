#include "analytics/forecast/models/form_mean.h"

#include <cmath>

namespace klytics::forecast {
namespace {

/// The weight of a fit beside that of the likeliest, `best`; 0 for one that hardly counts.
double relative_weight(double aicc, double best) {
  constexpr double kSmallestWeight = 1e-4;
  const double weight = std::exp(-0.5 * (aicc - best));
  return weight > kSmallestWeight ? weight : 0.0;
}

/// Likelier fits count more; those that hardly count are left out.
template <typename Fit, typename Predict>
Prediction weighted_mean(std::span<const Fit> fits, int horizon, Predict&& predict_one) {
  Prediction mean = empty_prediction(horizon);
  double total = 0;
  for (const Fit& fit : fits) {
    const double weight = &fit == fits.data() ? 1.0 : relative_weight(fit.aicc, fits.front().aicc);
    if (weight == 0) continue;
    const Prediction one = predict_one(fit);
    const double share = weight / (total + weight);  // a running mean: exact when all agree
    total += weight;
    for (std::size_t step = 0; step < mean.mean.size(); ++step) {
      mean.mean[step] += share * (one.mean[step] - mean.mean[step]);
      mean.deviation[step] += share * (one.deviation[step] - mean.deviation[step]);
    }
  }
  return mean;
}

}  // namespace

Prediction ets_mean(std::span<const EtsFit> fits, int horizon) {
  return weighted_mean(fits, horizon, [&](const EtsFit& fit) { return predict(fit, horizon); });
}

Prediction arima_mean(std::span<const ArimaFit> fits, const History& history, int horizon) {
  return weighted_mean(fits, horizon, [&](const ArimaFit& fit) { return predict(fit, history, horizon); });
}

std::vector<double> akaike_weights(std::span<const double> aicc) {
  std::vector<double> weights;
  double sum = 0;
  for (const double value : aicc) {
    weights.push_back(weights.empty() ? 1.0 : relative_weight(value, aicc.front()));
    sum += weights.back();
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

}  // namespace klytics::forecast
