// Who runs this process, for the audit log.
#pragma once

#include <string>

namespace klytics::storage {

/// "user@host": the operating system's name of the effective user (its number where it has none) and of the host.
std::string operating_user();

}  // namespace klytics::storage
