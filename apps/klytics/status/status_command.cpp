#include "status/status_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "core/error.h"
#include "presentation/status_reader.h"
#include "status/checks.h"
#include "storage/account.h"
#include "storage/migrator.h"

namespace klytics::app {
namespace {

class StatusCommand : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.add_flag("--json", json_, "As one JSON object");
    app.add_flag("--check", check_, "Check instead that events and facts agree, and say which checks hold");
  }

  int run(Context& context) override {
    storage::Connection connection = context.connect("status");
    storage::require_current(connection);
    const Account account = storage::find_account(connection, context.settings.account);
    if (check_) {
      report_checks(context, connection, account, json_);
      return 0;
    }
    const presentation::Status status = presentation::read_status(
        connection, account, context.now(), context.settings.max_age_hours, context.settings.quota_share);
    context.out << (json_ ? presentation::status_json(status) : presentation::status_text(status));
    if (status.broken_audit_row)
      throw Error(ErrorKind::kBadData,
                  fmt::format("the audit log's chain is broken at row {}", *status.broken_audit_row),
                  "somebody changed or removed rows: compare with a dump");
    return 0;
  }

 private:
  bool json_ = false;
  bool check_ = false;
};

}  // namespace

std::unique_ptr<Command> make_status_command() { return std::make_unique<StatusCommand>(); }

}  // namespace klytics::app
