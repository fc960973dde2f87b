// Invented people and places of the simulated shop.
#pragma once

#include <array>
#include <string_view>

namespace klaviyo_sim {

struct City {
  std::string_view name;
  std::string_view region;
  std::string_view country;
  std::string_view zip;
  std::string_view time_zone;
  double latitude;
  double longitude;
};

inline constexpr std::array<std::string_view, 24> kFirstNames = {
    "Ada",  "Ben",  "Clara", "Daniel", "Elena", "Frank", "Grace", "Hugo", "Iris",  "Jonas", "Karen", "Leo",
    "Mina", "Noah", "Olga",  "Paul",   "Quinn", "Rosa",  "Sam",   "Tara", "Ulric", "Vera",  "Will",  "Zoe"};

inline constexpr std::array<std::string_view, 22> kLastNames = {
    "Archer", "Baker", "Carter", "Dawson", "Ellis",  "Fisher", "Garcia", "Hughes", "Irving",    "Jensen", "Keller",
    "Larsen", "Mason", "Novak",  "Ortiz",  "Parker", "Reyes",  "Santos", "Turner", "Underhill", "Vance",  "Weber"};

// Reserved by RFC 2606: never a real address.
inline constexpr std::array<std::string_view, 3> kMailDomains = {"example.com", "example.org", "example.net"};

inline constexpr std::array<City, 8> kCities = {{
    {"New York", "New York", "United States", "10017", "America/New_York", 40.7128, -74.0060},
    {"Chicago", "Illinois", "United States", "60601", "America/Chicago", 41.8781, -87.6298},
    {"Austin", "Texas", "United States", "73301", "America/Chicago", 30.2672, -97.7431},
    {"Seattle", "Washington", "United States", "98101", "America/Los_Angeles", 47.6062, -122.3321},
    {"Boston", "Massachusetts", "United States", "02108", "America/New_York", 42.3601, -71.0589},
    {"Toronto", "Ontario", "Canada", "M5H 2N2", "America/Toronto", 43.6532, -79.3832},
    {"London", "England", "United Kingdom", "EC1A 1BB", "Europe/London", 51.5074, -0.1278},
    {"Dublin", "Leinster", "Ireland", "D02", "Europe/Dublin", 53.3498, -6.2603},
}};

}  // namespace klaviyo_sim
