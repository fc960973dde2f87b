#include "failure_notice.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <thread>
#include <vector>

#include "core/secret.h"

namespace klytics::app {
namespace {

// From which klytics and libpq take secrets.
constexpr std::array<std::string_view, 4> kSecretVariables = {
    "KLAVIYO_API_KEY=", "KLAVIYO_API_KEY_FILE=", "KLYTICS_DATABASE_URL=", "PGPASSWORD="};

std::vector<std::string> environment_without_secrets() {
  std::vector<std::string> entries;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    if (std::ranges::none_of(kSecretVariables, [&](std::string_view name) { return text.starts_with(name); }))
      entries.emplace_back(text);
  }
  return entries;
}

void check(int error, const char* what) {
  if (error != 0) throw std::runtime_error(fmt::format("{}: {}", what, std::strerror(error)));
}

// Starts the shell in a process group of its own, without our files, with stdout going to our stderr.
pid_t start_shell(const std::string& command, std::vector<std::string> environment) {
  std::vector<char*> variables;
  for (std::string& entry : environment) variables.push_back(entry.data());
  variables.push_back(nullptr);
  std::string shell = "sh", option = "-c", text = command;
  std::array<char*, 4> arguments = {shell.data(), option.data(), text.data(), nullptr};

  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&files, STDERR_FILENO, STDOUT_FILENO);
  posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t signals;
  sigfillset(&signals);
  posix_spawnattr_setsigdefault(&attributes, &signals);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
  pid_t child = 0;
  const int error = posix_spawn(&child, "/bin/sh", &files, &attributes, arguments.data(), variables.data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  check(error, "the shell cannot be started");
  return child;
}

// The exit code, or 128 + the signal that ended it. Ends the whole group when the time is over.
int wait_for(pid_t child, std::chrono::seconds at_most) {
  constexpr std::chrono::milliseconds kPoll{20};
  const auto give_up = std::chrono::steady_clock::now() + at_most;
  int status = 0;
  for (;;) {
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (ended < 0 && errno != EINTR) check(errno, "the command is lost");
    if (std::chrono::steady_clock::now() >= give_up) break;
    std::this_thread::sleep_for(kPoll);
  }
  ::kill(-child, SIGKILL);
  ::waitpid(child, &status, 0);
  throw std::runtime_error(fmt::format("it took longer than {} s and was ended", at_most.count()));
}

}  // namespace

FailureNotice::FailureNotice(const Settings& settings, std::string_view verb)
    : command_(settings.notify_command),
      timeout_seconds_(settings.notify_timeout_seconds),
      verb_(verb),
      account_(settings.account) {}

void FailureNotice::send(Log& log, int exit_code, std::string_view message, std::string_view hint) const noexcept {
  if (command_.empty()) return;
  try {
    std::vector<std::string> environment = environment_without_secrets();
    environment.push_back("KLYTICS_VERB=" + verb_);
    environment.push_back("KLYTICS_ACCOUNT=" + account_);
    environment.push_back(fmt::format("KLYTICS_EXIT_CODE={}", exit_code));
    environment.push_back("KLYTICS_MESSAGE=" + redact(message));
    environment.push_back("KLYTICS_HINT=" + redact(hint));
    const int code =
        wait_for(start_shell(command_.reveal(), std::move(environment)), std::chrono::seconds{timeout_seconds_});
    if (code != 0) throw std::runtime_error(fmt::format("it ended with exit code {}", code));
  } catch (const std::exception& error) {
    log.warning(fmt::format("[notify] command failed: {}", error.what()));
  }
}

}  // namespace klytics::app
