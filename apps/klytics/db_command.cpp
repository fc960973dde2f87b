#include "db_command.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "core/error.h"
#include "storage/server/client_program.h"
#include "storage/server/program.h"
#include "storage/server/server_programs.h"

namespace klytics::app {
namespace {

using storage::Rows;

enum class Action { kUrl, kPsql, kDump, kRestore, kStop };

// The file of a dump: written under another name and given its own when it is complete and on the disk.
class DumpFile {
 public:
  explicit DumpFile(const std::string& path) : path_(path), unfinished_(path + ".unfinished") {
    // Only for the user: a dump is full of personal data.
    descriptor_ = open(unfinished_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor_ < 0) fail();
  }
  ~DumpFile() {
    if (descriptor_ < 0) return;
    close(descriptor_);
    unlink(unfinished_.c_str());
  }
  DumpFile(const DumpFile&) = delete;
  DumpFile& operator=(const DumpFile&) = delete;

  int descriptor() const { return descriptor_; }
  void finish() {
    if (fsync(descriptor_) != 0 || rename(unfinished_.c_str(), path_.c_str()) != 0) fail();
    close(descriptor_);
    descriptor_ = -1;
  }

 private:
  [[noreturn]] void fail() const {
    throw Error(ErrorKind::kOutput, fmt::format("cannot write the dump {}: {}", path_, std::strerror(errno)));
  }

  std::string path_, unfinished_;
  int descriptor_ = -1;
};

class DbCommand : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.require_subcommand(1);
    add_action(app, "url", "Print the database's URL; the private server then runs until 'db stop'", Action::kUrl);
    add_action(app, "psql", "Open psql; arguments after -- are its own", Action::kPsql)
        ->add_option("arguments", psql_arguments_, "Arguments for psql, after --");
    add_action(app, "dump", "Write the whole database in pg_dump's custom format", Action::kDump)
        ->add_option("--out", file_, "File to write (default: standard output, also as -)")
        ->type_name("FILE");
    CLI::App* restore = add_action(app, "restore", "Read a dump into an empty database", Action::kRestore);
    restore->add_option("file", file_, "The dump to read")->required()->type_name("FILE");
    restore->add_flag("--clean", clean_, "Replace what is in the database");
    add_action(app, "stop", "Stop the private server", Action::kStop)
        ->add_flag("--force", force_, "Even while other klytics commands use it");
  }

  int run(Context& context) override {
    switch (action_) {
      case Action::kUrl:
        return print_url(context);
      case Action::kPsql:
        return open_psql(context);
      case Action::kDump:
        return dump(context);
      case Action::kRestore:
        return restore(context);
      case Action::kStop:
        return stop(context);
    }
    return exit_code(ErrorKind::kInternal);
  }

 private:
  CLI::App* add_action(CLI::App& app, const char* name, const char* summary, Action action) {
    CLI::App* subcommand = app.add_subcommand(name, summary);
    subcommand->fallthrough();
    subcommand->callback([this, action] { action_ = action; });
    return subcommand;
  }

  static int print_url(Context& context) {
    const storage::PublicUrl url = storage::public_url(context.database_url());
    context.out << url.text << '\n';
    if (url.secret_left_out) context.log.info("the URL is printed without its password");
    if (storage::PrivateServer* server = context.private_server()) {
      server->hold();
      context.log.info("the private server keeps running until: klytics db stop");
    }
    return 0;
  }

  // Runs a program of PostgreSQL's on the database, with our streams. Returns its exit code.
  static int run_client(Context& context, const std::string& name, const std::vector<std::string>& arguments,
                        int standard_output = -1) {
    // The session tells the server's version, and turns an unreachable server into our message.
    const int server_version = context.connect("db").server_version();
    const storage::ClientAccess access = storage::client_access(context.database_url());
    std::vector<std::string> all = {"--dbname=" + access.connection_string};
    all.insert(all.end(), arguments.begin(), arguments.end());
    context.out.flush();
    return storage::run_program({storage::find_client_program(name, server_version),
                                 all,
                                 access.environment,
                                 std::nullopt,
                                 {},
                                 {},
                                 standard_output});
  }

  int open_psql(Context& context) const { return run_client(context, "psql", psql_arguments_); }

  int dump(Context& context) const {
    const std::vector<std::string> arguments = {"--format=custom", "--no-owner", "--no-privileges"};
    if (file_.empty() || file_ == "-") {
      if (isatty(STDOUT_FILENO) != 0)
        throw Error(ErrorKind::kUsage, "a dump is binary and standard output is a terminal", "use --out FILE");
      const int code = run_client(context, "pg_dump", arguments);
      // A reader that went away is no failure of ours.
      return code == 128 + SIGPIPE ? 0 : check("pg_dump", code);
    }
    DumpFile file(file_);
    check("pg_dump", run_client(context, "pg_dump", arguments, file.descriptor()));
    file.finish();
    return 0;
  }

  int restore(Context& context) const {
    if (access(file_.c_str(), R_OK) != 0)
      throw Error(ErrorKind::kInputMissing, fmt::format("cannot read the dump {}: {}", file_, std::strerror(errno)));
    if (!clean_ && !context.connect("db restore").query("queries/db/is_empty").boolean(0, 0))
      throw Error(ErrorKind::kConfiguration, "the database is not empty",
                  "restore into an empty one, or replace what is there with --clean");
    std::vector<std::string> arguments = {"--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"};
    if (clean_) arguments.insert(arguments.end(), {"--clean", "--if-exists"});
    arguments.push_back(file_);
    const AuditEnd replaced = clean_ ? audit_end(context) : AuditEnd{};
    check("pg_restore", run_client(context, "pg_restore", arguments));
    storage::Connection connection = context.connect("db restore");
    // A dump may be of something else, or of a part.
    if (connection.query("queries/audit/exists").boolean(0, 0))
      connection.query("queries/audit/append_restore", {clean_, replaced.rows, replaced.hash});
    context.log.info("privileges are not part of a dump: klytics migrate grants the roles theirs again");
    return 0;
  }

  // The chain of the database that a restore replaces, which would be gone without a trace.
  struct AuditEnd {
    std::optional<std::string> rows, hash;
  };
  static AuditEnd audit_end(Context& context) {
    storage::Connection connection = context.connect("db restore");
    if (!connection.query("queries/audit/exists").boolean(0, 0)) return {};
    const Rows last = connection.query("queries/audit/last");
    return {last.optional_text(0, 0), last.optional_text(0, 1)};
  }

  int stop(Context& context) const {
    if (!context.settings.database_url.empty())
      throw Error(ErrorKind::kConfiguration, "a database is configured: klytics runs no server of its own for it",
                  "stop that server by its own means, or unset KLYTICS_DATABASE_URL");
    const bool stopped = storage::PrivateServer::stop(storage::private_server_location(), force_);
    context.log.info(stopped ? "the private server has stopped" : "the private server was not running");
    return 0;
  }

  static int check(const char* program, int code) {
    if (code == 0) return 0;
    throw Error(ErrorKind::kIo, fmt::format("{} failed with exit code {}", program, code), "its messages stand above");
  }

  Action action_ = Action::kUrl;
  std::vector<std::string> psql_arguments_;
  std::string file_;
  bool clean_ = false;
  bool force_ = false;
};

}  // namespace

std::unique_ptr<Command> make_db_command() { return std::make_unique<DbCommand>(); }

}  // namespace klytics::app
