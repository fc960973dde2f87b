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

int run(const std::vector<std::string>& arguments, app::Log& log) {
  app::CommandLine line = app::parse_command_line(arguments, std::cout);
  if (!line.command) return 0;
  log.set_verbosity(line.verbosity);
  app::Context context(load_settings(line), std::cout, log,
                       [] { return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()); });
  for (const EffectiveSetting& setting : effective_settings(context.settings))
    log.verbose(fmt::format("setting {} = {} ({})", setting.key, setting.value, setting.from));
  return line.command->run(context);
}

// A reader that went away (`klytics ... | head`) is no failure; a full disk is.
int finish_output(int code, app::Log& log) {
  if (std::cout.flush()) return code;
  pollfd output{STDOUT_FILENO, POLLOUT, 0};
  if (::poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0) return code;
  log.error("stdout cannot be written");
  return code == 0 ? exit_code(ErrorKind::kIo) : code;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  app::Log log(std::cerr, app::Verbosity::kNormal, ::isatty(STDERR_FILENO) != 0);
  try {
    return finish_output(run({argv + 1, argv + argc}, log), log);
  } catch (const Error& error) {
    log.error(error.what(), error.hint());
    return exit_code(error.kind());
  } catch (const std::exception& error) {
    log.error(fmt::format("internal error: {}", error.what()), "please report this with the command that was run");
    return exit_code(ErrorKind::kInternal);
  }
}
