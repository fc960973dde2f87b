#include "analytics/forecast/calendar/holiday_rules.h"

#include <array>

namespace klytics::forecast {
namespace {

constexpr HolidayRule fixed(std::string_view name, unsigned month, int day) {
  return {name, HolidayKind::kFixed, month, day};
}
constexpr HolidayRule easter(std::string_view name, int offset) { return {name, HolidayKind::kEaster, 0, offset}; }
constexpr HolidayRule nth(std::string_view name, unsigned month, int weekday, int which) {
  return {name, HolidayKind::kNth, month, which, weekday};
}
constexpr HolidayRule not_before(std::string_view name, unsigned month, int day, int weekday) {
  return {name, HolidayKind::kNotBefore, month, day, weekday};
}

constexpr HolidayRule since(int year, HolidayRule rule) { return rule.from = year, rule; }
constexpr HolidayRule until(int year, HolidayRule rule) { return rule.to = year, rule; }
constexpr HolidayRule only(int year, HolidayRule rule) { return rule.from = rule.to = year, rule; }
constexpr HolidayRule paused(int from, int to, HolidayRule rule) {
  return rule.paused_from = from, rule.paused_to = to, rule;
}
constexpr HolidayRule every(int years, HolidayRule rule) { return rule.every = years, rule; }

constexpr HolidayRule kNewYear = fixed("New Year's Day", 1, 1), kEpiphany = fixed("Epiphany", 1, 6),
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
                              since(2016, kGoodFriday),
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
                              only(2017, fixed("Reformation Day", 10, 31)),
                              kChristmas,
                              kBoxingDay};
constexpr std::array kDenmark{kNewYear,
                              easter("Palm Sunday", -7),
                              kMaundyThursday,
                              kGoodFriday,
                              kEasterSunday,
                              kEasterMonday,
                              until(2023, easter("Great Prayer Day", 26)),
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
                              paused(2020, 2020, nth("Early May Bank Holiday", 5, kMonday, 1)),
                              only(2020, fixed("Early May Bank Holiday", 5, 8)),
                              paused(2012, 2012, until(2021, nth("Spring Bank Holiday", 5, kMonday, -1))),
                              only(2012, fixed("Spring Bank Holiday", 6, 4)),
                              only(2022, fixed("Spring Bank Holiday", 6, 2)),
                              since(2023, nth("Spring Bank Holiday", 5, kMonday, -1)),
                              nth("Summer Bank Holiday", 8, kMonday, -1),
                              kChristmas,
                              kBoxingDay,
                              only(2011, fixed("Royal Wedding", 4, 29)),
                              only(2012, fixed("Diamond Jubilee", 6, 5)),
                              only(2022, fixed("Platinum Jubilee", 6, 3)),
                              only(2022, fixed("State Funeral", 9, 19)),
                              only(2023, fixed("Coronation", 5, 8))};
constexpr std::array kIreland{kNewYear,
                              since(2023, not_before("Saint Brigid's Day", 2, 1, kMonday)),
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
                            only(2011, fixed("150 Years of Unity", 3, 17))};
constexpr std::array kNetherlands{kNewYear,
                                  kEasterSunday,
                                  kEasterMonday,
                                  until(2013, fixed("Queen's Day", 4, 30)),
                                  since(2014, fixed("King's Day", 4, 27)),
                                  every(5, fixed("Liberation Day", 5, 5)),
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
                             since(2011, kEpiphany),
                             kEasterSunday,
                             kEasterMonday,
                             kLabourDay,
                             fixed("Constitution Day", 5, 3),
                             kWhitSunday,
                             kCorpusChristi,
                             kAssumption,
                             kAllSaints,
                             fixed("Independence Day", 11, 11),
                             only(2018, fixed("Independence Centenary", 11, 12)),
                             since(2025, kChristmasEve),
                             kChristmas,
                             kBoxingDay};
constexpr std::array kPortugal{kNewYear,
                               kGoodFriday,
                               kEasterSunday,
                               fixed("Freedom Day", 4, 25),
                               kLabourDay,
                               paused(2013, 2015, kCorpusChristi),
                               fixed("Portugal Day", 6, 10),
                               kAssumption,
                               paused(2013, 2015, fixed("Republic Day", 10, 5)),
                               paused(2013, 2015, kAllSaints),
                               paused(2013, 2015, fixed("Independence Day", 12, 1)),
                               kImmaculate,
                               kChristmas};
constexpr std::array kSweden{kNewYear,
                             kEpiphany,
                             kGoodFriday,
                             kEasterSunday,
                             kEasterMonday,
                             kLabourDay,
                             kAscension,
                             since(2005, fixed("National Day", 6, 6)),
                             kWhitSunday,
                             until(2004, kWhitMonday),
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
                                   since(2021, fixed("Juneteenth", 6, 19)),
                                   fixed("Independence Day", 7, 4),
                                   nth("Labor Day", 9, kMonday, 1),
                                   nth("Columbus Day", 10, kMonday, 2),
                                   fixed("Veterans Day", 11, 11),
                                   nth("Thanksgiving", 11, kThursday, 4),
                                   kChristmas};

constexpr std::array kCountryHolidays{CountryHolidays{"AT", kAustria},
                                      CountryHolidays{"BE", kBelgium},
                                      CountryHolidays{"CZ", kCzechia},
                                      CountryHolidays{"DE", kGermany},
                                      CountryHolidays{"DK", kDenmark},
                                      CountryHolidays{"ES", kSpain},
                                      CountryHolidays{"FI", kFinland},
                                      CountryHolidays{"FR", kFrance},
                                      CountryHolidays{"GB", kBritain, HolidaySubstitute::kNextWorkday},
                                      CountryHolidays{"IE", kIreland, HolidaySubstitute::kNextWorkday},
                                      CountryHolidays{"IT", kItaly},
                                      CountryHolidays{"NL", kNetherlands},
                                      CountryHolidays{"NO", kNorway},
                                      CountryHolidays{"PL", kPoland},
                                      CountryHolidays{"PT", kPortugal},
                                      CountryHolidays{"SE", kSweden},
                                      CountryHolidays{"US", kUnitedStates, HolidaySubstitute::kNearest}};

}  // namespace

std::span<const CountryHolidays> holiday_rules() { return kCountryHolidays; }

}  // namespace klytics::forecast
