// How failures of PostgreSQL become klytics::Error: the kind by SQLSTATE, the text redacted and on one line.
#pragma once

#include <string>
#include <string_view>

#include "core/error.h"

namespace klytics::storage {

/// The Error for a refused statement. `sqlstate` is five characters, or empty when the server gave none; `message` is
/// libpq's text, of which the first line is kept (details may hold personal data); `statement` names the statement.
///
/// | SQLSTATE | kind |
/// |---|---|
/// | 08, 57P, 53 (connection, shutdown, too many clients), 28 (login), 3D (no such database), 25006 | kUnavailable |
/// | 22, 23 (value, constraint) | kBadData |
/// | 42501 (privilege), 0LP01 | kConfiguration: only the role's owner can change it |
/// | 40, 55P03, 57014 (deadlock, lock, cancelled) | kTryLater |
/// | 53100, 58 (disk full, input and output of the server), XX001, XX002 | kIo |
/// | anything else | kInternal |
Error database_error(std::string_view sqlstate, std::string_view message, std::string_view statement);

/// The Error for a session that ended in the middle. `in_doubt` says that a commit may or may not have happened.
Error connection_lost(std::string_view message, bool in_doubt = false);

/// The Error for a session that could not be opened; `message` names the addresses that were tried.
Error connection_refused(std::string_view message);

}  // namespace klytics::storage
