// The Klaviyo account that numbers belong to.
#pragma once

#include <string>

namespace klytics {

struct Account {
  std::string id;        // the public API key
  std::string name;      // for people; may be empty
  std::string timezone;  // IANA name; all days are days in it
  std::string currency;  // ISO 4217; all money is in it
};

}  // namespace klytics
