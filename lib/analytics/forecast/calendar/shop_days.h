// The days of the year that move an online shop's sales everywhere, whatever the country's public holidays are.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace klytics::forecast {

/// A day that returns every year, with the days around it that it moves.
struct ShopDay {
  std::string_view name;
  std::int64_t (*day)(int year);  // days from 1970-01-01
  int first_offset, last_offset;  // -3, 1: from three days before to the day after
};

/// Black Friday (with Cyber Monday), Christmas (with New Year), Valentine's Day, Easter, Mother's Day.
std::vector<ShopDay> shop_days();

/// Easter Sunday of the Gregorian calendar, as days from 1970-01-01 (anonymous algorithm, Meeus 1991).
std::int64_t easter_sunday(int year);
/// The nth weekday (0 = Sunday) of a month, as days from 1970-01-01; nth = -1 is the last.
std::int64_t nth_weekday(int year, unsigned month, unsigned weekday, int nth);

}  // namespace klytics::forecast
