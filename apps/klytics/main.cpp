// klytics: reads the command line and the settings, runs one verb, and turns errors into messages and exit codes.
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "command_line.h"
#include "core/error.h"
#include "failure_notice.h"

namespace {

using namespace klytics;  // NOLINT(google-build-using-namespace): this file is the program

std::optional<std::string> environment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

// --config, else KLYTICS_CONFIG: a file that must exist. Else the user's or the system's, when there is one.
std::optional<std::string> configuration_file(const app::CommandLine& line) {
  if (!line.configuration_file.empty()) return line.configuration_file;
  if (const auto named = environment("KLYTICS_CONFIG")) return named;
  std::filesystem::path folder;
  if (const auto xdg = environment("XDG_CONFIG_HOME"))
    folder = *xdg;
  else if (const auto home = environment("HOME"))
    folder = std::filesystem::path(*home) / ".config";
  std::error_code ignored;
  for (const std::filesystem::path& path :
       {folder / "klytics" / "klytics.toml", std::filesystem::path("/etc/klytics.toml")})
    if (std::filesystem::exists(path, ignored)) return path.string();
  return std::nullopt;
}

std::string read_configuration(const std::string& path) {
  std::error_code ignored;
  std::ifstream file(path);
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file || std::filesystem::is_directory(path, ignored))
    throw Error(ErrorKind::kConfiguration,
                fmt::format("the configuration cannot be read: {}: {}", path, std::strerror(errno == 0 ? EIO : errno)));
  return text;
}

Settings load_settings(const app::CommandLine& line) {
  Settings settings;
  const std::string path = configuration_file(line).value_or("");
  const std::string text = path.empty() ? "" : read_configuration(path);
  apply_configuration(settings, text, path);
  apply_environment(settings, environment);
  if (!line.account.empty()) apply_account(settings, text, path, line.account);
  return settings;
}

// `notice` is set as soon as it is known who is to be told of a failure.
int run(const std::vector<std::string>& arguments, app::Log& log, std::optional<app::FailureNotice>& notice) {
  app::CommandLine line = app::parse_command_line(arguments, std::cout);
  if (!line.command) return 0;
  log.set_verbosity(line.verbosity);
  app::Context context(load_settings(line), std::cout, log,
                       [] { return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()); });
  if (line.unattended) notice.emplace(context.settings, line.verb);
  for (const EffectiveSetting& setting : effective_settings(context.settings))
    log.verbose(fmt::format("setting {} = {} ({})", setting.key, setting.value, setting.from));
  return line.command->run(context);
}

// A reader that went away (`klytics ... | head`) is no failure; a full disk is.
int finish_output(int code) {
  if (std::cout.flush()) return code;
  pollfd output{STDOUT_FILENO, POLLOUT, 0};
  if (::poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0) return code;
  throw Error(ErrorKind::kIo, "stdout cannot be written");
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  app::Log log(std::cerr, app::Verbosity::kNormal, ::isatty(STDERR_FILENO) != 0);
  std::optional<app::FailureNotice> notice;
  const auto failed = [&](int code, std::string_view message, std::string_view hint) {
    log.error(message, hint);
    if (notice) notice->send(log, code, message, hint);
    return code;
  };
  try {
    const int code = finish_output(run({argv + 1, argv + argc}, log, notice));
    const bool stopped = code >= 128;  // by a signal, cleanly
    if (code != 0 && !stopped && notice) notice->send(log, code, fmt::format("it ended with exit code {}", code));
    return code;
  } catch (const Error& error) {
    return failed(exit_code(error.kind()), error.what(), error.hint());
  } catch (const std::exception& error) {
    return failed(exit_code(ErrorKind::kInternal), fmt::format("internal error: {}", error.what()),
                  "please report this with the command that was run");
  }
}
