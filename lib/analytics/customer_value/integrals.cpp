#include "analytics/customer_value/integrals.h"

namespace klytics::analytics {
namespace {

// Lentz's algorithm for E_s(z) e^z = 1 / (z + s - 1 s / (z + s + 2 - 2 (s + 1) / (z + s + 4 - ...))).
double by_continued_fraction(double s, double z) {
  double b = z + s;
  double c = std::numeric_limits<double>::max();
  double d = 1 / b;
  double value = d;
  for (double i = 1; i < 2000; ++i) {
    const double a = -i * (s - 1 + i);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    const double factor = c * d;
    value *= factor;
    if (std::abs(factor - 1) < 1e-15) break;
  }
  return value;
}

// The trapezoid rule in v = ln u: the integrand vanishes like e^v on the left and doubly exponentially on the right.
double by_trapezoid(double s, double z) {
  constexpr double kStep = 0.25;
  const double last = std::log(50 / z);  // e^-50 is beyond double precision
  double sum = 0;
  for (double v = -42; v < last; v += kStep) {
    const double u = std::exp(v);
    sum += u * std::exp(-z * u - s * std::log1p(u));
  }
  return sum * kStep;
}

}  // namespace

double scaled_exponential_integral(double s, double z) {
  // The fraction needs about 20 steps at z = 3 and 20 + 70 / z below; the trapezoid always about 200 exponentials.
  return z > 0.3 ? by_continued_fraction(s, z) : by_trapezoid(s, z);
}

}  // namespace klytics::analytics
