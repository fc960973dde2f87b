// Runs another program without a shell: PostgreSQL's server programs and its client programs.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace klytics::storage {

/// Whom a program runs as when klytics itself runs as root.
struct Identity {
  uid_t user = 0;
  gid_t group = 0;
  std::vector<gid_t> groups;
  std::string name;
  std::filesystem::path home;
};

/// The account's identity; nullopt when there is no such account.
std::optional<Identity> identity_of(const std::string& account);

struct Program {
  std::filesystem::path path;
  std::vector<std::string> arguments;    // without the program's own name; never a secret
  std::vector<std::string> environment;  // complete, "NAME=value"
  std::optional<Identity> identity;      // nullopt: as we are
  std::filesystem::path folder;          // working folder; empty: ours
  std::filesystem::path output;          // stdout and stderr are appended here and stdin is empty; empty: inherited
  int standard_output = -1;              // stdout goes to this descriptor instead; -1: as above
};

/// Our environment as it is.
std::vector<std::string> current_environment();

/// Our environment without the variables that libpq reads, so that the caller's PGHOST or PGSERVICE cannot lead a
/// program elsewhere.
std::vector<std::string> environment_without_libpq();

/// Removes the variables that libpq reads from this process' environment. Call before threads start.
void forget_libpq_environment();

/// Runs and waits. Returns the exit code, or 128 + the signal that ended it. SIGINT and SIGQUIT of the terminal are
/// left to the program meanwhile. Throws Error(kConfiguration) when it cannot be executed, kInternal when no process
/// can be made.
int run_program(const Program& program);

/// Starts in a session of its own, no child of ours, and returns its process id. Throws as run_program() does.
pid_t start_program(const Program& program);

}  // namespace klytics::storage
