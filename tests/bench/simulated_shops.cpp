#include "bench/simulated_shops.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <numbers>
#include <random>

#include "analytics/forecast/calendar/shop_days.h"
#include "core/time.h"

namespace klytics::bench {
namespace {

constexpr std::int64_t kFirstDay = 17532;  // 2018-01-01
constexpr int kYoungDays = 400;
constexpr std::array kKinds{ShopKind::kPlain,  ShopKind::kPromotions, ShopKind::kBreaks,
                            ShopKind::kSmall,  ShopKind::kDepartment, ShopKind::kYoung,
                            ShopKind::kGrowth, ShopKind::kGifts,      ShopKind::kAnnounced};

/// Adds to the logarithm of the days around `day` what falls off with the distance.
double bump(std::int64_t day, std::int64_t centre, double width) {
  const auto distance = static_cast<double>(day - centre) / width;
  return std::exp(-0.5 * distance * distance);
}

/// What only some kinds have, drawn once a shop; added to the logarithm of each day.
class Peculiarities {
 public:
  Peculiarities(ShopKind kind, int days, std::mt19937& random) : added_(static_cast<std::size_t>(days)) {
    std::uniform_real_distribution<double> uniform;
    if (kind == ShopKind::kPromotions) add_promotions(days, random);
    if (kind == ShopKind::kBreaks) add_breaks(days, random);
    if (kind == ShopKind::kDepartment) add_department(days, 0.1 + 0.25 * uniform(random), 0.4 * uniform(random) - 0.15);
    if (kind == ShopKind::kGrowth) add_growth(days, random);
    if (kind == ShopKind::kGifts) add_gifts(0.5 + uniform(random), 0.4 + 0.6 * uniform(random));
  }
  double operator[](int t) const { return added_[static_cast<std::size_t>(t)]; }

 private:
  void add(int first, int last, double size) {
    for (int t = std::max(first, 0); t < std::min<int>(last, static_cast<int>(added_.size())); ++t)
      added_[static_cast<std::size_t>(t)] += size;
  }

  void add_promotions(int days, std::mt19937& random) {
    std::uniform_real_distribution<double> uniform;
    const auto promotion = [&](int first) {
      const int length = 2 + static_cast<int>(6 * uniform(random));
      add(first, first + length, 0.25 + 0.5 * uniform(random));
      add(first + length, first + 2 * length, -0.15 * uniform(random));
    };
    for (int i = 0; i < 3; ++i) {
      const int day = static_cast<int>(365 * uniform(random));
      for (int year = 0; year * 365 < days; ++year)
        promotion(year * 365 + day + static_cast<int>(4 * uniform(random)) - 2);
    }
    for (int i = 0; i < 5 * days / 365; ++i) promotion(static_cast<int>(days * uniform(random)));
  }

  void add_breaks(int days, std::mt19937& random) {
    std::uniform_real_distribution<double> uniform;
    const int count = static_cast<int>(added_.size());
    for (int i = 0; i < 3; ++i) add(static_cast<int>(days * uniform(random)), count, 0.8 * uniform(random) - 0.4);
    const int boom = static_cast<int>(0.8 * days * uniform(random));
    const double height = 0.3 + 0.6 * uniform(random), growth = 0.8 * uniform(random);
    const int growth_ends = static_cast<int>((0.4 + 0.6 * uniform(random)) * days);
    for (int t = 0; t < count; ++t) {
      double& value = added_[static_cast<std::size_t>(t)];
      if (t >= boom) value += height * std::min((t - boom) / 30.0, 1.0) * std::exp(-(t - boom) / 250.0);
      value += growth * std::min(t, growth_ends) / 365.0;
    }
  }

  /// Fast growth that slows down, then turns; the weeks between Christmas and Epiphany are slow.
  void add_growth(int days, std::mt19937& random) {
    std::uniform_real_distribution<double> uniform;
    const double rate = 0.6 + 0.8 * uniform(random), fading = 300 + 500 * uniform(random);
    const int turn = static_cast<int>((0.5 + 0.5 * uniform(random)) * days);
    const double after = 0.4 * uniform(random) - 0.25;
    for (int t = 0; t < days; ++t)
      added_[static_cast<std::size_t>(t)] +=
          rate * fading / 365 * (1 - std::exp(-t / fading)) + (t > turn ? after * (t - turn) / 365.0 : 0.0);
  }

  /// A shop of gifts: weeks of rush before Christmas that end with the last day of delivery, smaller ones before
  /// Valentine's Day and Mother's Day, a quiet summer.
  void add_gifts(double christmas, double other) {
    for (std::size_t t = 0; t < added_.size(); ++t) {
      const std::int64_t day = kFirstDay + static_cast<std::int64_t>(t);
      const std::chrono::year_month_day date{Date(std::chrono::days(day))};
      const int year = static_cast<int>(date.year());
      const std::int64_t eve = Date(std::chrono::sys_days(date.year() / 12 / 24)).time_since_epoch().count();
      const auto before = [&](std::int64_t feast, int reach) {
        return day <= feast && day > feast - reach ? 1 - static_cast<double>(feast - day) / reach : 0.0;
      };
      added_[t] += christmas * before(eve - 3, 40) + other * before(forecast::nth_weekday(year, 5, 0, 2) - 2, 12);
      added_[t] += other * before(Date(std::chrono::sys_days(date.year() / 2 / 14)).time_since_epoch().count() - 2, 10);
      added_[t] -= 0.3 * bump(day, Date(std::chrono::sys_days(date.year() / 8 / 1)).time_since_epoch().count(), 25);
    }
  }

  void add_department(int days, double rush, double heat) {
    for (int t = 0; t < days; ++t) {
      const std::int64_t day = kFirstDay + t;
      const std::chrono::year_month_day date{Date(std::chrono::days(day))};
      const int year = static_cast<int>(date.year());
      const auto month = static_cast<unsigned>(date.month()), of_month = static_cast<unsigned>(date.day());
      double& value = added_[static_cast<std::size_t>(t)];
      if (of_month <= 12) value += rush * (1 - (of_month - 1) / 24.0);
      if (day == forecast::nth_weekday(year, 11, 4, 4)) value -= 0.7;
      if (month == 7 && of_month >= 1 && of_month <= 4) value += of_month == 4 ? -0.1 : 0.25;
      value += 0.25 * bump(day, forecast::nth_weekday(year, 5, 1, -1) - 1, 1);
      value += 0.2 * bump(day, forecast::nth_weekday(year, 9, 1, 1) - 1, 1);
      value += heat * bump(day, forecast::nth_weekday(year, 7, 1, 2), 25);
      if (month == 12 && of_month == 25) value -= 12;
    }
  }

  std::vector<double> added_;
};

/// Revenue of a day of so many orders as the logarithm says, or that revenue itself.
double revenue(ShopKind kind, double log, double basket, std::mt19937& random) {
  if (kind == ShopKind::kSmall) {
    double sum = 0;
    std::normal_distribution<double> normal;
    const int orders = std::poisson_distribution<int>(std::exp(log))(random);
    for (int i = 0; i < orders; ++i) sum += basket * std::exp(0.6 * normal(random));
    return sum;
  }
  if (kind == ShopKind::kDepartment) return basket * std::poisson_distribution<int>(std::exp(log))(random);
  return std::exp(log);
}

}  // namespace

std::string_view to_string(ShopKind kind) {
  constexpr std::array<std::string_view, 9> kNames{"plain", "promotions", "breaks", "small",    "department",
                                                   "young", "growth",     "gifts",  "announced"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::span<const ShopKind> shop_kinds() { return kKinds; }

std::vector<double> announced_sales(unsigned seed, int days) {
  std::mt19937 random(seed + 77000);
  std::uniform_real_distribution<double> uniform;
  std::vector<double> column(static_cast<std::size_t>(days));
  for (int first = static_cast<int>(40 * uniform(random)); first < days;) {
    const int length = 2 + static_cast<int>(4 * uniform(random));
    for (int t = first; t < std::min(first + length, days); ++t) column[static_cast<std::size_t>(t)] = 1;
    first += length + 14 + static_cast<int>(50 * uniform(random));
  }
  return column;
}

std::vector<double> simulated_shop(ShopKind kind, unsigned seed, int days) {
  std::mt19937 random(seed + 1000 * static_cast<unsigned>(kind));
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform;
  double level = kind == ShopKind::kSmall ? 1.2 + 0.5 * normal(random) : 7 + 1.5 * normal(random);
  if (kind == ShopKind::kDepartment) level = 3 + 0.8 * std::abs(normal(random));
  double slope = 0.15 * normal(random), memory = 0, week[7], wave[4];
  for (double& day : week) day = 0.18 * normal(random);
  for (double& size : wave) size = 0.15 * normal(random);
  const double friday = 0.3 + uniform(random), christmas = 0.6 * uniform(random), easter = 0.3 * normal(random);
  const double payday = 0.1 * std::abs(normal(random)), noise = 0.08 + 0.2 * uniform(random);
  const double inertia = 0.7 * uniform(random), yearly_sale = 0.8 * uniform(random);
  const int sale_day = static_cast<int>(300 * uniform(random));
  const bool plain = kind == ShopKind::kPlain || kind == ShopKind::kYoung;
  const bool counts = kind == ShopKind::kSmall || kind == ShopKind::kDepartment;
  const double basket = counts ? 20 + 60 * uniform(random) : 0;
  const bool closed_on_sundays = kind == ShopKind::kSmall && uniform(random) < 0.5;
  const bool announces = kind == ShopKind::kAnnounced;
  const double sale = announces ? 0.4 + 0.6 * uniform(random) : 0;
  const auto announced = announces ? announced_sales(seed, days) : std::vector<double>(static_cast<std::size_t>(days));
  const Peculiarities peculiarities(kind, days, random);
  std::vector<double> values;
  for (int t = 0; t < days; ++t) {
    const std::int64_t day = kFirstDay + t;
    const std::chrono::year_month_day date{Date(std::chrono::days(day))};
    const int year = static_cast<int>(date.year());
    const auto month = static_cast<unsigned>(date.month()), of_month = static_cast<unsigned>(date.day());
    if (uniform(random) < 0.003) slope = 0.2 * normal(random);
    if (plain && uniform(random) < 0.0015) level += 0.15 * normal(random);
    level += slope / 365;
    memory = inertia * memory + std::sqrt(1 - inertia * inertia) * noise * normal(random);
    double log = level + week[day % 7] + memory + peculiarities[t] + sale * announced[static_cast<std::size_t>(t)];
    for (int k = 0; k < 2; ++k) {
      const double angle = 2 * std::numbers::pi * (k + 1) * t / 365.25;
      log += wave[2 * k] * std::sin(angle) + wave[2 * k + 1] * std::cos(angle);
    }
    const std::int64_t black_friday = forecast::nth_weekday(year, 11, 4, 4) + 1;
    log += friday * (bump(day, black_friday, 1) + 0.7 * bump(day, black_friday + 3, 0.5));
    if (month == 12 && of_month <= 20) log += christmas * of_month / 20;
    if (month == 12 && of_month >= 24 && of_month <= 26) log -= 0.8;
    if (std::abs(static_cast<double>(day - forecast::easter_sunday(year))) <= 1) log += easter;
    if (plain && (of_month <= 3 || of_month >= 28)) log += payday;
    if (plain && (t % 365) / 3 == sale_day / 3) log += yearly_sale;
    if (uniform(random) < 0.01) log += 0.8 * uniform(random);
    if (uniform(random) < 0.002) log -= 2;
    const bool out_of_order = kind == ShopKind::kGrowth && uniform(random) < 0.006;
    const bool closed = out_of_order || (closed_on_sundays && day % 7 == 3);  // 1970-01-01 was a Thursday
    values.push_back(closed ? 0.0 : std::round(100 * revenue(kind, log, basket, random)) / 100);
  }
  if (kind == ShopKind::kYoung && days > kYoungDays) values.erase(values.begin(), values.end() - kYoungDays);
  return values;
}

}  // namespace klytics::bench
