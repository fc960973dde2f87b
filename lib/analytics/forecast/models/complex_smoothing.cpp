#include "analytics/forecast/models/complex_smoothing.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "analytics/forecast/models/minimize.h"
#include "analytics/forecast/models/simplex_search.h"

namespace klytics::forecast {
namespace {

using Complex = std::complex<double>;

/// The complex state at one lag after an error: level in the real part, information potential in the imaginary one.
Complex advance(Complex state, Complex alpha, double error) {
  return {state.real() - (1 - alpha.imag()) * state.imag() + (alpha.real() - alpha.imag()) * error,
          state.real() + (1 - alpha.real()) * state.imag() + (alpha.real() + alpha.imag()) * error};
}

/// Inside it the weights of old errors die out (Svetunkov et al. 2022, section 3.3).
bool is_stable(Complex alpha) {
  const double a = alpha.real(), b = alpha.imag();
  return std::pow(a - 2.5, 2) + b * b > 1.25 && std::pow(a - 0.5, 2) + std::pow(b - 1, 2) > 0.25 &&
         std::pow(a - 1.5, 2) + std::pow(b - 0.5, 2) < 1.5;
}

/// The model at given smoothing: which states there are and how they move.
struct Recursion {
  ComplexSeason season;
  int period;
  Complex alpha, seasonal_alpha;

  /// Levels first: one, or one a phase.
  std::size_t levels() const { return season == ComplexSeason::kSimple ? static_cast<std::size_t>(period) : 1; }
  std::size_t states() const {
    const bool seasons = season == ComplexSeason::kPartial || season == ComplexSeason::kFull;
    return levels() + (seasons ? static_cast<std::size_t>(period) : 0);
  }
  /// Real numbers to begin with: partial seasons have no imaginary part.
  std::size_t numbers() const { return season == ComplexSeason::kPartial ? 2 + states() - 1 : 2 * states(); }

  double forecast(const std::vector<Complex>& states, int t) const {
    const auto phase = static_cast<std::size_t>(t % period);
    if (season == ComplexSeason::kNone) return states[0].real();
    if (season == ComplexSeason::kSimple) return states[phase].real();
    return states[0].real() + states[1 + phase].real();
  }
  void update(std::vector<Complex>& states, int t, double error) const {
    const auto phase = static_cast<std::size_t>(t % period);
    Complex& level = states[season == ComplexSeason::kSimple ? phase : 0];
    level = advance(level, alpha, error);
    if (season == ComplexSeason::kPartial) states[1 + phase] += seasonal_alpha.real() * error;
    if (season == ComplexSeason::kFull) states[1 + phase] = advance(states[1 + phase], seasonal_alpha, error);
  }
  std::vector<Complex> unpack(const Eigen::VectorXd& numbers) const {
    std::vector<Complex> result(states());
    Eigen::Index at = 0;
    for (std::size_t i = 0; i < result.size(); ++i) {
      const double real = numbers[at++];
      result[i] = {real, season == ComplexSeason::kPartial && i > 0 ? 0.0 : numbers[at++]};
    }
    return result;
  }
};

/// The sum of squared errors over two or four unbounded variables, the first states being the exact solution for them.
class ComplexObjective : public Objective {
 public:
  ComplexObjective(const History& history, ComplexSeason season)
      : history_(history), recursion_{season, season == ComplexSeason::kNone ? 1 : history.period, {}, {}} {}

  Eigen::Index count() const {
    return recursion_.season == ComplexSeason::kFull ? 4 : recursion_.season == ComplexSeason::kPartial ? 3 : 2;
  }
  /// Inside the region for every season. Of two variables the likeliest of a few points: there the surface has a narrow
  /// ridge towards (2, 1), far from which a search stops at a lesser minimum.
  Parameters start() {
    constexpr std::array<Complex, 6> kStarts{
        {{1.3, 1.0}, {1.1, 0.9}, {1.6, 0.9}, {1.8, 0.92}, {1.9, 0.95}, {1.96, 0.98}}};
    Complex best = kStarts[0];
    double smallest = std::numeric_limits<double>::infinity();
    for (const Complex alpha : kStarts)
      if (const double value = count() == 2 ? criterion(Parameters{{alpha.real(), alpha.imag()}}) : smallest;
          value < smallest)
        best = alpha, smallest = value;
    Parameters x(count());
    x[0] = best.real(), x[1] = best.imag();
    if (count() == 3) x[2] = -2;
    if (count() == 4) x[2] = kStarts[0].real(), x[3] = kStarts[0].imag();
    return x;
  }

  double evaluate(const Parameters& x, Parameters& gradient) override {
    constexpr double kStep = 1e-5;
    const double centre = criterion(x);
    if (!std::isfinite(centre)) return centre;
    Parameters shifted = x;
    for (Eigen::Index i = 0; i < x.size(); ++i) {
      shifted[i] = x[i] + kStep;
      const double up = criterion(shifted);
      shifted[i] = x[i] - kStep;
      const double down = criterion(shifted);
      shifted[i] = x[i];
      gradient[i] = std::isfinite(up) && std::isfinite(down) ? (up - down) / (2 * kStep) : 0.0;
    }
    return centre;
  }

  /// n log(sum of squares); infinity outside the stable region. Keeps recursion and first states.
  double criterion(const Parameters& x) {
    recursion_.alpha = {x[0], x[1]};
    if (!is_stable(recursion_.alpha)) return std::numeric_limits<double>::infinity();
    if (count() == 3) recursion_.seasonal_alpha = 1 / (1 + std::exp(-x[2]));
    if (count() == 4) {
      recursion_.seasonal_alpha = {x[2], x[3]};
      if (!is_stable(recursion_.seasonal_alpha)) return std::numeric_limits<double>::infinity();
    }
    solve_first_states();
    constexpr double kSmallest = 1e-30;
    return history_.size() * std::log(std::fmax(squares_, kSmallest));
  }

  const Recursion& recursion() const { return recursion_; }
  const Eigen::VectorXd& first_numbers() const { return first_; }
  double squares() const { return squares_; }

 private:
  /// Errors are linear in the first states: the answer to the values alone, and to each state alone.
  void solve_first_states() {
    const auto numbers = static_cast<Eigen::Index>(recursion_.numbers());
    const int n = history_.size();
    responses_.resize(n, numbers);
    errors_.resize(n);
    run(Eigen::VectorXd::Zero(numbers), true, errors_);
    Eigen::VectorXd column(n);
    for (Eigen::Index i = 0; i < numbers; ++i) {
      run(Eigen::VectorXd::Unit(numbers, i), false, column);
      responses_.col(i) = column;
    }
    Eigen::MatrixXd normal = responses_.transpose() * responses_;
    constexpr double kRidge = 1e-8;  // level and seasons share a constant: any split forecasts the same
    normal.diagonal().array() += kRidge * (1e-12 + normal.diagonal().maxCoeff());
    first_ = -normal.ldlt().solve(responses_.transpose() * errors_);
    squares_ = (errors_ + responses_ * first_).squaredNorm();
  }

  void run(const Eigen::VectorXd& numbers, bool with_values, Eigen::VectorXd& errors) const {
    std::vector<Complex> states = recursion_.unpack(numbers);
    for (int t = 0; t < history_.size(); ++t) {
      errors[t] = (with_values ? history_[t] : 0.0) - recursion_.forecast(states, t);
      recursion_.update(states, t, errors[t]);
    }
  }

  History history_;
  Recursion recursion_;
  Eigen::MatrixXd responses_;
  Eigen::VectorXd errors_, first_;
  double squares_ = 0;
};

}  // namespace

std::string_view to_string(ComplexSeason season) {
  switch (season) {
    case ComplexSeason::kNone:
      return "none";
    case ComplexSeason::kSimple:
      return "simple";
    case ComplexSeason::kPartial:
      return "partial";
    case ComplexSeason::kFull:
      break;
  }
  return "full";
}

std::string ComplexSmoothingFit::name() const { return std::string("CES(").append(to_string(season)).append(")"); }

ComplexSmoothingFit fit_complex_smoothing(const History& history, ComplexSeason season) {
  double scale = 0;  // the fit is made in units of the mean size of the values
  for (const double value : history.values) scale += std::abs(value) / history.size();
  if (!(scale > 0)) scale = 1;
  std::vector<double> scaled(history.values.begin(), history.values.end());
  for (double& value : scaled) value /= scale;
  const History unit{scaled, history.period};
  ComplexObjective objective(unit, season);
  Parameters x = objective.start();
  if (std::isfinite(objective.criterion(x))) {
    minimize(objective, x, {.most_evaluations = 80, .value_tolerance = 1e-5, .gradient_tolerance = 1e-3});
    // With a season the best smoothing is often at the border of the stable region.
    if (season != ComplexSeason::kNone)
      for (const double size : {0.2, 0.05})
        search_simplex([&](const Parameters& at) { return objective.criterion(at); }, x, size, 1e-6, 200);
  }
  const double criterion = objective.criterion(x);
  const Recursion& recursion = objective.recursion();
  ComplexSmoothingFit fit{season, recursion.period, recursion.alpha, recursion.seasonal_alpha, {}, {}, 0,
                          0,      history.size()};
  fit.first_states = fit.last_states = recursion.unpack(objective.first_numbers());
  for (int t = 0; t < history.size(); ++t)
    recursion.update(fit.last_states, t, unit[t] - recursion.forecast(fit.last_states, t));
  for (std::vector<Complex>* states : {&fit.first_states, &fit.last_states})
    for (Complex& state : *states) state *= scale;
  const double k = static_cast<double>(objective.count()) + static_cast<double>(recursion.numbers()) + 1;
  const double n = history.size();
  fit.sigma2 = scale * scale * objective.squares() / std::fmax(n - k + 1, 1);
  fit.aicc = n - k - 1 > 0 ? criterion + 2 * n * std::log(scale) + 2 * k + 2 * k * (k + 1) / (n - k - 1)
                           : std::numeric_limits<double>::infinity();
  return fit;
}

ComplexSmoothingFit fit_complex_smoothing(const History& history) {
  ComplexSmoothingFit best = fit_complex_smoothing(history, ComplexSeason::kNone);
  const bool seasonal = history.period > 1 && history.size() >= 2 * history.period + 5;
  for (const ComplexSeason season : {ComplexSeason::kSimple, ComplexSeason::kPartial, ComplexSeason::kFull}) {
    if (!seasonal) break;
    ComplexSmoothingFit fit = fit_complex_smoothing(history, season);
    if (fit.aicc < best.aicc) best = std::move(fit);
  }
  return best;
}

Prediction predict(const ComplexSmoothingFit& fit, int horizon) {
  const Recursion recursion{fit.season, fit.period, fit.alpha, fit.seasonal_alpha};
  Prediction prediction = empty_prediction(horizon);
  std::vector<Complex> states = fit.last_states;
  // What an error of 1 at the first step does to the later ones: the same recursion on errors alone.
  std::vector<Complex> shock(states.size());
  double sum = 1;
  for (int step = 0; step < horizon; ++step) {
    const int t = fit.observations + step;
    const auto index = static_cast<std::size_t>(step);
    prediction.mean[index] = recursion.forecast(states, t);
    if (step > 0) sum += std::pow(recursion.forecast(shock, t), 2);
    prediction.deviation[index] = std::sqrt(fit.sigma2 * sum);
    recursion.update(states, t, 0);
    recursion.update(shock, t, step == 0 ? 1 : 0);
  }
  return prediction;
}

}  // namespace klytics::forecast
