#include "forget_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "privacy.h"
#include "storage/account.h"
#include "storage/account_lock.h"
#include "storage/forget.h"
#include "storage/migrator.h"
#include "storage/run_ledger.h"

namespace klytics::app {
namespace {

class ForgetCommand : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.add_option("--email", email_, "The person's email address")->type_name("ADDRESS");
    app.add_option("--id", id_, "The profile's id in Klaviyo")->type_name("ID");
    app.add_flag("--dry-run", dry_run_, "Say what would be removed; change nothing");
  }

  void validate() const override {
    if (email_.empty() == id_.empty())
      throw Error(ErrorKind::kUsage, "whom to forget is said by one of --email and --id");
    if (!email_.empty() && collection::find_email(collection::canonical_email(email_)) !=
                               std::pair<std::size_t, std::size_t>(0, collection::canonical_email(email_).size()))
      throw Error(ErrorKind::kUsage, "--email takes one address, such as ann@example.com");
  }

  int run(Context& context) override {
    storage::Connection connection = context.connect("forget");
    storage::require_current(connection);
    const Account account = storage::find_account(connection, context.settings.account);
    Privacy privacy(context.settings, connection, account.id);
    if (privacy.salt().empty())
      throw Error(ErrorKind::kConfiguration, "there is no salt to remember with whom to keep out",
                  "set KLYTICS_PRIVACY_SALT_FILE, or salt_file in [privacy]; make one with: openssl rand -hex 32");
    const storage::ForgetRequest request{account.id, id_, email_, email_.empty() ? "" : privacy.stored_email(email_),
                                         dry_run_};
    const storage::AccountLock lock(connection, "sync", account.id);
    print(context.summary(), dry_run_ ? storage::forget(connection, request, privacy.people(), privacy.salt())
                                      : recorded_run(context, connection, request, privacy));
    return 0;
  }

 private:
  // The run stands in the ledger whatever its end.
  static storage::ForgetReport recorded_run(const Context& context, storage::Connection& connection,
                                            const storage::ForgetRequest& request, Privacy& privacy) {
    nlohmann::ordered_json settings;
    for (const EffectiveSetting& setting : effective_settings(context.settings)) settings[setting.key] = setting.value;
    storage::RunLedger ledger(connection, {.verb = "forget",
                                           .account_id = request.account_id,
                                           .version = KLYTICS_VERSION,
                                           .host = {},
                                           .process_id = ::getpid(),
                                           .settings_json = settings.dump()});
    try {
      const storage::ForgetReport report = storage::forget(connection, request, privacy.people(), privacy.salt());
      ledger.finish(storage::Outcome::kDone, 0);
      return report;
    } catch (const Error& error) {
      ledger.finish(storage::Outcome::kFailed, exit_code(error.kind()), error.what());
      throw;
    }
  }

  void print(std::ostream& out, const storage::ForgetReport& report) const {
    if (dry_run_) out << "would be done:\n";
    const std::pair<const char*, std::int64_t> lines[] = {
        {"profiles without a name", report.profiles}, {"memberships without a name", report.memberships},
        {"events under a pseudonym", report.events},  {"facts under a pseudonym", report.facts},
        {"mentions removed", report.mentions},        {"quarantined records removed", report.quarantined},
        {"stored pages rewritten", report.pages}};
    for (const auto& [what, count] : lines) out << fmt::format("{:<28} {:>8}\n", what, count);
  }

  std::string email_, id_;
  bool dry_run_ = false;
};

}  // namespace

std::unique_ptr<Command> make_forget_command() { return std::make_unique<ForgetCommand>(); }

}  // namespace klytics::app
