#include "forecast/reconciled_backtest.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "forecast/adding_up.h"

namespace klytics::app {
namespace {

using forecast::Reconciliation;
using forecast::RollingEvaluation;

/// The evaluations of one model, a whole and then its parts, judged at the same times.
class FamilyBacktest {
 public:
  FamilyBacktest(std::vector<const RollingEvaluation*> members, Reconciliation method, bool non_negative)
      : members_(std::move(members)), method_(method), non_negative_(non_negative) {}

  /// What would have been said at the origin in this row, one a member.
  std::vector<forecast::OriginForecast> reconciled(std::size_t row) const {
    std::vector<forecast::OriginForecast> said;
    for (const RollingEvaluation* member : members_) said.push_back(member->said[row]);
    std::vector<MovedForecast> moved;
    for (forecast::OriginForecast& forecast : said) moved.push_back({&forecast.mean, &forecast.intervals});
    const Eigen::MatrixXd errors = known_errors(row);
    const bool is_weighed = method_ == Reconciliation::kMinTraceShrink || method_ == Reconciliation::kWls;
    make_add_up(moved, errors, is_weighed && errors.rows() < 2 ? Reconciliation::kOls : method_, non_negative_);
    return said;
  }

 private:
  /// Of forecasts made at earlier origins, of times before this one: times x members.
  Eigen::MatrixXd known_errors(std::size_t row) const {
    const std::vector<int>& origins = members_.front()->origins;
    std::vector<Eigen::RowVectorXd> known;
    for (std::size_t earlier = 0; earlier < row; ++earlier) {
      const auto steps = std::min<Eigen::Index>(origins[row] - origins[earlier], members_.front()->errors.cols());
      for (Eigen::Index step = 0; step < steps; ++step) {
        Eigen::RowVectorXd errors(std::ssize(members_));
        for (Eigen::Index i = 0; i < errors.size(); ++i)
          errors[i] = members_[static_cast<std::size_t>(i)]->errors(static_cast<Eigen::Index>(earlier), step);
        if (errors.allFinite()) known.push_back(std::move(errors));
      }
    }
    Eigen::MatrixXd matrix(std::ssize(known), std::ssize(members_));
    for (Eigen::Index i = 0; i < matrix.rows(); ++i) matrix.row(i) = known[static_cast<std::size_t>(i)];
    return matrix;
  }

  std::vector<const RollingEvaluation*> members_;
  Reconciliation method_;
  bool non_negative_;
};

/// Series may begin at different times, but end together.
std::vector<int> steps_to_end(const RollingEvaluation& evaluation, const ForecastJob& job) {
  std::vector<int> steps;
  for (const int origin : evaluation.origins) steps.push_back(job.series.size() - origin);
  return steps;
}

std::string_view name_of(Reconciliation method) {
  switch (method) {
    case Reconciliation::kBottomUp:
      return "bottom-up";
    case Reconciliation::kOls:
      return "ols";
    case Reconciliation::kWls:
      return "wls";
    case Reconciliation::kMinTraceShrink:
      break;
  }
  return "mint";
}

}  // namespace

std::optional<std::vector<ModelBacktest>> reconciled_backtest(std::span<const std::size_t> family,
                                                              std::span<const ForecastOutcome> outcomes,
                                                              std::size_t model, Reconciliation method,
                                                              std::span<const ForecastJob> jobs) {
  std::vector<const RollingEvaluation*> members;
  bool non_negative = true;
  for (const std::size_t i : family) {
    members.push_back(&outcomes[i].backtests[model].evaluation);
    if (steps_to_end(*members.back(), jobs[i]) != steps_to_end(*members.front(), jobs[family[0]])) return std::nullopt;
    non_negative = non_negative && std::ranges::none_of(jobs[i].series.values, [](double value) { return value < 0; });
  }
  const FamilyBacktest together(members, method, non_negative);
  std::vector<std::vector<forecast::OriginForecast>> said;  // origins x members
  for (std::size_t row = 0; row < members.front()->origins.size(); ++row) said.push_back(together.reconciled(row));
  std::vector<ModelBacktest> result;
  for (std::size_t member = 0; member < family.size(); ++member) {
    std::size_t row = 0;
    const auto forecaster = [&](int) { return said[row++][member]; };
    result.push_back(
        {fmt::format("{} reconciled ({})", outcomes[family[member]].backtests[model].model, name_of(method)),
         forecast::evaluate(forecaster, jobs[family[member]].series.values,
                            static_cast<int>(members[member]->errors.cols()), members[member]->origins)});
  }
  return result;
}

}  // namespace klytics::app
