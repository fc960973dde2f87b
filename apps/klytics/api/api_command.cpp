#include "api/api_command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "api/client.h"
#include "api/output.h"
#include "collection/http/next_link.h"
#include "collection/http/path_tier.h"
#include "collection/http/url.h"
#include "collection/records/json_page.h"
#include "collection/resources.h"
#include "core/error.h"
#include "stop_signal.h"

namespace klytics::app {
namespace {

using collection::Fetcher;
using collection::JsonPage;
using collection::Outcome;
using collection::Tier;

constexpr std::chrono::milliseconds kWait{200};  // a signal is noticed so fast

class ApiCommand : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.add_option("METHOD", method_, "GET, or POST to query numbers")->required();
    app.add_option("PATH", path_, "Path such as /api/lists, or a link of an earlier answer")->required();
    app.add_option("--query", query_, "A parameter of the query, such as page[size]=10; may be repeated")
        ->type_name("NAME=VALUE")
        ->allow_extra_args(false);
    auto* pages = app.add_option("--pages", pages_, "So many pages, as the API links them")->type_name("N");
    pages->capture_default_str();
    app.add_flag("--all", all_, "All pages")->excludes(pages);
    app.add_option("--tier", tier_, "The path's rate limit: XS, S, M, L or XL (default: as far as it is known)")
        ->type_name("TIER");
    app.add_option("--data", data_, "Of POST: the query as JSON text, or @FILE")->type_name("JSON");
    app.add_flag("--records", records_, "Only the records of data, one a line");
    app.add_option("--base-url", base_url_, "The API's base URL, instead of the configured one")->type_name("URL");
  }

  void validate() const override {
    validate_method();
    const bool is_url = path_.starts_with("https://") || path_.starts_with("http://");
    if (!is_url && (!path_.starts_with('/') || path_.starts_with("//")))
      throw Error(ErrorKind::kUsage, fmt::format("not a path: {}", path_), "write it like /api/lists");
    for (const std::string& parameter : query_)
      if (parameter.find('=') == std::string::npos || parameter.starts_with('='))
        throw Error(ErrorKind::kUsage, fmt::format("not a parameter of a query: {}", parameter),
                    "write it as NAME=VALUE, such as --query 'page[size]=10'");
    if (pages_ < 1) throw Error(ErrorKind::kUsage, fmt::format("cannot fetch {} pages", pages_));
    if (!tier_.empty() && !collection::parse_tier(tier_))
      throw Error(ErrorKind::kUsage, fmt::format("no such tier: {}", tier_), "there are XS, S, M, L, XL and report");
  }

  int run(Context& context) override {
    if (!base_url_.empty()) override_setting(context.settings, "klaviyo.base_url", base_url_, "--base-url");
    const std::string base_url = collection::checked_base_url(context.settings.base_url);
    const std::string body = read_data();
    std::string url = first_url(base_url);
    const Tier tier = tier_of(url, context);
    const std::unique_ptr<collection::HttpClient> http = make_api_client(context);
    Fetcher::Settings settings = fetch_settings(context.settings);
    settings.return_refused = true;
    Fetcher fetcher(*http, api_clock(context), settings);
    const StopSignal stop;
    for (int page = 1;; ++page) {
      const std::optional<std::string> next = print_page(context, fetcher, tier, {url, body}, stop);
      if (stop.received()) return stop.exit_code();
      if (!next || !context.out || !body.empty()) return 0;
      collection::check_next_link(base_url, url, *next);
      if (!all_ && page == pages_) {
        context.log.info("there are more pages: ask for them with --pages or --all");
        return 0;
      }
      url = *next;
    }
  }

 private:
  void validate_method() const {
    constexpr std::string_view kQueries = "/api/metric-aggregates";
    if (method_ == "GET") {
      if (!data_.empty()) throw Error(ErrorKind::kUsage, "GET excludes --data");
      return;
    }
    if (method_ != "POST")
      throw Error(ErrorKind::kUsage, fmt::format("not a method that klytics uses: {}", method_),
                  "klytics only reads: klytics api GET /api/lists");
    // Reports have an allowance for the day, which sync keeps.
    if (path_ != kQueries)
      throw Error(ErrorKind::kUsage, fmt::format("nothing to read by POST: {}", path_),
                  fmt::format("klytics only reads: POST is for {}; sync collects reports", kQueries));
    if (data_.empty()) throw Error(ErrorKind::kUsage, "POST requires --data");
    if (all_ || pages_ != 1) throw Error(ErrorKind::kUsage, "POST has one page");
    if (!data_.starts_with('@')) checked_json(data_, "--data");
  }

  static std::string checked_json(const std::string& text, std::string_view from) {
    if (!nlohmann::json::accept(text)) throw Error(ErrorKind::kUsage, fmt::format("{} is not JSON", from));
    return text;
  }

  // The body of a POST; '' of a GET.
  std::string read_data() const {
    if (!data_.starts_with('@')) return data_;
    const std::string path = data_.substr(1);
    std::ifstream file(path);
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (!file) throw Error(ErrorKind::kInputMissing, fmt::format("cannot read {}: {}", path, std::strerror(errno)));
    return checked_json(text, path);
  }

  std::string first_url(const std::string& base_url) const {
    collection::QueryParameters parameters;
    for (const std::string& parameter : query_) {
      const std::size_t equals = parameter.find('=');
      parameters.emplace_back(parameter.substr(0, equals), parameter.substr(equals + 1));
    }
    std::string query = collection::query_string(parameters);
    if (!query.empty() && path_.find('?') != std::string::npos) query.front() = '&';
    const std::string url = (path_.starts_with('/') ? base_url + path_ : path_) + query;
    if (!collection::same_origin(base_url, url) || url.find('#') != std::string::npos)
      throw Error(ErrorKind::kUsage, fmt::format("not a path of {}: {}", base_url, path_),
                  "the API key is sent nowhere else; a space in a path is written %20");
    return url;
  }

  // An unknown path is asked as slowly as the slowest, until the first answer says what its limits are.
  Tier tier_of(const std::string& url, const Context& context) const {
    if (!tier_.empty()) return *collection::parse_tier(tier_);
    if (method_ == "POST") return Tier::kS;  // of metric-aggregates
    const std::optional<Tier> known = collection::tier_of_path(collection::all_resources({}), collection::path_of(url));
    context.log.verbose(fmt::format("tier {} {}", name_of(known.value_or(Tier::kXs)),
                                    known ? "of a known path" : "for an unknown path"));
    return known.value_or(Tier::kXs);
  }

  // Prints the answer; returns the next one's, if there is one. Prints nothing after a signal.
  std::optional<std::string> print_page(Context& context, Fetcher& fetcher, Tier tier,
                                        const collection::HttpRequest& request, const StopSignal& stop) const {
    fetcher.request(0, tier, request);
    while (!stop.received()) {
      for (Fetcher::Page& answer : fetcher.step(kWait, 1)) {
        check_outcome(answer);
        const std::optional<JsonPage> page = read_page(answer);
        if (!page) {
          fetcher.request_again(0, tier, answer, collection::looks_like_json(answer.body));
          continue;
        }
        print(context, answer.body, *page);
        return page->next;
      }
    }
    return std::nullopt;
  }

  // What the user asked for is at fault here, not the API.
  static void check_outcome(const Fetcher::Page& answer) {
    const std::string_view path = collection::path_of(answer.request.url);
    switch (answer.outcome) {
      case Outcome::kAccept:
        return;
      case Outcome::kNotFound:
        throw Error(ErrorKind::kInputMissing, fmt::format("the API does not have {}: {}", path, answer.detail));
      case Outcome::kScopeMissing:
        throw Error(ErrorKind::kPermission, fmt::format("the API key may not read {}: {}", path, answer.detail),
                    "give the key the scope that the API's reference names for this path");
      default:
        throw Error(ErrorKind::kUsage, fmt::format("the API refused the request for {}: {}", path, answer.detail));
    }
  }

  // nullopt when the body has to be asked for again. Some answers are JSON without "data": they are whole, and the
  // last.
  std::optional<JsonPage> read_page(Fetcher::Page& answer) const {
    answer.body.reserve(answer.body.size() + collection::kBodyPadding);
    std::optional<JsonPage> page = collection::split_page(answer.body);
    if (page || !nlohmann::json::accept(answer.body)) return page;
    if (records_)
      throw Error(ErrorKind::kContract,
                  fmt::format("the API's answer at {} has no data", collection::path_of(answer.request.url)),
                  "leave --records out to see it");
    return JsonPage{};
  }

  void print(Context& context, const std::string& body, const JsonPage& page) const {
    const std::string& key = context.api_key().reveal();
    if (records_)
      for (const std::string_view record : page.records) context.out << masked_json(one_line_json(record), key) << '\n';
    else
      context.out << masked_json(body, key) << (body.ends_with('\n') ? "" : "\n");
    context.out.flush();
  }

  std::string method_, path_, data_, tier_, base_url_;
  std::vector<std::string> query_;
  int pages_ = 1;
  bool all_ = false;
  bool records_ = false;
};

}  // namespace

std::unique_ptr<Command> make_api_command() { return std::make_unique<ApiCommand>(); }

}  // namespace klytics::app
