#include "presentation/publish/durable_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace klytics::presentation {
namespace {

// A file descriptor that is closed on every way out.
class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags, std::string_view action)
      : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0666)) {
    if (descriptor_ < 0) throw file_error(action, path, errno);
  }
  ~Descriptor() { ::close(descriptor_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

}  // namespace

Error file_error(std::string_view action, const std::filesystem::path& path, int error_number) {
  const std::string message =
      fmt::format("cannot {} {}: {}", action, path.string(), std::generic_category().message(error_number));
  switch (error_number) {
    case EACCES:
    case EPERM:
    case EROFS:
    case ENOTDIR:
    case EISDIR:
    case EEXIST:
    case ENOENT:
    case ELOOP:
    case ENAMETOOLONG:
      return Error(ErrorKind::kOutput, message, "name a folder that this user can write with --out");
    default:
      return Error(ErrorKind::kIo, message);
  }
}

void create_folders(const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) throw file_error("create the folder", path, error.value());
}

void write_new_file(const std::filesystem::path& path, std::string_view bytes) {
  const Descriptor file(path, O_WRONLY | O_CREAT | O_EXCL, "create");
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw file_error("write", path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::string read_file(const std::filesystem::path& path) {
  const Descriptor file(path, O_RDONLY, "open");
  std::string bytes;
  char piece[64 * 1024];
  while (true) {
    const ssize_t got = ::read(file.get(), piece, sizeof piece);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw file_error("read", path, errno);
    if (got == 0) return bytes;
    bytes.append(piece, static_cast<std::size_t>(got));
  }
}

void sync(const std::filesystem::path& path) {
  const Descriptor file(path, O_RDONLY, "open");
  if (::fsync(file.get()) != 0) throw file_error("write", path, errno);
}

void sync_file_system(const std::filesystem::path& folder) {
  const Descriptor file(folder, O_RDONLY, "open");
  if (::syncfs(file.get()) != 0) throw file_error("write", folder, errno);
}

void rename_over(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) throw file_error("replace", to, errno);
}

}  // namespace klytics::presentation
