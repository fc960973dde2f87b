// A result file that a user names.
#pragma once

#include <string>
#include <string_view>

namespace klytics::presentation {

/// Writes a file, replacing one of that name at once: a failure leaves the old one. What is no regular file (/dev/null,
/// a pipe) is written into. Throws Error(kOutput) when the place cannot be written, kIo when writing failed.
void write_output_file(const std::string& path, std::string_view text);

}  // namespace klytics::presentation
