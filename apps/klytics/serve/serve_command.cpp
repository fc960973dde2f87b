#include "serve/serve_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <mutex>
#include <thread>

#include "core/error.h"
#include "presentation/serve/http_server.h"
#include "serve/token.h"
#include "stop_signal.h"
#include "storage/account.h"
#include "storage/migrator.h"

namespace klytics::app {
namespace {

using presentation::ListenAddress;

class ServeCommand : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.add_option("--listen", listen_, "Address and port, 0 for any free one (default: [serve] listen)")
        ->type_name("HOST:PORT");
    app.add_option("--allow-origin", origins_,
                   "A web origin whose pages may read, besides those of this machine; * for all; may be repeated")
        ->type_name("ORIGIN")
        ->allow_extra_args(false);
    app.add_option("--longest-range", longest_range_, "Most days of a range (default: [serve] longest_range_days)")
        ->type_name("DAYS");
    app.add_option("--max-age", max_age_, "Older data than this many hours is stale (default: [export] max_age_hours)")
        ->type_name("HOURS");
    app.add_option("--computing", computing_, "Most ranges that are computed at the same time")
        ->type_name("N")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
  }

  void validate() const override {
    if (!listen_.empty()) presentation::parse_listen_address(listen_);
  }

  int run(Context& context) override {
    Settings& settings = context.settings;
    if (!listen_.empty()) override_setting(settings, "serve.listen", listen_, "--listen");
    if (!longest_range_.empty())
      override_setting(settings, "serve.longest_range_days", longest_range_, "--longest-range");
    if (!max_age_.empty()) override_setting(settings, "export.max_age_hours", max_age_, "--max-age");
    const ListenAddress address = presentation::parse_listen_address(settings.serve_listen);
    const Secret token = serve_token(settings);
    if (token.empty() && !address.is_local())
      throw Error(ErrorKind::kConfiguration,
                  fmt::format("without a token only this machine is served, not {}", settings.serve_listen),
                  "set KLYTICS_SERVE_TOKEN or KLYTICS_SERVE_TOKEN_FILE, or listen on 127.0.0.1");

    storage::Connection connection = context.connect("serve");
    storage::require_current(connection);
    const Account account = storage::find_account(connection, settings.account);
    const auto source = presentation::make_database_source(
        {.account = account, .max_age_hours = settings.max_age_hours, .attribution = settings.attribution},
        [&context] { return context.connect("serve"); });
    std::mutex log_mutex;
    const auto log = [&](const std::string& message) {
      const std::lock_guard lock(log_mutex);
      context.log.warning(message);
    };
    presentation::Api api(api_settings(settings, account, address, token), *source, context.now, log);
    const StopSignal stop;
    presentation::HttpServer server(api, address);
    if (!address.is_local()) context.log.info("the connection is not encrypted: put a web server with TLS before it");
    const bool six = address.host.find(':') != std::string::npos;
    context.out << fmt::format("http://{}:{}/api\n", six ? "[" + address.host + "]" : address.host, server.port())
                << std::flush;
    while (!stop.received()) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    server.stop();
    return stop.exit_code();
  }

 private:
  presentation::ApiSettings api_settings(const Settings& settings, const Account& account, const ListenAddress& address,
                                         const Secret& token) const {
    presentation::ApiSettings api;
    api.time_zone = account.timezone;
    api.token = token;
    api.only_local = address.is_local();
    api.allowed_origins = settings.serve_allow_origins;
    api.allowed_origins.insert(api.allowed_origins.end(), origins_.begin(), origins_.end());
    api.longest_range_days = settings.serve_longest_range_days;
    api.cache.computing = computing_;
    return api;
  }

  std::string listen_, longest_range_, max_age_;
  std::vector<std::string> origins_;
  std::size_t computing_ = 4;
};

}  // namespace

std::unique_ptr<Command> make_serve_command() { return std::make_unique<ServeCommand>(); }

}  // namespace klytics::app
