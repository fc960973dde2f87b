#include "storage/run_ledger.h"

#include "core/error.h"
#include "core/secret.h"

namespace klytics::storage {
namespace {

std::string_view text_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::kDone:
      return "done";
    case Outcome::kSkipped:
      return "skipped";
    case Outcome::kPostponed:
      return "postponed";
    case Outcome::kFailed:
      return "failed";
    case Outcome::kInterrupted:
      return "interrupted";
  }
  throw Error(ErrorKind::kInternal, "an outcome without a name");
}

std::optional<std::string> redacted(const std::optional<std::string>& text) {
  return text ? std::optional(redact(*text)) : std::nullopt;
}

}  // namespace

RunLedger::RunLedger(Connection& connection, const RunStart& start) : connection_(connection), verb_(start.verb) {
  connection_.transaction([&] {
    run_id_ = connection_
                  .query("queries/runs/begin", {start.verb, start.account_id, start.version, start.host,
                                                start.process_id, start.settings_json})
                  .integer(0, 0);
    connection_.query("queries/runs/hold", {run_id_});  // before anybody else can see the run
    connection_.query("queries/runs/mark_interrupted", {start.verb, start.account_id, run_id_});
  });
}

RunLedger::~RunLedger() {
  try {
    connection_.query("queries/runs/release", {run_id_});
  } catch (const Error&) {
    // The session is gone, and the lock with it.
  }
}

void RunLedger::set_account(std::string_view account_id) {
  connection_.transaction([&] {
    connection_.query("queries/runs/set_account", {run_id_, account_id});
    connection_.query("queries/runs/mark_interrupted", {verb_, account_id, run_id_});
  });
}

void RunLedger::start_resource(std::string_view resource) {
  connection_.query("queries/runs/start_resource", {run_id_, resource});
}

void RunLedger::warn(std::string_view resource, std::string_view warning) {
  connection_.query("queries/runs/warn", {run_id_, resource, redact(warning)});
}

void RunLedger::finish_resource(std::string_view resource, Outcome outcome, std::int64_t requests,
                                const std::optional<std::string>& warning) {
  connection_.query("queries/runs/finish_resource", {run_id_, resource, text_of(outcome), requests, redacted(warning)});
}

void RunLedger::finish(Outcome outcome, int exit_code, const std::optional<std::string>& message) {
  connection_.query("queries/runs/finish", {run_id_, text_of(outcome), exit_code, redacted(message)});
}

}  // namespace klytics::storage
