#include "storage/server/program.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <set>

#include "core/error.h"

namespace klytics::storage {
namespace {

std::set<std::string, std::less<>> libpq_variables() {
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> defaults(PQconndefaults(), PQconninfoFree);
  std::set<std::string, std::less<>> names = {"PGSERVICEFILE", "PGSYSCONFDIR", "PGDATA"};
  for (const PQconninfoOption* option = defaults.get(); option != nullptr && option->keyword != nullptr; ++option)
    if (option->envvar != nullptr) names.insert(option->envvar);
  return names;
}

std::vector<char*> pointers_to(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  for (std::string& text : strings) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// What the child needs, made before fork(): afterwards only async-signal-safe calls are allowed.
struct Prepared {
  explicit Prepared(const Program& program_) : program(program_), path(program_.path), arguments{path} {
    arguments.insert(arguments.end(), program_.arguments.begin(), program_.arguments.end());
    environment = program_.environment;
    argument_pointers = pointers_to(arguments);
    environment_pointers = pointers_to(environment);
  }

  const Program& program;
  std::string path;
  std::vector<std::string> arguments, environment;
  std::vector<char*> argument_pointers, environment_pointers;
};

struct Pipe {
  Pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
      throw Error(ErrorKind::kInternal, fmt::format("cannot make a pipe: {}", std::strerror(errno)));
    read_end = ends[0];
    write_end = ends[1];
  }
  ~Pipe() {
    close(read_end);
    close_write_end();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void close_write_end() {
    if (write_end >= 0) close(write_end);
    write_end = -1;
  }

  int read_end = -1;
  int write_end = -1;
};

// What a child reports through the pipe: its process id before exec, an errno when it could not exec.
struct Report {
  pid_t process = 0;
  int problem = 0;
};

void send(int descriptor, const Report& report) {
  [[maybe_unused]] const ssize_t written = write(descriptor, &report, sizeof report);
}

// Runs in the child; returns only with errno set.
void become(const Prepared& prepared, int& report_descriptor) {
  const Program& program = prepared.program;
  if (!program.output.empty()) {
    const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    const int log = open(program.output.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (nothing < 0 || log < 0 || dup2(nothing, 0) < 0 || dup2(log, 1) < 0 || dup2(log, 2) < 0) return;
  }
  if (program.standard_output >= 0 && dup2(program.standard_output, 1) < 0) return;
  // The one descriptor that stays open until exec.
  if (report_descriptor != 3) {
    if (dup3(report_descriptor, 3, O_CLOEXEC) < 0) return;
    report_descriptor = 3;
  }
  closefrom(4);
  signal(SIGPIPE, SIG_DFL);
  signal(SIGINT, SIG_DFL);
  signal(SIGQUIT, SIG_DFL);
  signal(SIGTERM, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  if (program.identity) {
    const Identity& identity = *program.identity;
    if (setgroups(identity.groups.size(), identity.groups.data()) != 0 || setgid(identity.group) != 0 ||
        setuid(identity.user) != 0)
      return;
  }
  if (!program.folder.empty() && chdir(program.folder.c_str()) != 0) return;
  execve(prepared.path.c_str(), prepared.argument_pointers.data(), prepared.environment_pointers.data());
}

pid_t checked_fork() {
  const pid_t child = fork();
  if (child < 0) throw Error(ErrorKind::kInternal, fmt::format("cannot make a process: {}", std::strerror(errno)));
  return child;
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return 127;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// The last process id that came through the pipe, once exec has closed it. Throws when exec failed.
pid_t receive(Pipe& pipe, const Program& program) {
  pipe.close_write_end();
  pid_t process = 0;
  for (Report report;;) {
    const ssize_t size = read(pipe.read_end, &report, sizeof report);
    if (size < 0 && errno == EINTR) continue;
    if (size != static_cast<ssize_t>(sizeof report)) return process;
    if (report.problem != 0)
      throw Error(ErrorKind::kConfiguration,
                  fmt::format("cannot run {}: {}", program.path.string(), std::strerror(report.problem)));
    process = report.process;
  }
}

// Leaves Ctrl-C to the program that has the terminal.
class TerminalSignalsIgnored {
 public:
  TerminalSignalsIgnored() {
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGINT, &ignore, &interrupt_);
    sigaction(SIGQUIT, &ignore, &quit_);
  }
  ~TerminalSignalsIgnored() {
    sigaction(SIGINT, &interrupt_, nullptr);
    sigaction(SIGQUIT, &quit_, nullptr);
  }
  TerminalSignalsIgnored(const TerminalSignalsIgnored&) = delete;
  TerminalSignalsIgnored& operator=(const TerminalSignalsIgnored&) = delete;

 private:
  struct sigaction interrupt_ {};
  struct sigaction quit_ {};
};

}  // namespace

std::optional<Identity> identity_of(const std::string& account) {
  const passwd* entry = getpwnam(account.c_str());
  if (entry == nullptr) return std::nullopt;
  Identity identity{entry->pw_uid, entry->pw_gid, {}, account, entry->pw_dir};
  int count = 64;
  identity.groups.resize(64);
  if (getgrouplist(account.c_str(), identity.group, identity.groups.data(), &count) < 0) {
    identity.groups.resize(static_cast<std::size_t>(count));
    getgrouplist(account.c_str(), identity.group, identity.groups.data(), &count);
  }
  identity.groups.resize(static_cast<std::size_t>(count));
  return identity;
}

std::vector<std::string> current_environment() {
  std::vector<std::string> result;
  for (char** entry = environ; *entry != nullptr; ++entry) result.emplace_back(*entry);
  return result;
}

std::vector<std::string> environment_without_libpq() {
  const std::set<std::string, std::less<>> unwanted = libpq_variables();
  std::vector<std::string> result = current_environment();
  std::erase_if(result, [&](std::string_view entry) { return unwanted.contains(entry.substr(0, entry.find('='))); });
  return result;
}

void forget_libpq_environment() {
  for (const std::string& name : libpq_variables()) unsetenv(name.c_str());
}

int run_program(const Program& program) {
  const Prepared prepared(program);
  Pipe pipe;
  const TerminalSignalsIgnored ignored;
  const pid_t child = checked_fork();
  if (child == 0) {
    int report = pipe.write_end;
    become(prepared, report);
    send(report, {0, errno});
    _exit(127);
  }
  try {
    receive(pipe, program);
  } catch (const Error&) {
    wait_for(child);
    throw;
  }
  return wait_for(child);
}

pid_t start_program(const Program& program) {
  const Prepared prepared(program);
  Pipe pipe;
  const pid_t child = checked_fork();
  if (child == 0) {
    setsid();
    const pid_t grandchild = fork();
    if (grandchild != 0) {
      if (grandchild < 0) send(pipe.write_end, {0, errno});
      _exit(0);
    }
    int report = pipe.write_end;
    send(report, {getpid(), 0});
    become(prepared, report);
    send(report, {0, errno});
    _exit(127);
  }
  wait_for(child);
  return receive(pipe, program);
}

}  // namespace klytics::storage
