// The folder that export publishes into: releases beside each other, one of them current. A reader sees the old tree or
// the new one, never a mixture, whatever fails or is killed.
#pragma once

#include <filesystem>
#include <string>

#include "core/time.h"
#include "presentation/render/snapshot.h"

namespace klytics::presentation {

/// A release that is written and not yet visible.
struct StagedRelease {
  std::string name;
  std::size_t unchanged = 0;  // files whose bytes are those of the current release: linked, not written
};

/// OUT/releases/<UTC stamp>-<8 digits of the content hash>/..., OUT/current -> releases/<one of them>, OUT/.lock.
/// All failures are Error: kOutput when the place cannot be written (permission, read-only, not a folder), kIo when
/// writing began and failed (disk full, IO error), kTryLater when another export holds the folder.
class ReleaseFolder {
 public:
  /// Creates OUT where needed, locks it until the end of this object (the kernel unlocks it for a process that dies),
  /// and removes what a killed run left unfinished.
  explicit ReleaseFolder(std::filesystem::path out);
  ~ReleaseFolder();
  ReleaseFolder(const ReleaseFolder&) = delete;
  ReleaseFolder& operator=(const ReleaseFolder&) = delete;

  /// Writes what changed into an unfinished folder and makes it durable; a file that equals the current release's is
  /// another name of it (a hard link, where the file system has them). Readers do not see it.
  StagedRelease stage(const Snapshot& snapshot, Instant now);
  /// Makes a staged release the current one: two renames, the second of which readers see.
  void make_current(const std::string& staged);
  /// Removes old releases, so that the current one and `keep` others are left: the one that was replaced last, where a
  /// reader may still be, and of every older content its newest release. Returns how many were removed.
  int prune(int keep);

  /// The newest release older than the current one with other content; empty when there is none.
  std::string previous_release() const;
  /// Makes a release that is there the current one.
  void switch_to(const std::string& release);

  const std::filesystem::path& path() const { return out_; }

 private:
  std::filesystem::path out_;
  int lock_ = -1;
};

}  // namespace klytics::presentation
