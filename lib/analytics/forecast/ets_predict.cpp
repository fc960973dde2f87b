#include <cmath>

#include "analytics/forecast/ets.h"

namespace klytics::forecast {

Prediction predict(const EtsFit& fit, int horizon) {
  const EtsParameters& last = fit.last_states;
  const EtsForm form = fit.form;
  const bool relative = form.error == EtsError::kMultiplicative;
  Prediction prediction = empty_prediction(horizon);
  std::vector<double> response(static_cast<std::size_t>(horizon));  // c_j: what an error does to the forecast j ahead
  std::vector<double> second_moment(static_cast<std::size_t>(horizon));
  double damping = 0, power = 1;  // phi + ... + phi^h
  for (int step = 1; step <= horizon; ++step) {
    const auto index = static_cast<std::size_t>(step - 1);
    power *= form.trend == EtsTrend::kDamped ? last.phi : 1.0;
    damping += power;
    const double slope_part = form.trend == EtsTrend::kNone ? 0.0 : damping;
    double season = form.season == EtsSeason::kMultiplicative ? 1.0 : 0.0;
    if (form.season != EtsSeason::kNone)
      season = last.season[static_cast<std::size_t>((fit.observations + step - 1) % fit.period)];
    const double trended = last.level + slope_part * last.slope;
    const bool factor = form.season == EtsSeason::kMultiplicative;
    prediction.mean[index] = factor ? trended * season : trended + season;

    response[index] = last.alpha + last.beta * slope_part;
    if (form.season == EtsSeason::kAdditive && step % fit.period == 0) response[index] += last.gamma;
    const double centre = factor ? trended : prediction.mean[index];
    double variance = 0;
    if (relative) {
      // theta_h = mu_h^2 + sigma^2 sum c_j^2 theta_(h-j);  v_h = (1 + sigma^2) theta_h - mu_h^2
      double moment = centre * centre;
      for (std::size_t lag = 1; lag <= index; ++lag)
        moment += fit.sigma2 * response[lag - 1] * response[lag - 1] * second_moment[index - lag];
      second_moment[index] = moment;
      double growth = 1 + fit.sigma2;
      if (factor) growth *= std::pow(1 + last.gamma * last.gamma * fit.sigma2, (step - 1) / fit.period);
      variance = growth * moment - centre * centre;
    } else {
      double sum = 1;
      for (std::size_t lag = 1; lag <= index; ++lag) sum += response[lag - 1] * response[lag - 1];
      variance = fit.sigma2 * sum;
    }
    prediction.deviation[index] = std::sqrt(std::fmax(variance, 0.0)) * (factor ? std::abs(season) : 1.0);
  }
  return prediction;
}

}  // namespace klytics::forecast
