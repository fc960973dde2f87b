// The folder that export publishes into: releases beside each other, one of them current. A reader sees the old tree or
// the new one, never a mixture, whatever fails or is killed.
#pragma once

#include <filesystem>
#include <string>

#include "core/time.h"
#include "presentation/render/snapshot.h"

namespace klytics::presentation {

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

  /// Writes the snapshot into an unfinished folder and makes it durable. Readers do not see it. Returns the name of the
  /// release that it is to become.
  std::string stage(const Snapshot& snapshot, Instant now);
  /// Makes a staged release the current one: two renames, the second of which readers see.
  void make_current(const std::string& release);
  /// Removes the oldest releases, so that the current one and `keep` others are left; the current one is never removed.
  /// Returns how many were removed.
  int prune(int keep);

  const std::filesystem::path& path() const { return out_; }

 private:
  std::filesystem::path out_;
  int lock_ = -1;
};

}  // namespace klytics::presentation
