// Text as a gzip file.
#pragma once

#include <string>
#include <string_view>

namespace klytics::presentation {

/// The same text always gives the same bytes: no name and no time stand in them.
std::string gzip(std::string_view text);

/// The text of a gzip file; of any other bytes, these. Throws Error(kBadData) for a damaged file, and for a text of
/// more than 256 MiB.
std::string gunzip(std::string bytes);

}  // namespace klytics::presentation
