#include "bench/daily_series.h"

#include <cmath>
#include <fstream>
#include <limits>
#include <numbers>
#include <random>
#include <sstream>

#include "analytics/forecast/prepare.h"
#include "analytics/forecast/shop_days.h"
#include "core/error.h"
#include "core/time.h"

namespace klytics::bench {
namespace {

constexpr int kShops = 12, kDays = 1885;

/// A shop of its own kind for every seed.
DailySeries simulated_shop(unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform;
  DailySeries series{"shop" + std::to_string(seed), "simulated", 17532, 1, {}, {}};  // from 2018-01-01
  double level = 7 + 1.5 * normal(random), slope = 0.15 * normal(random), memory = 0;
  double week[7], wave[4];
  for (double& day : week) day = 0.18 * normal(random);
  for (double& size : wave) size = 0.15 * normal(random);
  const double friday = 0.3 + uniform(random), christmas = 0.6 * uniform(random), easter = 0.3 * normal(random);
  const double payday = 0.1 * std::abs(normal(random)), noise = 0.08 + 0.2 * uniform(random),
               inertia = 0.7 * uniform(random);
  const double yearly_sale = 0.8 * uniform(random);
  const int sale_day = static_cast<int>(300 * uniform(random));
  for (int t = 0; t < kDays; ++t) {
    const std::int64_t day = series.first_day + t;
    const std::chrono::year_month_day date{Date(std::chrono::days(day))};
    const int year = static_cast<int>(date.year());
    if (uniform(random) < 0.003) slope = 0.2 * normal(random);
    if (uniform(random) < 0.0015) level += 0.15 * normal(random);
    level += slope / 365;
    memory = inertia * memory + std::sqrt(1 - inertia * inertia) * noise * normal(random);
    double log = level + week[day % 7] + memory;
    for (int k = 0; k < 2; ++k) {
      const double angle = 2 * std::numbers::pi * (k + 1) * t / 365.25;
      log += wave[2 * k] * std::sin(angle) + wave[2 * k + 1] * std::cos(angle);
    }
    const auto from_friday = static_cast<double>(day - forecast::nth_weekday(year, 11, 4, 4) - 1);
    log += friday * (std::exp(-0.5 * from_friday * from_friday) + 0.7 * std::exp(-2 * std::pow(from_friday - 3, 2)));
    const auto month = static_cast<unsigned>(date.month()), of_month = static_cast<unsigned>(date.day());
    if (month == 12 && of_month <= 20) log += christmas * of_month / 20;
    if (month == 12 && of_month >= 24 && of_month <= 26) log -= 0.8;
    if (std::abs(static_cast<double>(day - forecast::easter_sunday(year))) <= 1) log += easter;
    if (of_month <= 3 || of_month >= 28) log += payday;
    if ((t % 365) / 3 == sale_day / 3) log += yearly_sale;
    if (uniform(random) < 0.01) log += 0.8 * uniform(random);
    if (uniform(random) < 0.002) log -= 2;
    series.values.push_back(std::round(100 * std::exp(log)) / 100);
    series.observed.push_back(true);
  }
  return series;
}

/// Series of a file with the columns series_id, period, category, split, t, value, date.
void read_series(const std::string& file, int days_per_step, std::vector<DailySeries>& all) {
  std::ifstream in(std::string(KLYTICS_SOURCE_DIR) + "/../shared/data/" + file);
  std::string line;
  std::getline(in, line);
  const std::size_t first = all.size();
  while (std::getline(in, line)) {
    std::istringstream text(line);
    std::vector<std::string> fields;
    for (std::string field; std::getline(text, field, ',');) fields.push_back(field);
    if (fields[0] == "orders") continue;
    const auto date = parse_date(fields.at(6));
    if (!date) throw Error(ErrorKind::kBadData, "not a date in " + file + ": " + line);
    const std::int64_t day = date->time_since_epoch().count();
    if (all.size() == first || all.back().name != fields[0])
      all.push_back({fields[0], file.substr(0, file.find('_')), day, days_per_step, {}, {}});
    DailySeries& series = all.back();
    while (series.first_day + std::ssize(series.values) * days_per_step < day) {
      series.values.push_back(std::numeric_limits<double>::quiet_NaN());
      series.observed.push_back(false);
    }
    const bool known = fields[5] != "NA" && !fields[5].empty();
    series.values.push_back(known ? std::stod(fields[5]) : std::numeric_limits<double>::quiet_NaN());
    series.observed.push_back(known);
  }
  for (std::size_t i = first; i < all.size(); ++i)
    all[i].values = forecast::prepare(all[i].values, days_per_step == 1 ? 7 : 1).values;
}

}  // namespace

std::vector<DailySeries> daily_series() {
  std::vector<DailySeries> all;
  for (unsigned seed = 1; seed <= kShops; ++seed) all.push_back(simulated_shop(seed));
  for (const char* file : {"online_retail_daily.csv", "peyton_manning_daily.csv"}) read_series(file, 1, all);
  read_series("walmart_weekly.csv", 7, all);
  return all;
}

std::map<std::pair<std::string, int>, PeerForecast> read_peer(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw Error(ErrorKind::kInputMissing, "cannot open " + path);
  std::map<std::pair<std::string, int>, PeerForecast> result;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::istringstream text(line);
    std::vector<std::string> fields;
    for (std::string field; std::getline(text, field, ',');) fields.push_back(field);
    PeerForecast& forecast = result[{fields.at(0), std::stoi(fields.at(1))}];
    forecast.mean.push_back(std::stod(fields.at(3)));
    forecast.lower.push_back(std::stod(fields.at(4)));
    forecast.upper.push_back(std::stod(fields.at(5)));
    forecast.milliseconds = std::stod(fields.at(6));
  }
  return result;
}

}  // namespace klytics::bench
