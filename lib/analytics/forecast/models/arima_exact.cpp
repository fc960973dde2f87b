#include <algorithm>
#include <cmath>

#include "analytics/forecast/models/arima.h"
#include "analytics/forecast/models/arima_kalman.h"
#include "analytics/forecast/models/arima_regressors.h"
#include "analytics/forecast/models/minimize.h"

namespace klytics::forecast {
namespace {

constexpr double kTwoPi = 6.283185307179586;

/// -2 log likelihood over unbounded variables (the arc tangents of the partial autocorrelations of each polynomial),
/// with the variance, the mean and the effects of regressors profiled out.
class ExactObjective : public Objective {
 public:
  ExactObjective(const ArimaOrder& order, int period, const std::vector<double>& values,
                 const std::vector<std::vector<double>>& regressors)
      : order_(order),
        period_(period),
        count_(static_cast<double>(values.size())),
        filter_(values, order.constant, regressors) {}

  Parameters start(const ArimaCoefficients& coefficients) const {
    Parameters x(order_.p + order_.seasonal_p + order_.q + order_.seasonal_q);
    Eigen::Index at = 0;
    const auto put = [&](std::vector<double> part, double sign) {
      for (double& value : part) value *= sign;
      unbounded_from_stable(part);
      for (const double value : part) x[at++] = value;
    };
    put(coefficients.ar, 1);
    put(coefficients.seasonal_ar, 1);
    put(coefficients.ma, -1);
    put(coefficients.seasonal_ma, -1);
    return x;
  }

  const ArimaCoefficients& unpack(const Parameters& x) {
    Eigen::Index at = 0;
    const auto take = [&](std::vector<double>& part, int count, double sign) {
      part.resize(static_cast<std::size_t>(count));
      for (double& value : part) value = x[at++];
      stable_from_unbounded(part);
      for (double& value : part) value *= sign;
    };
    take(coefficients_.ar, order_.p, 1);
    take(coefficients_.seasonal_ar, order_.seasonal_p, 1);
    take(coefficients_.ma, order_.q, -1);
    take(coefficients_.seasonal_ma, order_.seasonal_q, -1);
    return coefficients_;
  }

  double value(const Parameters& x) {
    unpack(x);
    sums_ = run_filter(filter_, coefficients_, period_);
    if (!sums_.valid) return std::numeric_limits<double>::infinity();
    const double sigma2 = std::fmax(sums_.squares / count_, 1e-300);
    return count_ * (std::log(kTwoPi * sigma2) + 1) + sums_.log_determinant;
  }

  double evaluate(const Parameters& x, Parameters& gradient) override {
    const double centre = value(x);
    if (!std::isfinite(centre)) return centre;
    constexpr double kStep = 1e-5;  // near the cube root of the rounding error of the likelihood
    Parameters shifted = x;
    for (Eigen::Index i = 0; i < x.size(); ++i) {
      shifted[i] = x[i] + kStep;
      const double up = value(shifted);
      shifted[i] = x[i];
      gradient[i] = std::isfinite(up) ? (up - centre) / kStep : 0.0;
    }
    return centre;
  }

  const KalmanSums& sums() const { return sums_; }
  const Eigen::VectorXd& effects() const { return filter_.effects(); }

  static KalmanSums run_filter(KalmanFilter& filter, const ArimaCoefficients& c, int period) {
    LagPolynomial minus_ar(c.ar), minus_seasonal(c.seasonal_ar);
    for (double& value : minus_ar) value = -value;
    for (double& value : minus_seasonal) value = -value;
    LagPolynomial ar = multiply(minus_ar, minus_seasonal, period);
    for (double& value : ar) value = -value;
    return filter.run(ar, multiply(c.ma, c.seasonal_ma, period));
  }

 private:
  ArimaOrder order_;
  int period_;
  double count_;
  KalmanFilter filter_;
  ArimaCoefficients coefficients_;
  KalmanSums sums_;
};

}  // namespace

std::optional<ArimaFit> fit_arima(const History& history, const ArimaOrder& order) {
  std::vector<double> values = difference(history, order.d, order.seasonal_d);
  const std::vector<std::vector<double>> regressors = difference_columns(history, order.d, order.seasonal_d);
  const auto count = static_cast<double>(values.size());
  const int coefficients = order.coefficients() + static_cast<int>(regressors.size());
  if (count < coefficients + 3) return std::nullopt;
  const std::vector<double> rest = without_effects(history, least_squares_effects(values, regressors));
  const auto conditional = fit_arima_conditional({rest, history.period}, order);
  const double unit = deviation_of(values, order.constant);
  for (double& value : values) value /= unit;
  ExactObjective objective(order, history.period, values, regressors);
  ArimaCoefficients zero;
  zero.ar.resize(static_cast<std::size_t>(order.p));
  zero.seasonal_ar.resize(static_cast<std::size_t>(order.seasonal_p));
  zero.ma.resize(static_cast<std::size_t>(order.q));
  zero.seasonal_ma.resize(static_cast<std::size_t>(order.seasonal_q));
  Parameters x = objective.start(conditional ? conditional->coefficients : zero);
  if (x.size() > 0 && std::isfinite(objective.value(x)))
    minimize(objective, x, {.most_evaluations = 60, .value_tolerance = 1e-5, .gradient_tolerance = 1e-3});
  const double criterion = objective.value(x) + 2 * count * std::log(unit);
  if (!std::isfinite(criterion)) return std::nullopt;
  ArimaFit fit{order, history.period, objective.unpack(x), 0, 0, 0};
  const Eigen::VectorXd effects = unit * objective.effects();
  if (order.constant) fit.coefficients.mean = effects[0];
  fit.coefficients.effects.assign(effects.begin() + (order.constant ? 1 : 0), effects.end());
  fit.sigma2 = unit * unit * objective.sums().squares / count;
  fit.log_likelihood = -criterion / 2;
  const double k = coefficients + 1;
  fit.aicc = criterion + 2 * k + 2 * k * (k + 1) / std::fmax(count - k - 1, 1);
  return fit;
}

Prediction predict(const ArimaFit& fit, const History& history, int horizon) {
  if (!fit.coefficients.effects.empty()) {
    ArimaFit process = fit;
    process.coefficients.effects.clear();
    const std::vector<double> rest = without_effects(history, fit.coefficients.effects);
    Prediction prediction = predict(process, {rest, history.period}, horizon);
    for (int step = 0; step < horizon; ++step)
      prediction.mean[static_cast<std::size_t>(step)] +=
          effect_at(history, fit.coefficients.effects, static_cast<std::size_t>(history.size() + step));
    return prediction;
  }
  const ArimaOrder& order = fit.order;
  const std::vector<double> values = difference(history, order.d, order.seasonal_d);
  const auto steps = static_cast<std::size_t>(horizon);
  KalmanFilter filter(values, order.constant, {});
  ExactObjective::run_filter(filter, fit.coefficients, fit.period);
  Prediction prediction = empty_prediction(horizon);
  prediction.mean = filter.predict(horizon, fit.coefficients.mean);

  // Undo the differences: D(B) y_t = w_t, with D = (1 - B)^d (1 - B^m)^D = 1 + c_1 B + ...
  LagPolynomial differencing;
  for (int i = 0; i < order.d; ++i) differencing = multiply(differencing, std::vector{-1.0}, 1);
  for (int i = 0; i < order.seasonal_d; ++i) differencing = multiply(differencing, std::vector{-1.0}, fit.period);
  const int n = history.size();
  for (std::size_t step = 0; step < steps; ++step)
    for (std::size_t i = 0; i < differencing.size(); ++i) {
      const int t = n + static_cast<int>(step) - static_cast<int>(i) - 1;
      prediction.mean[step] -=
          differencing[i] * (t < n ? history[t] : prediction.mean[static_cast<std::size_t>(t - n)]);
    }

  // psi weights of the whole model: psi(B) = MA(B) / (AR(B) D(B))
  LagPolynomial minus_ar(fit.coefficients.ar), minus_seasonal(fit.coefficients.seasonal_ar);
  for (double& value : minus_ar) value = -value;
  for (double& value : minus_seasonal) value = -value;
  const LagPolynomial whole = multiply(multiply(minus_ar, minus_seasonal, fit.period), differencing, 1);
  const LagPolynomial ma = multiply(fit.coefficients.ma, fit.coefficients.seasonal_ma, fit.period);
  std::vector<double> response(steps, 1.0);
  double sum = 0;
  for (std::size_t j = 0; j < steps; ++j) {
    if (j > 0) response[j] = j <= ma.size() ? ma[j - 1] : 0.0;
    for (std::size_t i = 0; i < whole.size() && i < j; ++i) response[j] -= whole[i] * response[j - 1 - i];
    sum += response[j] * response[j];
    prediction.deviation[j] = std::sqrt(fit.sigma2 * sum);
  }
  return prediction;
}

}  // namespace klytics::forecast
