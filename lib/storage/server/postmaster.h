// One PostgreSQL data folder and the server process that runs on it. The caller holds the lock that keeps others away.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>

#include "storage/server/program.h"

namespace klytics::storage {

struct Postmaster {
  std::filesystem::path data;    // the data folder
  std::filesystem::path socket;  // the folder of the unix socket, private to the server's account
  std::filesystem::path log;     // what the server and initdb say
  std::optional<Identity> identity;

  /// The process that runs on the data folder; nullopt when there is none, even if a killed one left its pid file.
  std::optional<pid_t> process() const;

  /// Makes the data folder when there is none: completely or not at all. The superuser is "klytics", the encoding
  /// UTF-8, the collation C. Takes one to three seconds.
  void create() const;

  /// Starts the server and waits until it accepts sessions, also through crash recovery. Throws Error(kUnavailable)
  /// with the log's last lines when it ends instead, or takes longer than ten minutes.
  void start() const;

  /// Stops in fast mode: sessions end, a checkpoint is written. Waits for the end of the process.
  /// Throws Error(kUnavailable) when it takes longer than two minutes.
  void stop() const;
};

}  // namespace klytics::storage
