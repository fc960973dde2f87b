#include "storage/server/private_server.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <utility>

#include "core/error.h"
#include "core/sha256.h"
#include "storage/postgres/connection.h"
#include "storage/server/postmaster.h"
#include "storage/server/program.h"

namespace klytics::storage {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

// The address of a unix socket has 108 bytes, of which "/.s.PGSQL.5432.lock" takes 19.
constexpr std::size_t kSocketFolderLimit = 80;
constexpr const char* kServerAccount = "postgres";  // of root's server
constexpr auto kLockLimit = 11min;                  // longer than a start may take

[[noreturn]] void fail(const fs::path& path, std::string_view action) {
  throw Error(ErrorKind::kOutput, fmt::format("cannot {} {}: {}", action, path.string(), std::strerror(errno)));
}

bool may_search(const Identity& identity, const struct stat& folder) {
  if (folder.st_uid == identity.user) return (folder.st_mode & S_IXUSR) != 0;
  bool in_group = folder.st_gid == identity.group;
  for (const gid_t group : identity.groups) in_group = in_group || folder.st_gid == group;
  return (folder.st_mode & (in_group ? S_IXGRP : S_IXOTH)) != 0;
}

// Whether the account can get to `path`; what does not exist yet will be made so that it can.
bool can_reach(const Identity& identity, const fs::path& path) {
  fs::path folder;
  for (const fs::path& part : path.parent_path()) {
    folder /= part;
    struct stat status {};
    if (stat(folder.c_str(), &status) != 0) return errno == ENOENT;
    if (!may_search(identity, status)) return false;
  }
  return true;
}

std::optional<Identity> server_identity() {
  if (geteuid() != 0) return std::nullopt;
  if (std::optional<Identity> identity = identity_of(kServerAccount)) return identity;
  throw Error(ErrorKind::kConfiguration, "PostgreSQL does not run as root, and there is no account postgres",
              "install the package postgresql, run klytics as another user, or set KLYTICS_DATABASE_URL");
}

fs::path data_home() {
  const char* xdg = std::getenv("XDG_DATA_HOME");
  // The specification says to ignore a relative path.
  if (xdg != nullptr && *xdg == '/') return xdg;
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home != '/') {
    const passwd* entry = getpwuid(geteuid());
    if (entry == nullptr || entry->pw_dir == nullptr || *entry->pw_dir != '/')
      throw Error(ErrorKind::kConfiguration, "there is no home folder for the private database",
                  "set HOME or XDG_DATA_HOME, or KLYTICS_DATABASE_URL");
    home = entry->pw_dir;
  }
  return fs::path(home) / ".local" / "share";
}

// Makes a folder that only `owner` may enter, or checks that an existing one is so.
void make_private_folder(const fs::path& path, uid_t owner, gid_t group) {
  if (mkdir(path.c_str(), 0700) == 0) {
    if (geteuid() == 0 && chown(path.c_str(), owner, group) != 0) fail(path, "give away");
    return;
  }
  if (errno != EEXIST) fail(path, "create");
  struct stat status {};
  if (lstat(path.c_str(), &status) != 0) fail(path, "look at");
  if (!S_ISDIR(status.st_mode) || status.st_uid != owner || (status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    throw Error(ErrorKind::kConfiguration,
                fmt::format("{} is not a folder that only the private database may enter", path.string()),
                "remove it, or give it mode 0700 and its owner back");
}

void make_folders(const PrivateServerLocation& location, const std::optional<Identity>& identity) {
  const fs::path parent = location.home.parent_path();
  fs::path folder;
  for (const fs::path& part : parent) {
    folder /= part;
    // Root's server runs as somebody else, who must get through; other users keep their folders to themselves.
    if (mkdir(folder.c_str(), identity ? 0755 : 0700) == 0) {
      if (identity && chmod(folder.c_str(), 0755) != 0) fail(folder, "open");
    } else if (errno != EEXIST && !fs::is_directory(folder)) {
      fail(folder, "create");
    }
  }
  const uid_t owner = identity ? identity->user : geteuid();
  const gid_t group = identity ? identity->group : getegid();
  make_private_folder(location.home, owner, group);
  make_private_folder(location.socket, owner, group);
}

// flock(2) on a file of its own; the kernel gives it back when the process dies.
class FileLock {
 public:
  explicit FileLock(const fs::path& path)
      : path_(path), descriptor_(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (descriptor_ < 0) fail(path, "open");
  }
  ~FileLock() { close(descriptor_); }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

  bool try_lock(int operation) {
    while (flock(descriptor_, operation | LOCK_NB) != 0) {
      if (errno == EWOULDBLOCK) return false;
      if (errno != EINTR) fail(path_, "lock");
    }
    return true;
  }
  void lock(int operation) {
    const auto deadline = std::chrono::steady_clock::now() + kLockLimit;
    while (!try_lock(operation)) {
      if (std::chrono::steady_clock::now() > deadline)
        throw Error(ErrorKind::kTryLater, "another klytics command is still starting or stopping the private database");
      std::this_thread::sleep_for(20ms);
    }
  }
  void unlock() { flock(descriptor_, LOCK_UN); }

 private:
  fs::path path_;
  int descriptor_;
};

// "change.lock" is held exclusively while the server starts or stops. "lease.lock" is held shared by every command that
// uses the server; whoever holds the first and gets the second exclusively is alone.
fs::path change_lock(const PrivateServerLocation& location) { return location.home / "change.lock"; }
fs::path lease_lock(const PrivateServerLocation& location) { return location.home / "lease.lock"; }
fs::path hold_file(const PrivateServerLocation& location) { return location.home / "held"; }

Postmaster postmaster_at(const PrivateServerLocation& location) {
  return {location.home / "data", location.socket, location.home / "postgres.log", server_identity()};
}

Secret url_of(const PrivateServerLocation& location, std::string_view database) {
  std::string folder;
  for (const char c : location.socket.string()) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '/' || c == '-' || c == '_' || c == '.';
    folder += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return Secret(fmt::format("postgresql:///{}?host={}&port=5432&user=klytics", database, folder));
}

void ensure_database(const PrivateServerLocation& location) {
  Connection connection(url_of(location, "postgres"), "klytics: private server");
  if (!connection.query("queries/server/has_database").boolean(0, 0))
    connection.query("queries/server/create_database");
}

bool has_other_clients(const PrivateServerLocation& location) {
  Connection connection(url_of(location, "postgres"), "klytics: private server");
  return connection.query("queries/server/other_clients").integer(0, 0) > 0;
}

}  // namespace

PrivateServerLocation private_server_location() {
  PrivateServerLocation location;
  location.home = (data_home() / "klytics" / "postgres").lexically_normal();
  const std::optional<Identity> identity = server_identity();
  if (identity && !can_reach(*identity, location.home)) location.home = "/var/lib/klytics/postgres";
  location.socket = location.home / "socket";
  if (location.socket.string().size() > kSocketFolderLimit)
    location.socket = fmt::format("/tmp/klytics-{}-{}", identity ? identity->user : geteuid(),
                                  sha256_hex(location.home.string()).substr(0, 8));
  return location;
}

struct PrivateServer::Lease {
  explicit Lease(const PrivateServerLocation& location_)
      : location(location_),
        postmaster(postmaster_at(location_)),
        change(change_lock(location_)),
        use(lease_lock(location_)) {}

  void take() {
    change.lock(LOCK_EX);
    postmaster.create();
    if (!postmaster.process()) unlink(hold_file(location).c_str());  // it was the last server that was held
    postmaster.start();
    use.lock(LOCK_SH);
    ensure_database(location);
    change.unlock();
  }

  void give_back() {
    change.lock(LOCK_EX);
    use.unlock();
    const bool alone = use.try_lock(LOCK_EX);
    if (alone && postmaster.process() && !fs::exists(hold_file(location)) && !has_other_clients(location))
      postmaster.stop();
    use.unlock();
    change.unlock();
  }

  PrivateServerLocation location;
  Postmaster postmaster;
  FileLock change, use;
};

PrivateServer::PrivateServer(const PrivateServerLocation& location) : url_(url_of(location, "klytics")) {
  forget_libpq_environment();
  make_folders(location, server_identity());
  lease_ = std::make_unique<Lease>(location);
  lease_->take();
}

PrivateServer::~PrivateServer() {
  try {
    lease_->give_back();
  } catch (const std::exception&) {
    // The server runs on without harm; the next command that leaves stops it.
  }
}

void PrivateServer::hold() {
  const int descriptor = open(hold_file(lease_->location).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) fail(hold_file(lease_->location), "create");
  close(descriptor);
}

bool PrivateServer::stop(const PrivateServerLocation& location, bool force) {
  std::error_code ignored;
  if (!fs::exists(location.home / "data", ignored)) return false;
  FileLock change(change_lock(location)), use(lease_lock(location));
  change.lock(LOCK_EX);
  if (!use.try_lock(LOCK_EX) && !force)
    throw Error(ErrorKind::kTryLater, "another klytics command uses the private database",
                "wait for it, or klytics db stop --force");
  unlink(hold_file(location).c_str());
  const Postmaster postmaster = postmaster_at(location);
  const bool running = postmaster.process().has_value();
  postmaster.stop();
  return running;
}

}  // namespace klytics::storage
