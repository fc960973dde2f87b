#include "storage/postgres/database_error.h"

#include <fmt/format.h>

#include <array>

#include "core/secret.h"

namespace klytics::storage {
namespace {

struct Rule {
  std::string_view sqlstate_prefix;
  ErrorKind kind;
  std::string_view text;
  std::string_view hint;
};

// The first match wins: single codes stand before their class.
constexpr std::array kRules = std::to_array<Rule>({
    {"53100", ErrorKind::kIo, "the database server's disk is full", "free space on the server, then run again"},
    {"57014", ErrorKind::kTryLater, "the statement was cancelled", "see statement_timeout of the database"},
    {"55P03", ErrorKind::kTryLater, "a lock of the database is held by another session", "run again later"},
    {"25006", ErrorKind::kUnavailable, "the database is read-only", "connect to the primary server"},
    {"42501", ErrorKind::kConfiguration, "the database role lacks a privilege",
     "let the role own the schema or grant it the privilege"},
    {"0LP01", ErrorKind::kConfiguration, "the database role lacks a privilege",
     "let the role own the schema or grant it the privilege"},
    {"42P01", ErrorKind::kInternal, "the database refused a statement", "run klytics migrate when it was not run yet"},
    {"XX001", ErrorKind::kIo, "the database server found corrupt data", "restore the database from a backup"},
    {"XX002", ErrorKind::kIo, "the database server found corrupt data", "restore the database from a backup"},
    {"08", ErrorKind::kUnavailable, "the connection to the database was lost", "run again: what is committed is kept"},
    {"57P", ErrorKind::kUnavailable, "the database server ended the session", "run again: what is committed is kept"},
    {"53", ErrorKind::kUnavailable, "the database server is out of resources", "run again later"},
    {"28", ErrorKind::kUnavailable, "the database refused the login", "check user and password of the database URL"},
    {"3D", ErrorKind::kUnavailable, "the database does not exist", "create it, or correct the database URL"},
    {"22", ErrorKind::kBadData, "the database refused a value", ""},
    {"23", ErrorKind::kBadData, "the database refused a row", ""},
    {"40", ErrorKind::kTryLater, "the transaction met another one", "run again"},
    {"58", ErrorKind::kIo, "the database server failed to read or write", "see the server's log"},
});

// libpq's "ERROR:  text\nDETAIL: ..." as "text".
std::string first_line(std::string_view message) {
  for (const std::string_view severity : {"ERROR:", "FATAL:", "PANIC:"})
    if (message.starts_with(severity)) message.remove_prefix(severity.size());
  while (message.starts_with(' ') || message.starts_with('\n')) message.remove_prefix(1);
  return redact(message.substr(0, message.find('\n')));
}

// libpq tells of every address it tried on a line of its own; all of them matter.
std::string one_line(std::string_view message) {
  std::string out;
  for (const char c : message) {
    if (c == '\n' || c == '\t') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += c;
    }
  }
  while (out.ends_with(' ')) out.pop_back();
  return redact(out);
}

}  // namespace

Error database_error(std::string_view sqlstate, std::string_view message, std::string_view statement) {
  Rule rule{"", ErrorKind::kInternal, "the database refused a statement", ""};
  for (const Rule& candidate : kRules) {
    if (!sqlstate.starts_with(candidate.sqlstate_prefix)) continue;
    rule = candidate;
    break;
  }
  return Error(rule.kind,
               fmt::format("{}: {} (SQLSTATE {}, {})", rule.text, first_line(message),
                           sqlstate.empty() ? "unknown" : sqlstate, statement),
               std::string(rule.hint));
}

Error connection_lost(std::string_view message, bool in_doubt) {
  if (in_doubt)
    return Error(ErrorKind::kUnavailable,
                 "the connection to the database was lost during a commit: " + first_line(message),
                 "run again: it finds out what was committed");
  return Error(ErrorKind::kUnavailable, "the connection to the database was lost: " + first_line(message),
               "run again: what is committed is kept");
}

Error connection_refused(std::string_view message) {
  // libpq gives no SQLSTATE for a session that was never opened, only the server's text in the server's language.
  std::string hint = "check that the server runs and that the database URL is right";
  if (message.find("authentication") != std::string_view::npos || message.find("password") != std::string_view::npos)
    hint = "check user and password of the database URL";
  else if (message.find("does not exist") != std::string_view::npos)
    hint = "create the database or the role, or correct the database URL";
  return Error(ErrorKind::kUnavailable, "cannot connect to the database: " + one_line(message), hint);
}

}  // namespace klytics::storage
