#include <cmath>

#include "analytics/forecast/models/scalar_search.h"
#include "analytics/forecast/models/theta.h"

namespace klytics::forecast {
namespace {

/// The linear trend that a dynamic model knows after each observation (Fiorucci et al. 2016, eq. 13 to 15).
struct RunningLine {
  double count = 0;
  double mean = 0;
  Line line;

  void add(double value) {
    count += 1;
    if (count == 1) {
      mean = value;
      line = {value, 0};
      return;
    }
    line.slope = ((count - 2) * line.slope + 6 * (value - mean) / count) / (count + 1);
    mean += (value - mean) / count;
    line.intercept = mean - line.slope * (count + 1) / 2;
  }
};

/// A theta model over one adjusted history: the recursion of level and trend, shared by fit and prediction.
class Recursion {
 public:
  Recursion(ThetaForm form, std::span<const double> values, double alpha)
      : dynamic_(form.dynamic), alpha_(alpha), inverse_alpha_(1 / alpha) {
    if (!dynamic_) trend_.line = line_through(values);
  }

  /// What the trend line adds to the forecast per unit of trend weight, before the next observation.
  double trend_term() const {
    return decay_ * trend_.line.intercept + (1 - decay_ * (1 - alpha_)) * inverse_alpha_ * trend_.line.slope;
  }
  /// The forecast of the next observation.
  double forecast(double trend_weight) const { return level_ + trend_weight * trend_term(); }
  /// Level and line of a history of zeros: what follows answers what one error does to later forecasts, as both are
  /// linear in the values.
  void forget_values() {
    level_ = 0;
    trend_.mean = 0;
    trend_.line = {};
  }
  double level() const { return level_; }
  double decay() const { return decay_; }

  void set_level(double level) { level_ = level; }
  void add(double value) {
    level_ = alpha_ * value + (1 - alpha_) * level_;
    decay_ *= 1 - alpha_;
    if (dynamic_) trend_.add(value);
  }

 private:
  bool dynamic_;
  double alpha_;
  double inverse_alpha_;
  double level_ = 0;
  double decay_ = 1;  // (1-alpha)^(t-1) for the next observation t
  RunningLine trend_;
};

struct Projection {
  double first_level = 0;
  double trend_weight = 0;
  double squared_error = 0;
};

/// Level and trend weight given alpha: the regression of y_t - (known part of the level) on (1-alpha)^(t-1) and the
/// trend term, with the weight held in [0, 1]. The first observation of a dynamic model has no trend yet, so that it
/// would be fitted by the level alone; as in the paper it does not count.
Projection project(const ThetaForm& form, std::span<const double> values, double alpha) {
  Recursion recursion(form, values, alpha);
  double dd = 0, dg = 0, gg = 0, dr = 0, gr = 0, rr = 0;
  for (std::size_t t = 0; t < values.size(); ++t) {
    if (t > 0 || !form.dynamic) {
      const double d = recursion.decay(), g = recursion.trend_term(), r = values[t] - recursion.level();
      dd += d * d, dg += d * g, gg += g * g, dr += d * r, gr += g * r, rr += r * r;
    }
    recursion.add(values[t]);
  }
  double weight = 0.5;
  if (form.optimise_theta) {
    const double determinant = dd * gg - dg * dg;
    const double free = determinant > 1e-12 * dd * gg ? (dd * gr - dg * dr) / determinant : 0.5;
    weight = std::fmin(std::fmax(free, 0.0), 1.0);
  }
  const double level = (dr - weight * dg) / dd;
  const double squares =
      rr + level * level * dd + weight * weight * gg - 2 * level * dr - 2 * weight * gr + 2 * level * weight * dg;
  return {level, weight, std::fmax(squares, 0.0)};
}

}  // namespace

ThetaFit fit_theta(const History& history, ThetaForm form) {
  constexpr double kLow = 0.1, kHigh = 0.99;  // the bounds of Fiorucci et al.
  constexpr int kCells = 8;
  constexpr double kTolerance = 1e-4;  // the error surface is flat in alpha: finer changes no forecast visibly
  ThetaFit fit{form, detect_season(history), 0, 0, 0, 0};
  const auto adjusted = remove_season(history, fit.season);
  fit.alpha = smallest_argument([&](double a) { return project(form, adjusted, a).squared_error; }, kLow, kHigh, kCells,
                                kTolerance);
  const Projection best = project(form, adjusted, fit.alpha);
  fit.first_level = best.first_level;
  fit.trend_weight = best.trend_weight;
  const int parameters = form.optimise_theta ? 3 : 2;
  fit.sigma2 = best.squared_error / std::max(history.size() - parameters, 1);
  return fit;
}

Prediction predict(const ThetaFit& fit, const History& history, int horizon) {
  const auto adjusted = remove_season(history, fit.season);
  Recursion recursion(fit.form, adjusted, fit.alpha);
  recursion.set_level(fit.first_level);
  for (const double value : adjusted) recursion.add(value);
  Prediction prediction = empty_prediction(horizon);
  // The variance of a step's error, in variances of one step's: 1 and the squares of what each error before did to the
  // forecast. Around a known line that is alpha; where it moves with the values, each error is followed.
  std::vector<double> variance(static_cast<std::size_t>(horizon), 1.0);
  for (int step = 0; step < horizon; ++step) {
    const auto index = static_cast<std::size_t>(step);
    const double mean = recursion.forecast(fit.trend_weight);
    prediction.mean[index] = mean;
    prediction.deviation[index] = std::sqrt(fit.sigma2 * variance[index]);
    Recursion error = recursion;
    recursion.add(mean);
    if (!fit.form.dynamic) {
      if (step + 1 < horizon) variance[index + 1] = variance[index] + fit.alpha * fit.alpha;
      continue;
    }
    error.forget_values();
    error.add(1);
    for (int later = step + 1; later < horizon; ++later) {
      const double effect = error.forecast(fit.trend_weight);
      error.add(effect);
      variance[static_cast<std::size_t>(later)] += effect * effect;
    }
  }
  restore_season(prediction, fit.season, history.size());
  return prediction;
}

}  // namespace klytics::forecast
