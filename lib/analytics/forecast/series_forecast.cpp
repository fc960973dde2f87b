#include "analytics/forecast/series_forecast.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "analytics/forecast/components.h"
#include "analytics/forecast/diagnosis.h"
#include "analytics/forecast/evaluation/accuracy.h"
#include "analytics/forecast/evaluation/backtest.h"
#include "analytics/forecast/known_effects.h"
#include "analytics/forecast/models/automatic.h"
#include "analytics/forecast/prepare.h"
#include "analytics/forecast/transform.h"
#include "core/error.h"

namespace klytics::forecast {
namespace {

std::string counted(int count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

/// One series on its way.
class Forecaster {
 public:
  Forecaster(const ObservedSeries& series, const ForecastPlan& plan) : series_(series), plan_(plan) {}

  SeriesForecast run() {
    prepare_history();
    const std::vector<KnownColumn> known = columns();
    if (calendar_) calendar_->columns = known;
    const bool by_calendar = plan_.model->name == "additive" && calendar_;
    // As many coefficients as half of the observations would fit anything.
    const bool by_columns = plan_.model->takes_columns && 2 * known.size() <= result_.history.size();
    KnownEffects effects;
    std::vector<double> values = result_.history;
    if (!known.empty() && !by_calendar) {
      effects = known_effects(history(), known, plan_.horizon);
      for (std::size_t t = 0; t < values.size(); ++t) values[t] = effects.remove(values[t], t);
    }
    const Diagnosis diagnosis = diagnose({values, result_.period, calendar_ ? &*calendar_ : nullptr});
    say(diagnosis);
    if (diagnosis.constant) {
      continue_constant(values.front());
    } else {
      if (!uses_regression()) replace_outliers(diagnosis, values);
      if (by_columns && !effects.values.empty()) put_back(std::exchange(effects, {}), diagnosis, values);
      std::optional<Calendar> days = calendar_;
      if (days && !by_calendar) days->columns.clear();
      predict({values, result_.period, days ? &*days : nullptr, by_columns ? &known : nullptr, result_.longer_periods});
    }
    if (!effects.values.empty()) {
      restore(effects);
      append(result_.parameters, column_effects(known, effects.values, effects.factors));
    }
    finish();
    if (plan_.components) result_.components = forecast_components(history(), result_, uses_regression());
    return std::move(result_);
  }

 private:
  History history() const {
    return {result_.history, result_.period, calendar_ ? &*calendar_ : nullptr, nullptr, result_.longer_periods};
  }

  /// Those planned, or those that are usual and can be told from noise, which takes three of them.
  std::vector<int> longer_periods(int size) const {
    if (plan_.period > 0) return plan_.longer_periods;
    constexpr int kFewestSeasons = 3;
    std::vector<int> usual = series_.axis.usual_periods();
    std::erase_if(usual, [&](int period) { return period <= result_.period || kFewestSeasons * period > size; });
    return usual;
  }

  void prepare_history() {
    const auto size = static_cast<std::size_t>(series_.size());
    const std::span<const double> values(series_.values.data(), size);
    const bool looked_for = plan_.period == 0 && series_.axis.kind == TimeKind::kIndex;
    result_.period = plan_.period > 0 ? plan_.period : series_.axis.usual_period();
    PreparedSeries prepared = prepare(values, result_.period);
    if (looked_for) result_.period = detect_period(prepared.values);
    if (static_cast<int>(prepared.values.size()) < plan_.model->fewest)
      throw Error(ErrorKind::kBadData, fmt::format("{} are too few for {}, which needs {}",
                                                   counted(static_cast<int>(prepared.values.size()), "observation"),
                                                   plan_.model->name, plan_.model->fewest));
    constexpr int kLongestRatio = 10, kShort = 12;
    const int known = static_cast<int>(prepared.values.size());
    if (plan_.horizon > kLongestRatio * std::max(known, kShort))
      throw Error(ErrorKind::kBadData, fmt::format("a horizon of {} steps is longer than {} can say anything about",
                                                   plan_.horizon, counted(known, "observation")));
    result_.first = static_cast<int>(size - prepared.values.size());
    result_.history = std::move(prepared.values);
    result_.longer_periods = longer_periods(known);
    calendar_ = series_.axis.calendar();
    if (calendar_) calendar_->first_day = calendar_->day(result_.first);
    if (known == 1) note("a single observation: nothing says how wide the intervals should be");
    if (prepared.gaps_filled > 0) note("filled " + counted(prepared.gaps_filled, "gap"));
    if (prepared.leading_zeros_dropped > 0) note("left out " + counted(prepared.leading_zeros_dropped, "leading zero"));
    never_negative_ = std::ranges::min(result_.history) >= 0;
    result_.scale = seasonal_naive_error(history());
    result_.squared_scale = seasonal_naive_squared_error(history());
  }

  void say(const Diagnosis& diagnosis) {
    if (diagnosis.constant &&
        std::ranges::adjacent_find(result_.history, std::not_equal_to<>()) == result_.history.end())
      note(fmt::format("constant at {:.6g}", result_.history.front()));
    else if (diagnosis.constant)
      note("constant but for what is known");
    constexpr std::size_t kNamed = 3;
    if (!diagnosis.outliers.empty()) {
      std::string names;
      for (std::size_t i = 0; i < std::min(kNamed, diagnosis.outliers.size()); ++i)
        names += (i == 0 ? " at " : ", ") + time_of(diagnosis.outliers[i]);
      if (diagnosis.outliers.size() > kNamed) names += ", ...";
      note(counted(static_cast<int>(diagnosis.outliers.size()), "outlier") + names +
           (uses_regression() ? "" : " replaced by trend and season"));
    }
    if (diagnosis.shift)
      note(fmt::format("level shift at {}: from about {:.4g} to {:.4g}",
                       time_of(static_cast<int>(diagnosis.shift->position)), diagnosis.shift->before,
                       diagnosis.shift->after));
  }

  std::string time_of(int index) const { return series_.axis.text(result_.first + index); }
  void note(std::string text) { result_.notes.push_back(std::move(text)); }

  /// The additive regression weighs outliers down itself, and days that come back every year are no outliers to it.
  bool uses_regression() const {
    return calendar_ &&
           (plan_.model->name == "additive" || (plan_.model->name == "auto" && takes_regression(history())));
  }

  void replace_outliers(const Diagnosis& diagnosis, std::vector<double>& values) const {
    for (std::size_t i = 0; i < diagnosis.outliers.size(); ++i) {
      const double expected = diagnosis.expected[i];
      values[static_cast<std::size_t>(diagnosis.outliers[i])] = never_negative_ ? std::fmax(expected, 0.0) : expected;
    }
  }

  /// The history for a model that finds the effects of columns itself: as observed, but for outliers among what they
  /// leave.
  void put_back(const KnownEffects& effects, const Diagnosis& diagnosis, std::vector<double>& values) const {
    const std::vector<double> rest = std::exchange(values, result_.history);
    for (const int at : diagnosis.outliers) {
      const auto t = static_cast<std::size_t>(at);
      values[t] = effects.restore(rest[t], t);
    }
  }

  void continue_constant(double value) {
    result_.model = plan_.model->name == "auto" ? "constant" : std::string(plan_.model->name);
    result_.mean.assign(static_cast<std::size_t>(plan_.horizon), value);
    for (const double level : plan_.levels) result_.intervals.push_back({level, result_.mean, result_.mean});
  }

  /// Columns from the first observation used on, without those of which the history says nothing.
  std::vector<KnownColumn> columns() {
    std::vector<KnownColumn> result;
    const std::size_t size = result_.history.size();
    for (const KnownColumn& column : series_.columns) {
      const auto skipped = std::min(column.values.size(), static_cast<std::size_t>(result_.first));
      const auto begin = column.values.begin() + static_cast<std::ptrdiff_t>(skipped);
      KnownColumn used{column.name, {begin, column.values.end()}};
      used.values.resize(size + static_cast<std::size_t>(plan_.horizon));
      if (changes(used, size))
        result.push_back(std::move(used));
      else if (changes(used, used.values.size()))
        note("no effect known of " + column.name + ": it never changed before");
    }
    return centred(result, size);
  }

  void restore(const KnownEffects& effects) {
    for (std::size_t step = 0; step < result_.mean.size(); ++step) {
      const auto put_back = [&](double& value) { value = effects.restore(value, result_.history.size() + step); };
      put_back(result_.mean[step]);
      for (Interval& interval : result_.intervals) put_back(interval.lower[step]), put_back(interval.upper[step]);
    }
  }

  void predict(const History& given) {
    const std::optional<BoxCox> scale = chosen_scale(given);
    std::vector<double> transformed;
    if (scale)
      for (const double value : given.values) transformed.push_back(scale->forward(value));
    const History history =
        scale ? History{transformed, given.period, given.calendar, given.columns, given.longer_periods} : given;
    NamedPrediction named = plan_.model->predict(history, plan_.horizon);
    result_.model = std::move(named.model);
    result_.parameters = std::move(named.parameters);
    if (scale) rescale(result_.parameters, *scale);
    for (const double level : plan_.levels) result_.intervals.push_back(prediction_interval(named.prediction, level));
    result_.mean = std::move(named.prediction.mean);
    if (!scale) return;
    result_.model += scale->lambda == 0 ? ", of the logarithm" : fmt::format(", Box-Cox {:.2f}", scale->lambda);
    for (std::size_t step = 0; step < result_.mean.size(); ++step)
      result_.mean[step] = scale->mean_back(result_.mean[step], named.prediction.deviation[step]);
    for (Interval& interval : result_.intervals)
      for (std::size_t step = 0; step < result_.mean.size(); ++step) {
        interval.lower[step] = std::fmin(scale->back(interval.lower[step]), result_.mean[step]);
        interval.upper[step] = std::fmax(scale->back(interval.upper[step]), result_.mean[step]);
      }
  }

  /// Says on which scale parameters are; an effect on a logarithm is a factor.
  static void rescale(FittedParameters& parameters, const BoxCox& scale) {
    for (FittedParameter& parameter : parameters)
      if (scale.lambda == 0 && parameter.part == "effect")
        parameter = {"factor", parameter.name, std::exp(parameter.value)};
    parameters.push_back({"", "lambda", scale.lambda});
    parameters.push_back({"", "unit", scale.unit});
  }

  std::optional<BoxCox> chosen_scale(const History& given) {
    if (plan_.transformation == Transformation::kNone) return std::nullopt;
    if (!(std::ranges::min(given.values) > 0)) {
      note("not transformed: not every value is above zero");
      return std::nullopt;
    }
    if (plan_.model->of_demand) {
      note(fmt::format("not transformed: {} needs values that are not negative", plan_.model->name));
      return std::nullopt;
    }
    if (plan_.transformation == Transformation::kBoxCox) {
      const double lambda = guerrero_lambda(given.values, given.period);
      return lambda == 1 ? std::nullopt : std::optional(centred_box_cox(lambda, given.values));
    }
    if (plan_.transformation == Transformation::kAutomatic && !logarithm_helps()) return std::nullopt;
    return centred_box_cox(0, given.values);
  }

  bool logarithm_helps() const {
    constexpr int kOrigins = 4;
    ForecastPlan plain = plan_, logarithm = plan_;
    plain.transformation = Transformation::kNone;
    logarithm.transformation = Transformation::kLogarithm;
    plain.components = logarithm.components = false;
    plain.fitted_horizon = logarithm.fitted_horizon = 0;
    plain.horizon = logarithm.horizon = std::min(plan_.horizon, std::max(result_.period, 4));
    const auto without = backtest(series_, plain, kOrigins, plain.horizon);
    const auto with = backtest(series_, logarithm, kOrigins, plain.horizon);
    return with.all.count > 0 && with.all.mae < without.all.mae;
  }

  /// Never below zero when no observation is; ends of intervals never closer to the mean than a step before.
  void finish() {
    const auto bounded = [&](double value) { return never_negative_ ? std::fmax(value, 0.0) : value; };
    // A lower end at zero stays there, whatever the last digit of a difference says.
    const auto lowered = [&](double mean, double by) {
      constexpr double kRounding = 1e-12;
      return mean - by < kRounding * mean ? bounded(std::fmin(mean - by, 0.0)) : bounded(mean - by);
    };
    for (double& value : result_.mean) value = bounded(value);
    for (Interval& interval : result_.intervals) {
      double below = 0, above = 0;
      for (std::size_t step = 0; step < result_.mean.size(); ++step) {
        below = std::fmax(below, result_.mean[step] - interval.lower[step]);
        above = std::fmax(above, interval.upper[step] - result_.mean[step]);
        interval.lower[step] = lowered(result_.mean[step], below);
        interval.upper[step] = bounded(result_.mean[step] + above);
      }
    }
  }

  const ObservedSeries& series_;
  const ForecastPlan& plan_;
  SeriesForecast result_;
  std::optional<Calendar> calendar_;
  bool never_negative_ = false;
};

}  // namespace

SeriesForecast forecast_series(const ObservedSeries& series, const ForecastPlan& plan) {
  ForecastPlan longer = plan;
  longer.horizon = std::max(plan.horizon, plan.fitted_horizon);
  SeriesForecast forecast = Forecaster(series, longer).run();
  keep_steps(forecast, static_cast<std::size_t>(plan.horizon));
  return forecast;
}

void keep_steps(SeriesForecast& forecast, std::size_t steps) {
  if (steps >= forecast.mean.size()) return;
  forecast.mean.resize(steps);
  for (Interval& interval : forecast.intervals) {
    interval.lower.resize(steps);
    interval.upper.resize(steps);
  }
  for (ForecastComponent& component : forecast.components) component.values.resize(steps);
}

}  // namespace klytics::forecast
