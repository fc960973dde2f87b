#include "storage/server/postmaster.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <locale.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fstream>
#include <string>
#include <thread>

#include "core/error.h"
#include "storage/server/server_programs.h"

namespace klytics::storage {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kPollInterval = 20ms;
constexpr auto kStartLimit = 10min;  // replaying two gigabytes of log on a slow disk
constexpr auto kStopLimit = 2min;    // the checkpoint at the end
// After kill -9 of the postmaster its children notice within moments; until then a new one refuses to start.
constexpr auto kOrphanLimit = 15s;
constexpr std::uintmax_t kLogLimitBytes = 10 << 20;

constexpr std::string_view kSettingsFile = "postgresql.klytics.conf";

// The server's own account needs little of our environment, and nothing that PostgreSQL reads.
std::vector<std::string> server_environment(const std::optional<Identity>& identity) {
  std::vector<std::string> result = {"LC_ALL=C", "TZ=UTC"};
  for (const char* name : {"PATH", "HOME", "LD_LIBRARY_PATH"}) {
    const char* value = std::getenv(name);
    if (identity && std::string_view(name) == "HOME") value = identity->home.c_str();
    if (value != nullptr) result.push_back(fmt::format("{}={}", name, value));
  }
  return result;
}

std::string last_lines(const fs::path& path, std::size_t count) {
  std::ifstream file(path);
  std::deque<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    lines.push_back(line);
    if (lines.size() > count) lines.pop_front();
  }
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : " | ") + line;
  return text;
}

bool has_ctype(const char* name) {
  const locale_t found = newlocale(LC_CTYPE_MASK, name, nullptr);
  if (found == nullptr) return false;
  freelocale(found);
  return true;
}

// Container engines give 64 MB to /dev/shm, which a parallel query exceeds.
bool has_roomy_shared_memory() {
  struct statvfs status {};
  return statvfs("/dev/shm", &status) == 0 && status.f_bavail * status.f_frsize >= (512UL << 20);
}

long memory_megabytes() {
  const long pages = sysconf(_SC_PHYS_PAGES);
  const long page_bytes = sysconf(_SC_PAGE_SIZE);
  return pages > 0 && page_bytes > 0 ? pages / 1024 * page_bytes / 1024 : 1024;
}

std::string settings_text() {
  const long memory = memory_megabytes();
  return fmt::format(
      "# Written by klytics at every start. Own settings go into postgresql.auto.conf through ALTER SYSTEM.\n"
      "listen_addresses = ''\n"
      "unix_socket_permissions = 0700\n"
      "max_connections = 50\n"
      "# An eighth of the memory: the server shares the machine.\n"
      "shared_buffers = {}MB\n"
      "effective_cache_size = {}MB\n"
      "work_mem = 32MB\n"
      "maintenance_work_mem = 256MB\n"
      "dynamic_shared_memory_type = {}\n"
      "# Bulk loads: fewer, spread checkpoints. Nothing that a crash could lose is switched off.\n"
      "fsync = on\n"
      "synchronous_commit = on\n"
      "full_page_writes = on\n"
      "wal_compression = on\n"
      "wal_level = minimal\n"
      "max_wal_senders = 0\n"
      "max_wal_size = 2GB\n"
      "checkpoint_timeout = 15min\n"
      "checkpoint_completion_target = 0.9\n"
      "random_page_cost = 1.1\n"
      "# Queries are short: compiling them costs more than it gains.\n"
      "jit = off\n"
      "timezone = 'UTC'\n"
      "log_timezone = 'UTC'\n"
      "# The log must not hold customers' data.\n"
      "log_min_error_statement = panic\n"
      "log_error_verbosity = terse\n",
      std::clamp(memory / 8, 128L, 1024L), std::max(memory / 2, 256L), has_roomy_shared_memory() ? "posix" : "mmap");
}

// Replaces the file in one step, owned as its folder is.
void write_file(const fs::path& path, const std::string& text) {
  const fs::path unfinished = path.string() + ".new";
  std::ofstream file(unfinished, std::ios::trunc);
  file << text;
  file.close();
  struct stat folder {};
  if (!file || stat(path.parent_path().c_str(), &folder) != 0 || chmod(unfinished.c_str(), 0600) != 0 ||
      (geteuid() == 0 && chown(unfinished.c_str(), folder.st_uid, folder.st_gid) != 0) ||
      rename(unfinished.c_str(), path.c_str()) != 0)
    throw Error(ErrorKind::kIo, fmt::format("cannot write {}: {}", path.string(), std::strerror(errno)));
}

std::optional<int> version_of(const fs::path& data) {
  std::ifstream file(data / "PG_VERSION");
  int version = 0;
  if (file >> version) return version;
  return std::nullopt;
}

bool is_zombie(pid_t process) {
  std::ifstream file(fmt::format("/proc/{}/stat", process));
  std::string text;
  std::getline(file, text);
  const std::size_t name_end = text.rfind(") ");
  return name_end != std::string::npos && text.compare(name_end + 2, 1, "Z") == 0;
}

bool is_alive(pid_t process) { return (kill(process, 0) == 0 || errno == EPERM) && !is_zombie(process); }

// A number in an old pid file may belong to any other program by now, most of all after a restart of a container. A
// postmaster's working folder is its data folder. Where that cannot be told, it counts as one.
bool may_run_on(pid_t process, const fs::path& data) {
  std::error_code problem;
  const fs::path folder = fs::read_symlink(fmt::format("/proc/{}/cwd", process), problem);
  if (problem) return true;
  const fs::path expected = fs::canonical(data, problem);
  return problem || folder == expected;
}

PGPing ping(const fs::path& socket) {
  const std::string folder = socket.string();
  const char* keywords[] = {"host", "hostaddr", "port", "user", "dbname", "connect_timeout", nullptr};
  const char* values[] = {folder.c_str(), "", "5432", "klytics", "postgres", "5", nullptr};
  return PQpingParams(keywords, values, 0);
}

}  // namespace

std::optional<pid_t> Postmaster::process() const {
  std::ifstream file(data / "postmaster.pid");
  pid_t process = 0;
  if (!(file >> process) || process <= 0) return std::nullopt;
  if (!is_alive(process) || !may_run_on(process, data)) return std::nullopt;
  return process;
}

void Postmaster::create() const {
  if (version_of(data)) return;
  const ServerPrograms programs = find_server_programs(std::nullopt);
  const fs::path unfinished = data.string() + ".unfinished";
  std::error_code problem;
  fs::remove_all(unfinished, problem);
  // Names compare by their bytes, which is fast and the same everywhere; upper and lower case know all letters.
  const int code =
      run_program({programs.folder / "initdb",
                   {"--pgdata", unfinished.string(), "--username", "klytics", "--encoding", "UTF8", "--locale", "C",
                    "--lc-ctype", has_ctype("C.UTF-8") ? "C.UTF-8" : "C", "--auth", "trust", "--data-checksums"},
                   server_environment(identity),
                   identity,
                   data.parent_path(),
                   log});
  if (code != 0)
    throw Error(ErrorKind::kUnavailable,
                fmt::format("cannot create the private database: initdb ended with {}: {}", code, last_lines(log, 3)),
                fmt::format("see {}", log.string()));
  {
    std::ofstream settings(unfinished / "postgresql.conf", std::ios::app);
    settings << "\ninclude '" << kSettingsFile << "'\n";
    if (!settings.flush())
      throw Error(ErrorKind::kIo, fmt::format("cannot write {}", (unfinished / "postgresql.conf").string()));
  }
  write_file(unfinished / kSettingsFile, settings_text());
  // What stands in the way holds no PG_VERSION, so it is no database; an empty folder is replaced, anything else stays.
  if (rename(unfinished.c_str(), data.c_str()) != 0)
    throw Error(ErrorKind::kIo, fmt::format("cannot create {}: {}", data.string(), std::strerror(errno)),
                "move what is there out of the way");
}

void Postmaster::start() const {
  const ServerPrograms programs = find_server_programs(version_of(data));
  write_file(data / kSettingsFile, settings_text());
  std::error_code problem;
  if (fs::file_size(log, problem) > kLogLimitBytes && !problem)
    fs::rename(log, log.string() + ".old", problem);  // losing it is no reason not to start
  const Clock::time_point begin = Clock::now();

  pid_t child = 0;
  while (Clock::now() - begin < kStartLimit) {
    const bool running = process().has_value();
    if (running) {
      if (ping(socket) == PQPING_OK) return;
    } else if (child == 0 || !is_alive(child)) {
      if (child != 0 && Clock::now() - begin > kOrphanLimit)
        throw Error(ErrorKind::kUnavailable, fmt::format("the private database does not start: {}", last_lines(log, 3)),
                    fmt::format("see {}", log.string()));
      if (child != 0) std::this_thread::sleep_for(500ms);
      fs::remove(data / "postmaster.pid", problem);  // of a killed server: process() has just looked
      child =
          start_program({programs.folder / "postgres",
                         {"-D", data.string(), "-c", "unix_socket_directories=" + socket.string(), "-c", "port=5432"},
                         server_environment(identity),
                         identity,
                         data,
                         log});
    }
    std::this_thread::sleep_for(kPollInterval);
  }
  throw Error(ErrorKind::kUnavailable,
              fmt::format("the private database does not accept sessions: {}", last_lines(log, 3)),
              fmt::format("see {}", log.string()));
}

void Postmaster::stop() const {
  const std::optional<pid_t> running = process();
  if (!running) return;
  if (kill(*running, SIGINT) != 0 && errno != ESRCH)
    throw Error(ErrorKind::kUnavailable,
                fmt::format("cannot stop the private database, process {}: {}", *running, std::strerror(errno)));
  const Clock::time_point begin = Clock::now();
  while (is_alive(*running)) {
    if (Clock::now() - begin > kStopLimit)
      throw Error(ErrorKind::kUnavailable, fmt::format("the private database, process {}, does not stop", *running),
                  fmt::format("see {}", log.string()));
    std::this_thread::sleep_for(kPollInterval);
  }
}

}  // namespace klytics::storage
