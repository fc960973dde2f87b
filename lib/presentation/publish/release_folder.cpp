#include "presentation/publish/release_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <functional>
#include <set>
#include <system_error>
#include <vector>

#include "presentation/publish/durable_file.h"

namespace klytics::presentation {
namespace {

namespace fs = std::filesystem;

// Hidden, so that neither a reader nor prune() takes an unfinished folder for a release.
constexpr std::string_view kUnfinished = ".unfinished-";
constexpr std::string_view kNextLink = ".current.next";
constexpr std::size_t kHashDigits = 8;
constexpr std::size_t kMostSyncs = 50;  // a disk writes its journal at each: more take longer than everything at once

fs::path releases(const fs::path& out) { return out / "releases"; }

fs::path unfinished(const fs::path& out, const std::string& release) {
  return releases(out) / (std::string(kUnfinished) + release);
}

// "20260131T020000Z"
std::string stamp(Instant now) {
  std::string text = to_string(Instant{std::chrono::floor<std::chrono::seconds>(now)});
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

// A folder that stage() has named: 20260131T020000Z-1a2b3c4d. Nothing else is ever removed.
bool is_release_name(std::string_view name) {
  constexpr std::string_view kShape = "00000000T000000Z-xxxxxxxx";
  return std::equal(name.begin(), name.end(), kShape.begin(), kShape.end(), [](char c, char shape) {
    if (shape == '0') return std::isdigit(static_cast<unsigned char>(c)) != 0;
    if (shape == 'x') return std::isxdigit(static_cast<unsigned char>(c)) != 0;
    return c == shape;
  });
}

std::vector<std::string> entry_names(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    names.push_back(entry->path().filename().string());
  if (error) throw file_error("list", folder, error.value());
  return names;
}

void remove_tree(const fs::path& folder) {
  std::error_code error;
  fs::remove_all(folder, error);
  if (error) throw file_error("remove", folder, error.value());
}

std::string current_release(const fs::path& out) {
  std::error_code error;
  const fs::path target = fs::read_symlink(out / "current", error);
  return error ? std::string{} : target.filename().string();
}

// What a release holds, as far as its name tells.
std::string content_of(const std::string& release) {
  return release.substr(std::min(release.find('-'), release.size()));
}

// All releases but the current one, newest first.
std::vector<std::string> other_releases(const fs::path& out, const std::string& current) {
  std::vector<std::string> others;
  for (std::string& name : entry_names(releases(out)))
    if (is_release_name(name) && name != current) others.push_back(std::move(name));
  std::sort(others.begin(), others.end(), std::greater<>());
  return others;
}

// Compared by bytes, not by what a manifest says of them: a file that was damaged must not live on.
bool holds(const fs::path& path, std::string_view bytes) {
  std::error_code error;
  if (!fs::is_regular_file(path, error) || fs::file_size(path, error) != bytes.size() || error) return false;
  return read_file(path) == bytes;
}

// False on a file system without links, or beyond its number of links.
bool try_link(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::create_hard_link(from, to, error);
  return !error;
}

int lock_folder(const fs::path& out) {
  const fs::path path = out / ".lock";
  const int lock = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock < 0) throw file_error("create", path, errno);
  if (::flock(lock, LOCK_EX | LOCK_NB) == 0) return lock;
  const int error_number = errno;
  ::close(lock);
  if (error_number == EWOULDBLOCK)
    throw Error(ErrorKind::kTryLater, fmt::format("another export is writing into {}", out.string()),
                "wait until it has finished");
  throw file_error("lock", path, error_number);
}

}  // namespace

ReleaseFolder::ReleaseFolder(fs::path out) : out_(std::move(out)) {
  create_folders(releases(out_));
  const fs::path current = out_ / "current";
  std::error_code error;
  const fs::file_status status = fs::symlink_status(current, error);
  if (fs::exists(status) && !fs::is_symlink(status))
    throw Error(ErrorKind::kOutput, fmt::format("{} is not a link made by klytics", current.string()),
                "move it away, or name another folder with --out");
  lock_ = lock_folder(out_);
  try {
    for (const std::string& name : entry_names(releases(out_)))
      if (name.starts_with(kUnfinished)) remove_tree(releases(out_) / name);
  } catch (...) {
    ::close(lock_);
    throw;
  }
}

ReleaseFolder::~ReleaseFolder() { ::close(lock_); }

StagedRelease ReleaseFolder::stage(const Snapshot& snapshot, Instant now) {
  StagedRelease staged;
  // Two exports of the same data within one second: the later takes the next free second.
  do {
    staged.name = stamp(now) + "-" + snapshot.content_hash.substr(0, kHashDigits);
    now += std::chrono::seconds{1};
  } while (fs::exists(releases(out_) / staged.name));
  const fs::path folder = unfinished(out_, staged.name);
  const fs::path current = out_ / "current";
  std::set<fs::path> folders{folder};
  std::vector<fs::path> written;
  for (const Document& file : snapshot.files) {
    const fs::path path = folder / file.path;
    if (const fs::path parent = path.parent_path(); parent == folder || !folders.contains(parent)) {
      create_folders(parent);
      for (fs::path above = parent; above != folder; above = above.parent_path()) folders.insert(above);
    }
    if (holds(current / file.path, file.body) && try_link(current / file.path, path)) {
      ++staged.unchanged;
      continue;
    }
    write_new_file(path, file.body);
    written.push_back(path);
  }
  // Only now, so that the kernel could write many files at once.
  if (written.size() > kMostSyncs) {
    sync_file_system(folder);
    return staged;
  }
  for (const fs::path& path : written) sync(path);
  for (const fs::path& path : folders) sync(path);
  return staged;
}

void ReleaseFolder::make_current(const std::string& staged) {
  rename_over(unfinished(out_, staged), releases(out_) / staged);
  sync(releases(out_));
  switch_to(staged);
}

void ReleaseFolder::switch_to(const std::string& release) {
  const fs::path next = out_ / kNextLink;
  std::error_code error;
  fs::remove(next, error);  // of a run that was killed right here; a real obstacle shows in the next call
  fs::create_directory_symlink(fs::path("releases") / release, next, error);
  if (error) throw file_error("create the link", next, error.value());
  rename_over(next, out_ / "current");
  sync(out_);
}

int ReleaseFolder::prune(int keep) {
  const std::string current = current_release(out_);
  std::set<std::string> contents{content_of(current)};
  int left = std::max(keep, 0);
  int removed = 0;
  bool replaced_last = true;
  for (const std::string& name : other_releases(out_, current)) {
    const bool repeated = !contents.insert(content_of(name)).second;
    if (left > 0 && (!repeated || replaced_last)) {
      --left;
    } else {
      remove_tree(releases(out_) / name);
      ++removed;
    }
    replaced_last = false;
  }
  return removed;
}

std::string ReleaseFolder::previous_release() const {
  const std::string current = current_release(out_);
  for (const std::string& name : other_releases(out_, current))
    if (name < current && content_of(name) != content_of(current)) return name;
  return {};
}

}  // namespace klytics::presentation
