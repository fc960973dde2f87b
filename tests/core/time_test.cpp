#include "core/time.h"

#include <gtest/gtest.h>

#include "core/error.h"

namespace klytics {
namespace {

TEST(Time, ParsesADateAndRefusesOneThatDoesNotExist) {
  EXPECT_EQ(to_string(parse_date("2024-02-29").value()), "2024-02-29");
  EXPECT_FALSE(parse_date("2023-02-29"));
  EXPECT_FALSE(parse_date("2023-2-9"));
  EXPECT_FALSE(parse_date("2023-02-09x"));
}

TEST(Time, ParsesEveryFormOfInstantThatTheApiSends) {
  for (const char* text : {"2024-04-01T17:33:15+00:00", "2024-04-01 17:33:15+00:00", "2024-04-01T17:33:15Z",
                           "2024-04-01T19:33:15+02:00", "2024-04-01T19:33:15.000+0200"})
    EXPECT_EQ(to_string(parse_instant(text).value()), "2024-04-01T17:33:15Z") << text;
  EXPECT_EQ(to_string(parse_instant("2024-04-01T17:33:15.1234567Z").value()), "2024-04-01T17:33:15.123456Z");
}

TEST(Time, RefusesAnInstantWithoutAnOffset) {
  EXPECT_FALSE(parse_instant("2024-04-01T17:33:15"));
  EXPECT_FALSE(parse_instant("2024-04-01"));
  EXPECT_FALSE(parse_instant("2024-04-01T24:00:00Z"));
}

TEST(Time, ADayOfAClockChangeHas23Or25Hours) {
  const TimeZone london("Europe/London");
  const Date spring = parse_date("2011-03-27").value();
  const Date autumn = parse_date("2011-10-30").value();
  EXPECT_EQ(london.start_of(spring + std::chrono::days{1}) - london.start_of(spring), std::chrono::hours{23});
  EXPECT_EQ(london.start_of(autumn + std::chrono::days{1}) - london.start_of(autumn), std::chrono::hours{25});
}

TEST(Time, AMidnightThatDoesNotExistIsTheFirstInstantOfTheDay) {
  const TimeZone zone("America/Sao_Paulo");  // the clock sprang from 00:00 to 01:00 on 2018-11-04
  EXPECT_EQ(to_string(zone.start_of(parse_date("2018-11-04").value())), "2018-11-04T03:00:00Z");
  EXPECT_EQ(to_string(zone.local_date(parse_instant("2018-11-04T02:59:59Z").value())), "2018-11-03");
}

TEST(Time, AnUnknownZoneIsAConfigurationError) {
  try {
    TimeZone zone("Europe/Atlantis");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kConfiguration);
  }
}

}  // namespace
}  // namespace klytics
