#include "analytics/forecast/models/ets.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

namespace klytics::forecast {
namespace {

std::string letters(EtsForm form, std::string_view separator) {
  std::string text(1, form.error == EtsError::kAdditive ? 'A' : 'M');
  text += separator;
  text += form.trend == EtsTrend::kNone ? "N" : form.trend == EtsTrend::kAdditive ? "A" : "Ad";
  text += separator;
  text += form.season == EtsSeason::kNone ? "N" : form.season == EtsSeason::kAdditive ? "A" : "M";
  return text;
}

}  // namespace

std::string to_string(EtsForm form) { return std::string("ETS(").append(letters(form, ",")).append(")"); }

std::optional<EtsForm> parse_ets_form(std::string_view text) {
  for (const EtsError error : {EtsError::kAdditive, EtsError::kMultiplicative})
    for (const EtsTrend trend : {EtsTrend::kNone, EtsTrend::kAdditive, EtsTrend::kDamped})
      for (const EtsSeason season : {EtsSeason::kNone, EtsSeason::kAdditive, EtsSeason::kMultiplicative})
        if (const EtsForm form{error, trend, season}; text == letters(form, "")) return form;
  return std::nullopt;
}

bool ets_admissible(EtsForm form, const EtsParameters& parameters, int period) {
  if (form.season == EtsSeason::kNone) return true;  // the usual region lies inside the admissible one
  // The characteristic polynomial of the discount matrix of the additive model, lowest power first (Hyndman, Akram &
  // Archibald 2008; the same for all three kinds of trend).
  const bool trend = form.trend != EtsTrend::kNone;
  const double alpha = parameters.alpha, gamma = parameters.gamma;
  const double beta = trend ? parameters.beta : 0.0;
  const double phi = trend ? parameters.phi : 0.0;
  const auto m = static_cast<Eigen::Index>(period);
  constexpr int kMost = kLongestEtsPeriod + 2;
  using Vector = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, kMost, 1>;
  using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, kMost, kMost>;
  Vector polynomial = Vector::Zero(m + 2);
  polynomial[0] = phi * (1 - alpha - gamma);
  polynomial[1] = alpha + beta - alpha * phi + gamma - 1;
  for (Eigen::Index power = 2; power < m; ++power) polynomial[power] = alpha + beta - alpha * phi;
  polynomial[m] += alpha + beta - phi;
  polynomial[m + 1] = 1;
  Matrix companion = Matrix::Zero(m + 1, m + 1);
  companion.diagonal(-1).setOnes();
  companion.col(m) = -polynomial.head(m + 1);
  constexpr double kSlack = 1e-10;  // R ets: a root on the circle is admissible
  return companion.eigenvalues().cwiseAbs().maxCoeff() <= 1 + kSlack;
}

std::vector<EtsFit> fit_ets_forms(const History& history, const EtsOptions& options) {
  std::vector<EtsFit> fits;
  for (const EtsError error : {EtsError::kAdditive, EtsError::kMultiplicative})
    for (const EtsSeason season : {EtsSeason::kNone, EtsSeason::kAdditive, EtsSeason::kMultiplicative})
      for (const EtsTrend trend : {EtsTrend::kNone, EtsTrend::kAdditive, EtsTrend::kDamped}) {
        if (error == EtsError::kAdditive && season == EtsSeason::kMultiplicative) continue;
        if (auto fit = fit_ets(history, {error, trend, season}, options)) fits.push_back(*std::move(fit));
      }
  std::ranges::stable_sort(fits, {}, &EtsFit::aicc);
  return fits;
}

EtsFit fit_ets(const History& history, const EtsOptions& options) {
  return std::move(fit_ets_forms(history, options).front());
}

}  // namespace klytics::forecast
