// Exponential smoothing state space models (Hyndman, Koehler, Ord & Snyder 2008): fit, automatic choice, prediction.
#pragma once

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/forecast/series.h"

namespace klytics::forecast {

inline constexpr int kLongestEtsPeriod = 24;  // beyond it, decompose first: a state a phase is no longer estimable

enum class EtsError { kAdditive, kMultiplicative };
enum class EtsTrend { kNone, kAdditive, kDamped };
enum class EtsSeason { kNone, kAdditive, kMultiplicative };

struct EtsForm {
  EtsError error = EtsError::kAdditive;
  EtsTrend trend = EtsTrend::kNone;
  EtsSeason season = EtsSeason::kNone;

  bool operator==(const EtsForm&) const = default;
};

/// "ETS(M,Ad,N)".
std::string to_string(EtsForm form);
/// "MAdN", "ANN", ...; nullopt for anything else.
std::optional<EtsForm> parse_ets_form(std::string_view text);

/// Smoothing parameters and the states before the first observation, in the unit of the values. Parameters that the
/// form lacks are 0, phi is then 1.
struct EtsParameters {
  double alpha = 0, beta = 0, gamma = 0, phi = 1;
  double level = 0, slope = 0;
  std::vector<double> season;  // season[t % period] is met at observation t; mean 0 (additive) or 1 (multiplicative)
};

struct EtsFit {
  EtsForm form;
  int period = 1;
  EtsParameters parameters;   // with the states before the first observation
  EtsParameters last_states;  // the same smoothing parameters, with the states after the last observation
  double log_likelihood = 0;  // up to a constant: -n/2 log(sum of squared errors) [- sum log |forecast|], as R ets
  double aicc = 0;
  double sigma2 = 0;  // of the additive or relative one-step error
  int observations = 0;

  std::string name() const { return to_string(form); }
};

/// How to estimate.
struct EtsOptions {
  /// The weight of a quadratic penalty, added to -2 log likelihood, that pulls smoothing parameters (on the logistic
  /// scale) and first states towards their usual values; 0 is maximum likelihood. Short series overfit without it: with
  /// it the mean sMAPE of M1 falls from 16.16 to 15.56 and that of Tourism from 19.50 to 18.24.
  double shrinkage = 0;
};
/// Chosen on M1 and Tourism.
inline constexpr EtsOptions kShrunkEts{1.5};

/// -2 log likelihood up to the same constant as EtsFit, at given parameters; infinity where a multiplicative form meets
/// a forecast that is not positive. Linear in n.
double ets_criterion(EtsForm form, const EtsParameters& parameters, const History& history);

/// Maximum likelihood within 0 < alpha < 1, 0 < beta < alpha, 0 < gamma < 1 - alpha, 0.8 < phi < 0.98, as R ets.
/// nullopt when the form cannot be had: a multiplicative part with values that are not positive, too few observations,
/// a period above kLongestEtsPeriod, or parameters outside the admissible region.
std::optional<EtsFit> fit_ets(const History& history, EtsForm form, const EtsOptions& options = {});

/// All forms of R ets that can be had (no multiplicative trend, no additive error with a multiplicative season), the
/// smallest AICc (of the penalised likelihood when there is shrinkage) first. Never empty from four observations on.
std::vector<EtsFit> fit_ets_forms(const History& history, const EtsOptions& options = {});
/// The first of fit_ets_forms().
EtsFit fit_ets(const History& history, const EtsOptions& options = {});

/// Whether the one-step error of the past dies out in the forecasts (all roots of the characteristic equation within
/// the unit circle).
bool ets_admissible(EtsForm form, const EtsParameters& parameters, int period);

/// Means and standard deviations, exact (Hyndman et al., chapter 6; for a multiplicative season with normal errors).
Prediction predict(const EtsFit& fit, int horizon);

}  // namespace klytics::forecast
