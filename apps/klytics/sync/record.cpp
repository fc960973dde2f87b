#include "sync/record.h"

#include <unistd.h>

#include <array>
#include <nlohmann/json.hpp>

#include "core/secret.h"
#include "storage/account.h"
#include "storage/audit_log.h"

namespace klytics::app {
namespace {

using collection::ResourceReport;

constexpr std::string_view kVerb = "sync";

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

storage::RunStart run_start(const Context& context, const std::string& account_id) {
  nlohmann::ordered_json settings = nlohmann::ordered_json::object();
  for (const EffectiveSetting& setting : effective_settings(context.settings)) settings[setting.key] = setting.value;
  storage::RunStart start;
  start.verb = kVerb;
  start.account_id = account_id;
  start.version = KLYTICS_VERSION;
  start.host = host_name();
  start.process_id = static_cast<int>(::getpid());
  start.settings_json = settings.dump();
  return start;
}

storage::Outcome outcome_of(const ResourceReport& report, bool interrupted) {
  if (report.status == ResourceReport::Status::kDone) return storage::Outcome::kDone;
  if (report.status == ResourceReport::Status::kSkipped) return storage::Outcome::kSkipped;
  if (report.status == ResourceReport::Status::kPostponed) return storage::Outcome::kPostponed;
  return interrupted ? storage::Outcome::kInterrupted : storage::Outcome::kFailed;
}

}  // namespace

SyncRecord::SyncRecord(storage::Connection& connection, const Context& context, const std::string& account_id,
                       const storage::AccountLock::Pause& pause)
    : connection_(connection),
      account_id_(account_id),
      lock_(connection, std::string(kVerb), account_id, pause),
      ledger_(connection, run_start(context, account_id)) {}

void SyncRecord::resources(const collection::SyncReport& report) {
  for (const ResourceReport& resource : report.resources)
    ledger_.finish_resource(resource.resource, outcome_of(resource, report.interrupted), resource.counts.requests,
                            resource.warning.empty() ? std::nullopt : std::optional(resource.warning));
}

void SyncRecord::succeed(std::string_view label) {
  if (!label.empty()) storage::label_account(connection_, account_id_, label);
  close(storage::Outcome::kDone, 0, std::nullopt);
}

void SyncRecord::interrupt(int exit_code) { close(storage::Outcome::kInterrupted, exit_code, std::nullopt); }

void SyncRecord::fail(const Error& error) noexcept {
  try {
    close(storage::Outcome::kFailed, exit_code(error.kind()), redact(error.what()));
  } catch (...) {  // the failure itself may be that of the database: it is the one to report
  }
}

void SyncRecord::close(storage::Outcome outcome, int exit_code, const std::optional<std::string>& message) {
  ledger_.finish(outcome, exit_code, message);
  const nlohmann::ordered_json detail = {{"run_id", ledger_.run_id()}, {"exit_code", exit_code}};
  storage::append_audit(connection_, kVerb, account_id_, detail.dump());
}

}  // namespace klytics::app
