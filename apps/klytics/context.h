// Everything a verb needs from outside: settings, clock, streams, the database. Tests replace any of it.
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string_view>

#include "core/settings.h"
#include "core/time.h"
#include "log.h"
#include "storage/connection.h"
#include "storage/private_server.h"

namespace klytics::app {

struct Context {
  Settings settings;
  std::ostream& out;  // the result
  Log& log;           // stderr
  std::function<Instant()> now;

  /// Opens a session. Without a configured URL it starts the private server on first use and keeps it until the end of
  /// the process. Throws Error(kUnavailable) within 10 seconds when nothing answers.
  storage::Connection connect(std::string_view stage);
  /// The URL that connect() uses; starts the private server when there is none configured.
  const Secret& database_url();
  /// Reads the key's file when the settings name one. Throws Error(kConfiguration) when there is no key.
  const Secret& api_key();

 private:
  std::unique_ptr<storage::PrivateServer> private_server_;
  Secret private_url_;
};

}  // namespace klytics::app
