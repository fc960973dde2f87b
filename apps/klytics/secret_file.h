// Files that hold a secret.
#pragma once

#include <string>

namespace klytics::app {

/// The text of a file without white space at its end. `what` begins messages: "the API key's file". Throws
/// Error(kConfiguration) when it cannot be read, is empty, or may be read by others than its owner.
std::string read_secret_file(const std::string& path, const std::string& what);

}  // namespace klytics::app
