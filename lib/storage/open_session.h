// Opens a libpq session within a fixed time.
#pragma once

#include <libpq-fe.h>

#include <chrono>
#include <memory>
#include <string_view>

#include "core/secret.h"

namespace klytics::storage {

struct SessionCloser {
  void operator()(PGconn* session) const { PQfinish(session); }
};
using Session = std::unique_ptr<PGconn, SessionCloser>;

/// Opens a session at `url` (libpq URL or key=value string; what it leaves out comes from libpq's environment
/// variables, service and password files). Several hosts are tried in order and share `time_limit`, which covers
/// everything but name resolution. Throws Error(kConfiguration) for a URL that cannot be parsed, kUnavailable when no
/// host accepts.
Session open_session(const Secret& url, std::string_view application_name, std::chrono::milliseconds time_limit);

}  // namespace klytics::storage
