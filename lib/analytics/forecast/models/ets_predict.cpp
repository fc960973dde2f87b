#include <Eigen/Core>
#include <algorithm>
#include <cmath>

#include "analytics/forecast/models/ets.h"

namespace klytics::forecast {
namespace {

/// Moments of level and slope, each times the product of the factors by which the errors have moved the season of one
/// phase. Errors are normal: their third moment is 0, their fourth 3 sigma^4.
class WeightedStates {
 public:
  explicit WeightedStates(const EtsFit& fit)
      : alpha_(fit.last_states.alpha),
        beta_(fit.last_states.beta),
        gamma_(fit.last_states.gamma),
        phi_(fit.form.trend == EtsTrend::kNone ? 0.0 : fit.last_states.phi),
        sigma2_(fit.sigma2) {
    const double level = fit.last_states.level, slope = fit.form.trend == EtsTrend::kNone ? 0.0 : fit.last_states.slope;
    mean_ << level, slope;
    second_ = mean_ * mean_.transpose();
  }

  double trended() const { return mean_[0] + phi_ * mean_[1]; }
  double squared_trended() const { return second_(0, 0) + 2 * phi_ * second_(0, 1) + phi_ * phi_ * second_(1, 1); }

  /// One step on; at the phase itself the error moves its season too.
  void advance(bool at_phase) {
    Eigen::Matrix2d move, shock;  // states: (move + shock e) states
    move << 1, phi_, 0, phi_;
    shock << alpha_, alpha_ * phi_, beta_, beta_ * phi_;
    const double g = at_phase ? gamma_ : 0.0, g2 = g * g;
    const Eigen::Matrix2d plain = move * second_ * move.transpose(), mixed = move * second_ * shock.transpose();
    const Eigen::Matrix2d shocked = shock * second_ * shock.transpose(), cross = mixed + mixed.transpose();
    second_ = (1 + g2 * sigma2_) * plain + 2 * g * sigma2_ * cross + (sigma2_ + 3 * g2 * sigma2_ * sigma2_) * shocked;
    mean_ = (move * mean_ + g * sigma2_ * shock * mean_).eval();
  }

 private:
  double alpha_, beta_, gamma_, phi_, sigma2_;
  Eigen::Vector2d mean_;
  Eigen::Matrix2d second_;
};

/// Multiplicative error and season: exact moments, as chapter 6 of the book has them for its class 3.
Prediction predict_multiplicative(const EtsFit& fit, int horizon) {
  Prediction prediction = empty_prediction(horizon);
  for (int phase = 0; phase < std::min(fit.period, horizon); ++phase) {
    const double season = fit.last_states.season[static_cast<std::size_t>((fit.observations + phase) % fit.period)];
    WeightedStates states(fit);
    for (int step = 0; step < horizon; ++step) {
      const bool at_phase = step % fit.period == phase;
      if (at_phase) {
        const auto index = static_cast<std::size_t>(step);
        const double mean = season * states.trended();
        const double variance = (1 + fit.sigma2) * season * season * states.squared_trended() - mean * mean;
        prediction.mean[index] = mean;
        prediction.deviation[index] = std::sqrt(std::fmax(variance, 0.0));
      }
      states.advance(at_phase);
    }
  }
  return prediction;
}

}  // namespace

Prediction predict(const EtsFit& fit, int horizon) {
  const EtsParameters& last = fit.last_states;
  const EtsForm form = fit.form;
  if (form.season == EtsSeason::kMultiplicative) return predict_multiplicative(fit, horizon);
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
    double season = 0;
    if (form.season != EtsSeason::kNone)
      season = last.season[static_cast<std::size_t>((fit.observations + step - 1) % fit.period)];
    prediction.mean[index] = last.level + slope_part * last.slope + season;

    response[index] = last.alpha + last.beta * slope_part;
    if (form.season == EtsSeason::kAdditive && step % fit.period == 0) response[index] += last.gamma;
    double variance = 0;
    if (relative) {
      // theta_h = mu_h^2 + sigma^2 sum c_j^2 theta_(h-j);  v_h = (1 + sigma^2) theta_h - mu_h^2
      const double centre = prediction.mean[index];
      double moment = centre * centre;
      for (std::size_t lag = 1; lag <= index; ++lag)
        moment += fit.sigma2 * response[lag - 1] * response[lag - 1] * second_moment[index - lag];
      second_moment[index] = moment;
      variance = (1 + fit.sigma2) * moment - centre * centre;
    } else {
      double sum = 1;
      for (std::size_t lag = 1; lag <= index; ++lag) sum += response[lag - 1] * response[lag - 1];
      variance = fit.sigma2 * sum;
    }
    prediction.deviation[index] = std::sqrt(std::fmax(variance, 0.0));
  }
  return prediction;
}

}  // namespace klytics::forecast
