#include "bench/daily_series.h"

#include <fstream>
#include <limits>
#include <sstream>

#include "analytics/forecast/prepare.h"
#include "bench/simulated_shops.h"
#include "core/error.h"
#include "core/time.h"

namespace klytics::bench {
namespace {

constexpr unsigned kPlainShops = 12, kOtherShops = 4;  // of each other kind
constexpr int kShopDays = 1885;
constexpr std::int64_t kLastDay = 17532 + kShopDays;  // the day after

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
      all.push_back({fields[0], file.substr(0, file.find('_')), day, days_per_step, {}, {}, {}});
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

std::vector<DailySeries> daily_series(unsigned first_seed, unsigned shops) {
  std::vector<DailySeries> all;
  for (const ShopKind kind : shop_kinds()) {
    const unsigned usual = kind == ShopKind::kPlain ? kPlainShops : kOtherShops;
    for (unsigned i = 0; i < (shops > 0 ? shops : usual); ++i) {
      auto values = simulated_shop(kind, first_seed + i, kShopDays);
      const std::vector<bool> observed(values.size(), true);
      const std::string group(to_string(kind));
      all.push_back({group + std::to_string(first_seed + i),
                     group,
                     kLastDay - std::ssize(values),
                     1,
                     std::move(values),
                     observed,
                     {}});
      if (kind == ShopKind::kAnnounced) all.back().announced = announced_sales(first_seed + i, kShopDays);
    }
  }
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
