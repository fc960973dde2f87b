#include "analytics/forecast/holidays.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>

#include "analytics/forecast/shop_days.h"

namespace klytics::forecast {
namespace {

enum Weekday : int { kSunday, kMonday, kTuesday, kWednesday, kThursday, kFriday, kSaturday };

enum class Kind {
  kFixed,     // month, day
  kEaster,    // days after Easter Sunday in `day`
  kNth,       // the nth (`day`; -1: last) `weekday` of the month
  kNotBefore  // the first `weekday` on or after month, day
};

struct Rule {
  std::string_view name;
  Kind kind;
  unsigned month;
  int day;
  int weekday = 0;
  int from = 0, to = 9999;  // years in which it holds
  int every = 1;            // years that it divides
};

constexpr Rule fixed(std::string_view name, unsigned month, int day, int from = 0, int to = 9999) {
  return {name, Kind::kFixed, month, day, 0, from, to};
}
constexpr Rule easter(std::string_view name, int offset, int from = 0, int to = 9999) {
  return {name, Kind::kEaster, 0, offset, 0, from, to};
}
constexpr Rule nth(std::string_view name, unsigned month, int weekday, int which, int from = 0, int to = 9999) {
  return {name, Kind::kNth, month, which, weekday, from, to};
}
constexpr Rule not_before(std::string_view name, unsigned month, int day, int weekday, int from = 0) {
  return {name, Kind::kNotBefore, month, day, weekday, from, 9999};
}

constexpr Rule kNewYear = fixed("New Year's Day", 1, 1), kEpiphany = fixed("Epiphany", 1, 6),
               kMaundyThursday = easter("Maundy Thursday", -3), kGoodFriday = easter("Good Friday", -2),
               kEasterSunday = easter("Easter Sunday", 0), kEasterMonday = easter("Easter Monday", 1),
               kLabourDay = fixed("Labour Day", 5, 1), kAscension = easter("Ascension Day", 39),
               kWhitSunday = easter("Whit Sunday", 49), kWhitMonday = easter("Whit Monday", 50),
               kCorpusChristi = easter("Corpus Christi", 60), kAssumption = fixed("Assumption Day", 8, 15),
               kAllSaints = fixed("All Saints' Day", 11, 1), kImmaculate = fixed("Immaculate Conception", 12, 8),
               kChristmasEve = fixed("Christmas Eve", 12, 24), kChristmas = fixed("Christmas Day", 12, 25),
               kBoxingDay = fixed("Second Day of Christmas", 12, 26),
               kMidsummerEve = not_before("Midsummer Eve", 6, 19, kFriday),
               kMidsummer = not_before("Midsummer Day", 6, 20, kSaturday),
               kAllSaintsSaturday = not_before("All Saints' Day", 10, 31, kSaturday);

constexpr std::array kAustria{kNewYear,       kEpiphany,   kEasterMonday,
                              kLabourDay,     kAscension,  kWhitMonday,
                              kCorpusChristi, kAssumption, fixed("National Day", 10, 26),
                              kAllSaints,     kImmaculate, kChristmas,
                              kBoxingDay};
constexpr std::array kBelgium{kNewYear,
                              kEasterSunday,
                              kEasterMonday,
                              kLabourDay,
                              kAscension,
                              kWhitSunday,
                              kWhitMonday,
                              fixed("National Day", 7, 21),
                              kAssumption,
                              kAllSaints,
                              fixed("Armistice Day", 11, 11),
                              kChristmas};
constexpr std::array kCzechia{kNewYear,
                              easter("Good Friday", -2, 2016),
                              kEasterMonday,
                              kLabourDay,
                              fixed("Liberation Day", 5, 8),
                              fixed("Cyril and Methodius Day", 7, 5),
                              fixed("Jan Hus Day", 7, 6),
                              fixed("Statehood Day", 9, 28),
                              fixed("Independence Day", 10, 28),
                              fixed("Freedom and Democracy Day", 11, 17),
                              kChristmasEve,
                              kChristmas,
                              kBoxingDay};
constexpr std::array kGermany{kNewYear,
                              kGoodFriday,
                              kEasterMonday,
                              kLabourDay,
                              kAscension,
                              kWhitMonday,
                              fixed("German Unity Day", 10, 3),
                              fixed("Reformation Day", 10, 31, 2017, 2017),
                              kChristmas,
                              kBoxingDay};
constexpr std::array kDenmark{kNewYear,
                              easter("Palm Sunday", -7),
                              kMaundyThursday,
                              kGoodFriday,
                              kEasterSunday,
                              kEasterMonday,
                              easter("Great Prayer Day", 26, 0, 2023),
                              kAscension,
                              kWhitSunday,
                              kWhitMonday,
                              kChristmas,
                              kBoxingDay};
constexpr std::array kSpain{kNewYear,    kEpiphany,
                            kGoodFriday, kLabourDay,
                            kAssumption, fixed("National Day", 10, 12),
                            kAllSaints,  fixed("Constitution Day", 12, 6),
                            kImmaculate, kChristmas};
constexpr std::array kFinland{kNewYear,      kEpiphany,  kGoodFriday,        kEasterSunday,
                              kEasterMonday, kLabourDay, kAscension,         kWhitSunday,
                              kMidsummerEve, kMidsummer, kAllSaintsSaturday, fixed("Independence Day", 12, 6),
                              kChristmasEve, kChristmas, kBoxingDay};
constexpr std::array kFrance{kNewYear,
                             kEasterMonday,
                             kLabourDay,
                             fixed("Victory Day", 5, 8),
                             kAscension,
                             kWhitMonday,
                             fixed("Bastille Day", 7, 14),
                             kAssumption,
                             kAllSaints,
                             fixed("Armistice Day", 11, 11),
                             kChristmas};
constexpr std::array kBritain{kNewYear,
                              kGoodFriday,
                              kEasterMonday,
                              nth("Early May Bank Holiday", 5, kMonday, 1, 0, 2019),
                              fixed("Early May Bank Holiday", 5, 8, 2020, 2020),
                              nth("Early May Bank Holiday", 5, kMonday, 1, 2021),
                              nth("Spring Bank Holiday", 5, kMonday, -1, 0, 2011),
                              fixed("Spring Bank Holiday", 6, 4, 2012, 2012),
                              nth("Spring Bank Holiday", 5, kMonday, -1, 2013, 2021),
                              fixed("Spring Bank Holiday", 6, 2, 2022, 2022),
                              nth("Spring Bank Holiday", 5, kMonday, -1, 2023),
                              nth("Summer Bank Holiday", 8, kMonday, -1),
                              kChristmas,
                              kBoxingDay,
                              fixed("Royal Wedding", 4, 29, 2011, 2011),
                              fixed("Diamond Jubilee", 6, 5, 2012, 2012),
                              fixed("Platinum Jubilee", 6, 3, 2022, 2022),
                              fixed("State Funeral", 9, 19, 2022, 2022),
                              fixed("Coronation", 5, 8, 2023, 2023)};
constexpr std::array kIreland{kNewYear,
                              not_before("Saint Brigid's Day", 2, 1, kMonday, 2023),
                              fixed("Saint Patrick's Day", 3, 17),
                              kEasterMonday,
                              nth("May Bank Holiday", 5, kMonday, 1),
                              nth("June Bank Holiday", 6, kMonday, 1),
                              nth("August Bank Holiday", 8, kMonday, 1),
                              nth("October Bank Holiday", 10, kMonday, -1),
                              kChristmas,
                              kBoxingDay};
constexpr std::array kItaly{kNewYear,
                            kEpiphany,
                            kEasterSunday,
                            kEasterMonday,
                            fixed("Liberation Day", 4, 25),
                            kLabourDay,
                            fixed("Republic Day", 6, 2),
                            kAssumption,
                            kAllSaints,
                            kImmaculate,
                            kChristmas,
                            kBoxingDay,
                            fixed("150 Years of Unity", 3, 17, 2011, 2011)};
constexpr std::array kNetherlands{kNewYear,
                                  kEasterSunday,
                                  kEasterMonday,
                                  fixed("Queen's Day", 4, 30, 0, 2013),
                                  fixed("King's Day", 4, 27, 2014),
                                  Rule{"Liberation Day", Kind::kFixed, 5, 5, 0, 0, 9999, 5},
                                  kAscension,
                                  kWhitSunday,
                                  kWhitMonday,
                                  kChristmas,
                                  kBoxingDay};
constexpr std::array kNorway{kNewYear,
                             kMaundyThursday,
                             kGoodFriday,
                             kEasterSunday,
                             kEasterMonday,
                             kLabourDay,
                             fixed("Constitution Day", 5, 17),
                             kAscension,
                             kWhitSunday,
                             kWhitMonday,
                             kChristmas,
                             kBoxingDay};
constexpr std::array kPoland{kNewYear,
                             fixed("Epiphany", 1, 6, 2011),
                             kEasterSunday,
                             kEasterMonday,
                             kLabourDay,
                             fixed("Constitution Day", 5, 3),
                             kWhitSunday,
                             kCorpusChristi,
                             kAssumption,
                             kAllSaints,
                             fixed("Independence Day", 11, 11),
                             fixed("Independence Centenary", 11, 12, 2018, 2018),
                             fixed("Christmas Eve", 12, 24, 2025),
                             kChristmas,
                             kBoxingDay};
constexpr std::array kPortugal{kNewYear,
                               kGoodFriday,
                               kEasterSunday,
                               fixed("Freedom Day", 4, 25),
                               kLabourDay,
                               easter("Corpus Christi", 60, 0, 2012),
                               easter("Corpus Christi", 60, 2016),
                               fixed("Portugal Day", 6, 10),
                               kAssumption,
                               fixed("Republic Day", 10, 5, 0, 2012),
                               fixed("Republic Day", 10, 5, 2016),
                               fixed("All Saints' Day", 11, 1, 0, 2012),
                               fixed("All Saints' Day", 11, 1, 2016),
                               fixed("Independence Day", 12, 1, 0, 2012),
                               fixed("Independence Day", 12, 1, 2016),
                               kImmaculate,
                               kChristmas};
constexpr std::array kSweden{kNewYear,
                             kEpiphany,
                             kGoodFriday,
                             kEasterSunday,
                             kEasterMonday,
                             kLabourDay,
                             kAscension,
                             fixed("National Day", 6, 6, 2005),
                             kWhitSunday,
                             easter("Whit Monday", 50, 0, 2004),
                             kMidsummerEve,
                             kMidsummer,
                             kAllSaintsSaturday,
                             kChristmasEve,
                             kChristmas,
                             kBoxingDay,
                             fixed("New Year's Eve", 12, 31)};
constexpr std::array kUnitedStates{kNewYear,
                                   nth("Martin Luther King Day", 1, kMonday, 3),
                                   nth("Washington's Birthday", 2, kMonday, 3),
                                   nth("Memorial Day", 5, kMonday, -1),
                                   fixed("Juneteenth", 6, 19, 2021),
                                   fixed("Independence Day", 7, 4),
                                   nth("Labor Day", 9, kMonday, 1),
                                   nth("Columbus Day", 10, kMonday, 2),
                                   fixed("Veterans Day", 11, 11),
                                   nth("Thanksgiving", 11, kThursday, 4),
                                   kChristmas};

/// What becomes of a holiday on a weekend.
enum class Substitute {
  kNone,
  kNextWorkday,  // the next day that is neither weekend nor holiday
  kNearest       // Friday for Saturday, Monday for Sunday
};

struct Country {
  std::string_view code;
  std::span<const Rule> rules;
  Substitute substitute = Substitute::kNone;
};

constexpr std::array kCountries{Country{"AT", kAustria},
                                Country{"BE", kBelgium},
                                Country{"CZ", kCzechia},
                                Country{"DE", kGermany},
                                Country{"DK", kDenmark},
                                Country{"ES", kSpain},
                                Country{"FI", kFinland},
                                Country{"FR", kFrance},
                                Country{"GB", kBritain, Substitute::kNextWorkday},
                                Country{"IE", kIreland, Substitute::kNextWorkday},
                                Country{"IT", kItaly},
                                Country{"NL", kNetherlands},
                                Country{"NO", kNorway},
                                Country{"PL", kPoland},
                                Country{"PT", kPortugal},
                                Country{"SE", kSweden},
                                Country{"US", kUnitedStates, Substitute::kNearest}};

int weekday_of(std::int64_t day) { return static_cast<int>(((day + 4) % 7 + 7) % 7); }
bool is_weekend(std::int64_t day) { return weekday_of(day) == kSunday || weekday_of(day) == kSaturday; }

std::int64_t day_of(const Rule& rule, int year) {
  if (rule.kind == Kind::kEaster) return easter_sunday(year) + rule.day;
  if (rule.kind == Kind::kNth) return nth_weekday(year, rule.month, static_cast<unsigned>(rule.weekday), rule.day);
  const std::chrono::sys_days date = std::chrono::year(year) / std::chrono::month(rule.month) / rule.day;
  const std::int64_t day = date.time_since_epoch().count();
  if (rule.kind == Kind::kFixed) return day;
  return day + (rule.weekday - weekday_of(day) + 7) % 7;
}

/// Exceptions that a rule of one line cannot say.
std::int64_t corrected(std::string_view country, const Rule& rule, std::int64_t day) {
  if (country == "NL" && rule.month == 4 && weekday_of(day) == kSunday) return day - 1;  // the monarch's day
  if (country == "IE" && rule.month == 2) {  // Saint Brigid's is 1 February itself when that is a Friday
    constexpr std::int64_t kFromFridayToMonday = 3;
    const std::chrono::year_month_day friday{std::chrono::sys_days(std::chrono::days(day - kFromFridayToMonday))};
    if (friday.month() == std::chrono::February && friday.day() == std::chrono::day(1))
      return day - kFromFridayToMonday;
  }
  return day;
}

}  // namespace

std::span<const std::string_view> holiday_countries() {
  static const auto codes = [] {
    std::array<std::string_view, kCountries.size()> result;
    std::ranges::transform(kCountries, result.begin(), &Country::code);
    return result;
  }();
  return codes;
}

std::vector<Holiday> public_holidays(std::string_view country, int first_year, int last_year) {
  const auto* found = std::ranges::find(kCountries, country, &Country::code);
  std::vector<Holiday> result;
  if (found == kCountries.end()) return result;
  std::vector<Holiday> substitutes;
  for (int year = first_year - 1; year <= last_year + 1; ++year)  // a substitute may fall into the year before
    for (const Rule& rule : found->rules)
      if (year >= rule.from && year <= rule.to && year % rule.every == 0)
        result.push_back({corrected(country, rule, day_of(rule, year)), std::string(rule.name)});
  std::ranges::stable_sort(result, {}, &Holiday::day);
  const auto taken = [&](std::int64_t day) {
    return std::ranges::find(result, day, &Holiday::day) != result.end() ||
           std::ranges::find(substitutes, day, &Holiday::day) != substitutes.end();
  };
  for (const Holiday& holiday : result) {
    if (found->substitute == Substitute::kNone || !is_weekend(holiday.day) || holiday.name.starts_with("Easter"))
      continue;
    std::int64_t day = holiday.day;
    if (found->substitute == Substitute::kNearest) {
      day += weekday_of(day) == kSaturday ? -1 : 1;
    } else {
      while (is_weekend(day) || taken(day)) ++day;
    }
    substitutes.push_back({day, holiday.name + " (observed)"});
  }
  result.insert(result.end(), substitutes.begin(), substitutes.end());
  std::erase_if(result, [&](const Holiday& holiday) {
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(holiday.day))};
    return static_cast<int>(date.year()) < first_year || static_cast<int>(date.year()) > last_year;
  });
  std::ranges::stable_sort(result, {}, &Holiday::day);
  return result;
}

std::vector<KnownColumn> holiday_columns(std::string_view country, const Calendar& calendar, int steps) {
  const auto year_of = [](std::int64_t day) {
    return static_cast<int>(std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(day))).year());
  };
  const std::int64_t first = calendar.day(0), last = calendar.day(steps) - 1;
  std::map<std::string, std::vector<double>> columns;
  for (const Holiday& holiday : public_holidays(country, year_of(first - 1), year_of(last + 1)))
    for (const int offset : {-1, 0, 1}) {
      const std::int64_t day = holiday.day + offset;
      if (day < first || day > last) continue;
      const char* const where = offset < 0 ? "day before " : offset > 0 ? "day after " : "";
      auto& column = columns[where + holiday.name];
      column.resize(static_cast<std::size_t>(steps));
      column[static_cast<std::size_t>((day - first) / calendar.days_per_step)] += 1;
    }
  std::vector<KnownColumn> result;
  for (auto& [name, values] : columns) result.push_back({name, std::move(values)});
  return result;
}

}  // namespace klytics::forecast
