#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "analytics/forecast/models/arima.h"
#include "analytics/forecast/models/arima_polynomial.h"

namespace klytics::forecast {
namespace {

using Columns = Eigen::MatrixXd;

/// Coefficients in one vector: ar, seasonal ar, ma, seasonal ma, mean.
struct Layout {
  int p, seasonal_p, q, seasonal_q;

  std::span<const double> ar(const Eigen::VectorXd& x) const { return part(x, 0, p); }
  std::span<const double> seasonal_ar(const Eigen::VectorXd& x) const { return part(x, p, seasonal_p); }
  std::span<const double> ma(const Eigen::VectorXd& x) const { return part(x, p + seasonal_p, q); }
  std::span<const double> seasonal_ma(const Eigen::VectorXd& x) const {
    return part(x, p + seasonal_p + q, seasonal_q);
  }

 private:
  static std::span<const double> part(const Eigen::VectorXd& x, int from, int count) {
    return {x.data() + from, static_cast<std::size_t>(count)};
  }
};

LagPolynomial negated(std::span<const double> values) {
  LagPolynomial result(values.begin(), values.end());
  for (double& value : result) value = -value;
  return result;
}

/// The lags of a polynomial that are not zero: seasonal products are sparse.
struct SparsePolynomial {
  std::vector<std::pair<std::ptrdiff_t, double>> terms;

  explicit SparsePolynomial(const LagPolynomial& dense) {
    for (std::size_t i = 0; i < dense.size(); ++i)
      if (dense[i] != 0) terms.emplace_back(static_cast<std::ptrdiff_t>(i + 1), dense[i]);
  }
  /// y = (1 + c B + ...) x
  void multiply(const std::vector<double>& x, std::vector<double>& y) const {
    for (std::ptrdiff_t t = 0; t < std::ssize(x); ++t) {
      double sum = x[static_cast<std::size_t>(t)];
      for (const auto& [lag, c] : terms)
        if (t >= lag) sum += c * x[static_cast<std::size_t>(t - lag)];
      y[static_cast<std::size_t>(t)] = sum;
    }
  }
  /// y = x / (1 + c B + ...)
  void divide(const std::vector<double>& x, std::vector<double>& y) const {
    for (std::ptrdiff_t t = 0; t < std::ssize(x); ++t) {
      double sum = x[static_cast<std::size_t>(t)];
      for (const auto& [lag, c] : terms)
        if (t >= lag) sum -= c * y[static_cast<std::size_t>(t - lag)];
      y[static_cast<std::size_t>(t)] = sum;
    }
  }
};

/// Residuals and their derivatives for one coefficient vector.
class ConditionalResiduals {
 public:
  ConditionalResiduals(const ArimaOrder& order, int period, const std::vector<double>& values)
      : layout_{order.p, order.seasonal_p, order.q, order.seasonal_q},
        constant_(order.constant),
        period_(period),
        skip_(static_cast<std::size_t>(order.p + period * order.seasonal_p)),
        values_(values),
        centred_(values.size()),
        filtered_(values.size()),
        residuals_(values.size()),
        doubly_filtered_(values.size()),
        work_(values.size()) {}

  const Layout& layout() const { return layout_; }
  int used() const { return static_cast<int>(values_.size() - skip_); }

  /// Sum of squared residuals; infinity outside the stationary and invertible region.
  double squares(const Eigen::VectorXd& x) {
    if (!is_stable(layout_.ar(x), kMargin) || !is_stable(layout_.seasonal_ar(x), kMargin)) return kInfinity;
    if (!is_stable(negated(layout_.ma(x)), kMargin) || !is_stable(negated(layout_.seasonal_ma(x)), kMargin))
      return kInfinity;
    const double mean = constant_ ? x[x.size() - 1] : 0.0;
    for (std::size_t t = 0; t < values_.size(); ++t) centred_[t] = values_[t] - mean;
    const SparsePolynomial ar(multiply(negated(layout_.ar(x)), negated(layout_.seasonal_ar(x)), period_));
    const SparsePolynomial ma(multiply(layout_.ma(x), layout_.seasonal_ma(x), period_));
    // The residuals before the first complete regression are taken as zero.
    ar.multiply(centred_, work_);
    std::fill_n(work_.begin(), skip_, 0.0);
    ma.divide(work_, residuals_);
    return std::transform_reduce(residuals_.begin(), residuals_.end(), 0.0, std::plus<>(),
                                 [](double e) { return e * e; });
  }

  /// The derivatives of the residuals at the point of the last squares(): one column a coefficient. Each is a shift of
  /// one of four filtered series.
  void derivatives(const Eigen::VectorXd& x, Columns& columns) {
    const SparsePolynomial ma(multiply(layout_.ma(x), layout_.seasonal_ma(x), period_));
    ma.divide(centred_, filtered_);
    ma.divide(residuals_, doubly_filtered_);
    Eigen::Index column = 0;
    const auto shifts = [&](const std::vector<double>& source, const LagPolynomial& other, int spacing,
                            int other_spacing, int count) {
      if (count == 0) return;
      SparsePolynomial(
          multiply(other_spacing == 1 ? other : LagPolynomial{}, other_spacing == 1 ? LagPolynomial{} : other, period_))
          .multiply(source, work_);
      for (int i = 1; i <= count; ++i, ++column) {
        const auto lag = static_cast<std::size_t>(i * spacing);
        for (std::size_t t = 0; t < work_.size(); ++t)
          columns(static_cast<Eigen::Index>(t), column) = t >= skip_ && t >= lag ? -work_[t - lag] : 0.0;
      }
    };
    shifts(filtered_, negated(layout_.seasonal_ar(x)), 1, period_, layout_.p);
    shifts(filtered_, negated(layout_.ar(x)), period_, 1, layout_.seasonal_p);
    const auto copy = [](std::span<const double> values) { return LagPolynomial(values.begin(), values.end()); };
    shifts(doubly_filtered_, copy(layout_.seasonal_ma(x)), 1, period_, layout_.q);
    shifts(doubly_filtered_, copy(layout_.ma(x)), period_, 1, layout_.seasonal_q);
    if (constant_) {
      double sum = 1;
      for (const double c : multiply(negated(layout_.ar(x)), negated(layout_.seasonal_ar(x)), period_)) sum += c;
      std::ranges::fill(work_, -sum);
      std::fill_n(work_.begin(), skip_, 0.0);
      ma.divide(work_, filtered_);
      for (std::size_t t = 0; t < filtered_.size(); ++t) columns(static_cast<Eigen::Index>(t), column) = filtered_[t];
    }
  }

  Eigen::Map<const Eigen::VectorXd> residuals() const {
    return {residuals_.data(), static_cast<Eigen::Index>(residuals_.size())};
  }

 private:
  static constexpr double kMargin = 1.01;  // as R auto.arima: nearer roots make forecasts erratic
  static constexpr double kInfinity = std::numeric_limits<double>::infinity();

  Layout layout_;
  bool constant_;
  int period_;
  std::size_t skip_;
  const std::vector<double>& values_;
  std::vector<double> centred_, filtered_, residuals_, doubly_filtered_, work_;
};

/// Levenberg-Marquardt steps from x downhill; returns the smallest sum of squares.
double descend(ConditionalResiduals& objective, Eigen::VectorXd& x, Eigen::Index rows) {
  constexpr int kMostSteps = 30;
  constexpr double kTolerance = 1e-5;  // relative change of the sum of squares: the exact fit refines the winners
  double value = objective.squares(x);
  double damping = 1e-3;
  Columns columns(rows, x.size());
  for (int step = 0; step < kMostSteps; ++step) {
    objective.derivatives(x, columns);
    const Eigen::VectorXd gradient = columns.transpose() * objective.residuals();
    const Eigen::MatrixXd normal = columns.transpose() * columns;
    double next_value = value;
    Eigen::VectorXd next;
    for (int attempt = 0; attempt < 12; ++attempt) {
      Eigen::MatrixXd damped = normal;
      damped.diagonal().array() *= 1 + damping;
      damped.diagonal().array() += 1e-12 * (1 + normal.diagonal().maxCoeff());
      next = x - damped.ldlt().solve(gradient);
      next_value = objective.squares(next);
      if (next_value < value) break;
      damping = damping * 5 + 1e-3;
    }
    if (!(next_value < value)) {
      objective.squares(x);
      break;
    }
    const bool small = value - next_value < kTolerance * value;
    x = next;
    value = next_value;
    damping /= 10;
    if (small) break;
  }
  return value;
}

}  // namespace

double deviation_of(const std::vector<double>& values, bool around_mean) {
  const auto count = static_cast<double>(values.size());
  const double centre = around_mean ? std::accumulate(values.begin(), values.end(), 0.0) / count : 0.0;
  double squares = 0;
  for (const double value : values) squares += (value - centre) * (value - centre);
  return squares > 0 ? std::sqrt(squares / count) : 1.0;
}

std::optional<ArimaFit> fit_arima_conditional(const History& history, const ArimaOrder& order) {
  std::vector<double> values = difference(history, order.d, order.seasonal_d);
  const int lost = order.p + history.period * order.seasonal_p;
  const int count = static_cast<int>(values.size());
  if (count - lost < order.coefficients() + 3) return std::nullopt;
  const double unit = deviation_of(values, order.constant);
  for (double& value : values) value /= unit;
  ConditionalResiduals objective(order, history.period, values);
  Eigen::VectorXd x = Eigen::VectorXd::Zero(order.coefficients());
  if (order.constant)
    x[x.size() - 1] = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  const double squares =
      x.size() == 0 ? objective.squares(x) : descend(objective, x, static_cast<Eigen::Index>(values.size()));
  ArimaFit fit{order, history.period, {}, 0, 0, 0};
  const auto copy = [](std::span<const double> part) { return std::vector<double>(part.begin(), part.end()); };
  fit.coefficients.ar = copy(objective.layout().ar(x));
  fit.coefficients.seasonal_ar = copy(objective.layout().seasonal_ar(x));
  fit.coefficients.ma = copy(objective.layout().ma(x));
  fit.coefficients.seasonal_ma = copy(objective.layout().seasonal_ma(x));
  fit.coefficients.mean = order.constant ? unit * x[x.size() - 1] : 0.0;
  const double variance = squares / objective.used();
  fit.sigma2 = variance * unit * unit;
  constexpr double kLogTwoPiPlusOne = 2.8378770664093453,
                   kSmallest = 1e-30;  // a perfect fit: keep the logarithm finite
  fit.log_likelihood =
      -0.5 * count * (std::log(std::fmax(variance, kSmallest)) + kLogTwoPiPlusOne + 2 * std::log(unit));
  const double k = order.coefficients() + 1;
  fit.aicc = -2 * fit.log_likelihood + 2 * k + 2 * k * (k + 1) / std::fmax(count - k - 1, 1);
  return fit;
}

}  // namespace klytics::forecast
