#include "analytics/forecast/components.h"

#include <cmath>

#include "analytics/decomposition/mstl.h"
#include "analytics/forecast/calendar/calendar.h"
#include "analytics/forecast/models/additive.h"

namespace klytics::forecast {
namespace {

std::string_view shown_name(TermGroup group) {
  switch (group) {
    case TermGroup::kLine:
    case TermGroup::kSlopes:
    case TermGroup::kLevels:
      return "trend";
    case TermGroup::kWeekday:
      return "weekday";
    case TermGroup::kYearly:
      return "yearly";
    case TermGroup::kMonthDay:
      return "month_day";
    case TermGroup::kHolidays:
      return "shop_days";
    case TermGroup::kColumns:
      return "known";
    case TermGroup::kSeasonalWeekday:
      return "seasonal_weekday";
  }
  return "";
}

/// What is missing to the mean, but for the last digits of sums and products.
void add_rest(std::vector<ForecastComponent>& components, const std::vector<double>& mean, bool multiplies) {
  constexpr double kRounding = 1e-12;
  ForecastComponent rest{"rest", multiplies, mean};
  for (std::size_t step = 0; step < mean.size(); ++step) {
    double together = multiplies ? 1 : 0, largest = std::abs(mean[step]);
    for (const ForecastComponent& component : components) {
      const double value = component.values[step];
      together = multiplies ? together * value : together + value;
      if (!multiplies) largest = std::fmax(largest, std::abs(value));
    }
    double& value = rest.values[step];
    value = multiplies ? mean[step] / together : mean[step] - together;
    if (std::abs(mean[step] - together) <= kRounding * largest) value = multiplies ? 1 : 0;
  }
  components.push_back(std::move(rest));
}

std::vector<ForecastComponent> regression_components(const History& history, const SeriesForecast& forecast) {
  const auto steps = static_cast<std::ptrdiff_t>(forecast.mean.size());
  const AdditiveFit fit = fit_additive(history, static_cast<int>(steps));
  std::vector<ForecastComponent> components;
  for (const AdditiveComponent& part : fit.components) {
    ForecastComponent component{
        std::string(shown_name(part.group)), fit.options.logarithm, {part.values.end() - steps, part.values.end()}};
    if (!components.empty() && components.back().name == component.name) {
      for (std::size_t step = 0; step < component.values.size(); ++step) {
        double& value = components.back().values[step];
        value = component.multiplies ? value * component.values[step] : value + component.values[step];
      }
    } else {
      components.push_back(std::move(component));
    }
  }
  add_rest(components, forecast.mean, fit.options.logarithm);
  return components;
}

std::vector<ForecastComponent> decomposed(const History& history, const std::vector<double>& mean) {
  std::vector<double> all(history.values.begin(), history.values.end());
  all.insert(all.end(), mean.begin(), mean.end());
  std::vector<int> periods;
  if (history.period > 1) periods.push_back(history.period);
  periods.insert(periods.end(), history.longer_periods.begin(), history.longer_periods.end());
  const auto parts = decomposition::mstl(all, periods);
  const auto ahead = [&](const std::vector<double>& values) {
    return std::vector<double>(values.end() - std::ssize(mean), values.end());
  };
  std::vector<ForecastComponent> components{{"trend", false, ahead(parts.trend)}};
  for (std::size_t i = 0; i < parts.periods.size(); ++i)
    components.push_back({"season_" + std::to_string(parts.periods[i]), false, ahead(parts.seasonal[i])});
  add_rest(components, mean, false);
  return components;
}

}  // namespace

std::vector<ForecastComponent> forecast_components(const History& history, const SeriesForecast& forecast,
                                                   bool regression) {
  if (regression) return regression_components(history, forecast);
  if (history.size() + std::ssize(forecast.mean) < 4) return {{"trend", false, forecast.mean}};
  return decomposed(history, forecast.mean);
}

}  // namespace klytics::forecast
