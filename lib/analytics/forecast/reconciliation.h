// Makes forecasts of a hierarchy add up: channels to their total (Wickramasuriya, Athanasopoulos & Hyndman 2019).
#pragma once

#include <Eigen/Core>

namespace klytics::forecast {

enum class Reconciliation {
  kBottomUp,       // the total is the sum of the parts' forecasts
  kOls,            // all series equally trusted
  kWls,            // trusted by the variance of their own errors
  kMinTraceShrink  // by the covariance of the errors, shrunk towards its diagonal (Schaefer & Strimmer 2005)
};

/// `summing` is series x parts: what each series is of the parts, the parts being the last rows (an identity).
/// `forecasts` is series x steps, `errors` observations x series: the one-step errors of each series, used by kWls and
/// kMinTraceShrink. Answers forecasts of the same shape that add up exactly; with `non_negative` no part is below zero
/// (the closest such forecasts in the same metric). Throws Error(kBadData) on shapes that do not fit, and on errors
/// that are missing where they are needed.
Eigen::MatrixXd reconcile(const Eigen::MatrixXd& summing, const Eigen::MatrixXd& forecasts,
                          const Eigen::MatrixXd& errors, Reconciliation method, bool non_negative);

/// A total over `parts` series: a row of ones above an identity.
Eigen::MatrixXd total_of(int parts);

/// The shrunk covariance of the columns of `errors` around zero, and the intensity found.
struct ShrunkCovariance {
  Eigen::MatrixXd matrix;
  double intensity = 0;  // 0: the covariance itself, 1: its diagonal
};
ShrunkCovariance shrunk_covariance(const Eigen::MatrixXd& errors);

}  // namespace klytics::forecast
