// Finds PostgreSQL's programs on this machine.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

namespace klytics::storage {

/// A folder with initdb and postgres of one major version.
struct ServerPrograms {
  std::filesystem::path folder;
  int major_version = 0;
};

/// The programs of `major_version`, or of the newest version when nullopt. Looks in PATH, the folders of the Linux
/// distributions and what pg_config says. Throws Error(kConfiguration), with the package to install, when there is
/// none.
ServerPrograms find_server_programs(std::optional<int> major_version);

/// A client program such as psql or pg_dump that can talk to a server of `server_version` (150004): of the same major
/// version when there is one, else the newest. Throws Error(kConfiguration).
std::filesystem::path find_client_program(const std::string& name, int server_version);

}  // namespace klytics::storage
