// Opens a libpq session within a fixed time.
#pragma once

#include <libpq-fe.h>

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "core/secret.h"

namespace klytics::storage {

struct SessionCloser {
  void operator()(PGconn* session) const { PQfinish(session); }
};
using Session = std::unique_ptr<PGconn, SessionCloser>;

/// The options that a libpq URL or key=value string sets, by libpq's keyword. Throws Error(kConfiguration) when it
/// cannot be parsed, without quoting it.
std::map<std::string, std::string> parse_connection_options(const Secret& url);

/// Opens a session at `url` (libpq URL or key=value string; what it leaves out comes from libpq's environment
/// variables, service and password files). Several hosts are tried in order and share `time_limit`, which covers
/// everything but name resolution. Throws Error(kConfiguration) for a URL that cannot be parsed, kUnavailable when no
/// host accepts.
Session open_session(const Secret& url, std::string_view application_name, std::chrono::milliseconds time_limit);

}  // namespace klytics::storage
