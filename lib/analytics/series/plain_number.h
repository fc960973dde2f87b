// A number as a sentence says it.
#pragma once

#include <string>

namespace klytics::series {

/// Three significant digits, and all digits before the point: "1234", "56.7", "0.0123".
std::string plain_number(double value);

}  // namespace klytics::series
