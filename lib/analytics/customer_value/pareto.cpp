#include "analytics/customer_value/pareto.h"

#include <algorithm>
#include <array>
#include <boost/math/quadrature/gauss.hpp>
#include <cmath>
#include <limits>

#include "analytics/customer_value/integrals.h"

namespace klytics::analytics {
namespace {

constexpr std::array<std::string_view, 4> kNames = {"r", "alpha", "s", "beta"};

// A customer's likelihood is G(r + x) / G(r) alpha^r beta^s times
//   (alpha + T)^-(r+x) (beta + T)^-s + s * integral over tau from t_x to T of (alpha + tau)^-(r+x) (beta + tau)^-(s+1),
// one term for customers who are still active and one for those who left at tau. The published form writes the integral
// as a difference of two hypergeometric functions, which cancel or overflow for eager buyers; as an integral of a
// positive function it has neither trouble.
struct Left {
  double log_value;       // logarithm of s times the integral; -infinity when t_x = T
  double log_alpha_time;  // means over tau under the integrand: of ln(alpha + tau),
  double log_beta_time;   // ln(beta + tau),
  double per_alpha_time;  // 1 / (alpha + tau),
  double per_beta_time;   // 1 / (beta + tau)
};

constexpr double kNegligibleFolds = 40;  // e^-40: beyond double precision

// Gauss-Legendre in w = ln((m + tau) / (m + t_x)), m the smaller of alpha and beta: the nearest singularity of the
// integrand is then at a distance of pi or more from the real axis, whatever the parameters.
template <unsigned kPoints>
Left integrate(double shape, double alpha, double s, double beta, double t_x, double width) {
  using Rule = boost::math::quadrature::gauss<double, kPoints>;
  static_assert(kPoints % 2 == 0);  // so that 0 is not a node
  const double smaller = std::min(alpha, beta);
  double sum = 0, log_alpha = 0, log_beta = 0, per_alpha = 0, per_beta = 0;
  for (std::size_t i = 0; i < Rule::abscissa().size(); ++i) {
    for (const double side : {-1.0, 1.0}) {
      const double advance = (smaller + t_x) * std::expm1(width * (1 + side * Rule::abscissa()[i]) / 2);  // tau - t_x
      const double alpha_time = alpha + t_x + advance, beta_time = beta + t_x + advance;
      const double alpha_fold = std::log1p(advance / (alpha + t_x)), beta_fold = std::log1p(advance / (beta + t_x));
      const double weight =
          Rule::weights()[i] * std::exp(-shape * alpha_fold - s * beta_fold) * (smaller + t_x + advance) / beta_time;
      sum += weight;
      log_alpha += weight * alpha_fold;
      log_beta += weight * beta_fold;
      per_alpha += weight / alpha_time;
      per_beta += weight / beta_time;
    }
  }
  const double log_alpha_last = std::log(alpha + t_x), log_beta_last = std::log(beta + t_x);
  return {std::log(s * sum * width / 2) - shape * log_alpha_last - s * log_beta_last, log_alpha_last + log_alpha / sum,
          log_beta_last + log_beta / sum, per_alpha / sum, per_beta / sum};
}

Left left_before(double shape, double alpha, double s, double beta, double t_x, double T) {
  // The integrand only falls; where it has fallen by e^-40 the rest does not count.
  const double last = std::min(
      {T - t_x, (alpha + t_x) * std::expm1(kNegligibleFolds / shape), (beta + t_x) * std::expm1(kNegligibleFolds / s)});
  if (!(last > 0)) return {-std::numeric_limits<double>::infinity(), 0, 0, 0, 0};
  const double width = std::log1p(last / (std::min(alpha, beta) + t_x));
  const double folds = shape * std::log1p(last / (alpha + t_x)) + s * std::log1p(last / (beta + t_x));
  // Up to these limits the error is below 1e-13; that of the longest rule grows to 1e-11 at a width of 14, a ratio of
  // 10^6.
  if (width < 1.5 && folds < 6) return integrate<10>(shape, alpha, s, beta, t_x, width);
  if (width < 4 && folds < 20) return integrate<20>(shape, alpha, s, beta, t_x, width);
  return integrate<30>(shape, alpha, s, beta, t_x, width);
}

}  // namespace

std::span<const std::string_view> Pareto::parameter_names() const { return kNames; }

double Pareto::log_likelihood(const PurchaseSample& sample, const Eigen::VectorXd& parameters,
                              Eigen::VectorXd& gradient) const {
  const double r = parameters[0], alpha = parameters[1], s = parameters[2], beta = parameters[3];
  const double customers = sample.customers();
  double value = customers * (r * std::log(alpha) + s * std::log(beta));
  double by_r = customers * std::log(alpha), by_alpha = customers * r / alpha;
  double by_s = customers * std::log(beta), by_beta = customers * s / beta;
  add_rising(sample.customers_above(), r, 1, value, by_r);
  for (const PurchaseSample::Group& group : sample.groups()) {
    const auto [x, t_x, T] = group.history;
    const double log_alpha_end = std::log(alpha + T), log_beta_end = std::log(beta + T);
    const double alive = -(r + x) * log_alpha_end - s * log_beta_end;
    const Left left = left_before(r + x, alpha, s, beta, t_x, T);
    const double ratio = std::exp(-std::abs(left.log_value - alive));
    value += group.customers * (std::max(alive, left.log_value) + std::log1p(ratio));
    const double probability_left = (left.log_value > alive ? 1 : ratio) / (1 + ratio);
    const double gone = group.customers * probability_left, stayed = group.customers - gone;
    by_r -= stayed * log_alpha_end + gone * left.log_alpha_time;
    by_alpha -= (r + x) * (stayed / (alpha + T) + gone * left.per_alpha_time);
    by_s += gone / s - stayed * log_beta_end - gone * left.log_beta_time;
    by_beta -= stayed * s / (beta + T) + gone * (s + 1) * left.per_beta_time;
  }
  gradient.resize(4);
  gradient << by_r, by_alpha, by_s, by_beta;
  return value;
}

double Pareto::probability_alive(const Eigen::VectorXd& parameters, const PurchaseHistory& history) const {
  const double r = parameters[0], alpha = parameters[1], s = parameters[2], beta = parameters[3];
  const auto [x, t_x, T] = history;
  const double alive = -(r + x) * std::log(alpha + T) - s * std::log(beta + T);
  return 1 / (1 + std::exp(left_before(r + x, alpha, s, beta, t_x, T).log_value - alive));
}

// The purchase rate of an active customer is Gamma(r + x, alpha + T), its rate of leaving Gamma(s, beta + T):
// E = (r + x) / (alpha + T) * (beta + T) * (1 - ((beta + T) / (beta + T + t))^(s-1)) / (s - 1), also at s = 1.
double Pareto::expected_orders_if_alive(const Eigen::VectorXd& parameters, double orders, double observed,
                                        double horizon) const {
  const double end = parameters[3] + observed;
  const double folds = std::log1p(horizon / end);
  const double exponent = (1 - parameters[2]) * folds;
  const double relative = exponent == 0 ? 1 : std::expm1(exponent) / exponent;
  return (parameters[0] + orders) / (parameters[1] + observed) * end * folds * relative;
}

// DERT of Fader, Hardie, Lee 2005 ("RFM and CLV"): the Tricomi function there is this integral.
double Pareto::discounted_orders_if_alive(const Eigen::VectorXd& parameters, double orders, double observed,
                                          double rate) const {
  const double end = parameters[3] + observed;
  return (parameters[0] + orders) / (parameters[1] + observed) * end *
         scaled_exponential_integral(parameters[2], rate * end);
}

std::vector<Eigen::VectorXd> Pareto::starts(double scale) const {
  std::vector<Eigen::VectorXd> starts;
  for (const auto& [r, alpha, s, beta] : std::initializer_list<std::array<double, 4>>{
           {0.5, 0.3, 0.5, 0.3}, {1, 1, 1, 1}, {2, 1, 0.3, 0.5}, {0.5, 0.2, 2, 2}})
    starts.emplace_back(Eigen::Vector4d(r, alpha * scale, s, beta * scale));
  return starts;
}

}  // namespace klytics::analytics
