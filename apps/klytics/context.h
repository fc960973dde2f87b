// Everything a verb needs from outside: settings, clock, streams, the database. Tests replace any of it.
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string_view>

#include "core/settings.h"
#include "core/time.h"
#include "log.h"
#include "storage/postgres/connection.h"
#include "storage/server/private_server.h"

namespace klytics::app {

class Context {
 public:
  Context(Settings settings_, std::ostream& out_, Log& log_, std::function<Instant()> now_)
      : settings(std::move(settings_)), out(out_), log(log_), now(std::move(now_)) {}

  Settings settings;
  std::ostream& out;  // the result
  /// Where a verb that writes elsewhere says what it did: `out`, or nowhere with --quiet, so that cron sends no mail.
  std::ostream& summary() { return log.verbosity() == Verbosity::kQuiet ? nowhere_ : out; }
  Log& log;  // stderr
  std::function<Instant()> now;

  /// Opens a session. Without a configured URL it starts the private server on first use and keeps it until the end of
  /// the process. Throws Error(kUnavailable) within 10 seconds when nothing answers.
  storage::Connection connect(std::string_view stage);
  /// The URL that connect() uses; starts the private server when there is none configured.
  const Secret& database_url();
  /// The private server's lease; nullptr when a database is configured. Starts the server.
  storage::PrivateServer* private_server();
  /// Leaves the private server, so that the next connection finds or starts one again: for a verb that goes on after
  /// the server has died.
  void leave_private_server() { private_server_.reset(); }
  /// Reads the key's file when the settings name one. Throws Error(kConfiguration) when there is no key, or when others
  /// may read its file.
  const Secret& api_key();

 private:
  std::ostream nowhere_{nullptr};
  std::unique_ptr<storage::PrivateServer> private_server_;
};

}  // namespace klytics::app
