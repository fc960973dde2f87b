#include "cache_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "collection/http/web_session.h"
#include "core/error.h"
#include "core/loopback.h"
#include "presentation/render/result_table.h"
#include "presentation/serve/http_server.h"
#include "result_output.h"
#include "serve/token.h"

namespace klytics::app {
namespace {

using presentation::TableCell;

class CacheCommand : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.require_subcommand(1);
    CLI::App* show = app.add_subcommand("show", "List the ranges that klytics serve keeps");
    show->callback([this] { method_ = "GET"; });
    output_.add_options(*show);
    CLI::App* clear = app.add_subcommand("clear", "Make klytics serve compute everything anew");
    clear->callback([this] { method_ = "DELETE"; });
    for (CLI::App* action : {show, clear}) {
      action->fallthrough();
      action->add_option("--listen", listen_, "Where klytics serve listens (default: [serve] listen)")
          ->type_name("HOST:PORT");
    }
  }

  void validate() const override {
    if (!listen_.empty()) presentation::parse_listen_address(listen_);
    output_.parsed();
  }

  int run(Context& context) override {
    if (!listen_.empty()) override_setting(context.settings, "serve.listen", listen_, "--listen");
    const nlohmann::json ranges = nlohmann::json::parse(ask(context.settings));
    if (method_ == "DELETE") {
      context.log.info("serve keeps nothing now");
      return 0;
    }
    presentation::ResultTable table{{"range", "computed_at", "bytes", "hits"}, {}};
    for (const nlohmann::json& range : ranges)
      table.rows.push_back({TableCell::of(range.at("range").get<std::string>()),
                            TableCell::of(range.at("computedAt").get<std::string>()),
                            TableCell::of(range.at("bytes").get<std::int64_t>()),
                            TableCell::of(range.at("hits").get<std::int64_t>())});
    output_.print(context.out, table);
    return 0;
  }

 private:
  std::string ask(const Settings& settings) const {
    const presentation::ListenAddress address = presentation::parse_listen_address(settings.serve_listen);
    std::string host = address.host == "0.0.0.0" ? "127.0.0.1" : address.host == "::" ? "::1" : address.host;
    if (host.find(':') != std::string::npos) host = "[" + host + "]";
    collection::WebRequest request;
    request.method = method_;
    request.url = fmt::format("http://{}:{}/cache", host, address.port);
    const Secret token = serve_token(settings);
    if (!token.empty() && !is_loopback(host))
      throw Error(ErrorKind::kConfiguration, fmt::format("the token would travel in the clear to {}", host),
                  "run this on the machine that serves, with a loopback address");
    if (!token.empty()) request.headers.emplace_back("Authorization", "Bearer " + token.reveal());
    const collection::HttpResponse answer = collection::WebSession("klytics/" KLYTICS_VERSION).send(request);
    if (answer.fault)
      throw Error(ErrorKind::kUnavailable,
                  fmt::format("no klytics serve answers on {}: {}", settings.serve_listen, answer.fault_text));
    if (answer.status == 401)
      throw Error(ErrorKind::kPermission, "klytics serve refuses the token",
                  "set KLYTICS_SERVE_TOKEN or KLYTICS_SERVE_TOKEN_FILE as for klytics serve");
    if (answer.status != 200 || !nlohmann::json::parse(answer.body, nullptr, false).is_array())
      throw Error(ErrorKind::kUnavailable, fmt::format("what answers on {} is no klytics serve: status {}",
                                                       settings.serve_listen, answer.status));
    return answer.body;
  }

  std::string method_ = "GET";
  std::string listen_;
  ResultOutput output_;
};

}  // namespace

std::unique_ptr<Command> make_cache_command() { return std::make_unique<CacheCommand>(); }

}  // namespace klytics::app
