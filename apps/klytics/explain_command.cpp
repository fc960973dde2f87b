#include "explain_command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>

#include "core/error.h"
#include "core/nearest_match.h"
#include "export/dashboard_request.h"
#include "presentation/explanation.h"
#include "storage/account.h"
#include "storage/migrator.h"

namespace klytics::app {
namespace {

using presentation::Endpoint;
using presentation::Figure;

class ExplainCommand : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.add_option("number", number_, "An endpoint, such as overview, or one of its numbers, such as overview.revenue")
        ->required()
        ->type_name("ENDPOINT[.MEMBER]");
    app.add_option("--range", range_, "A predefined range, or A,B")->type_name("RANGE")->capture_default_str();
    app.add_option("--as-of", as_of_, "Today, for the ranges (default: the real one in the account's time zone)")
        ->type_name("DATE");
    app.add_option("--of", klaviyo_id_, "Only the campaign, flow, form or segment of this Klaviyo id")->type_name("ID");
    app.add_option("--rows", rows_, "Most rows to show of each kind")
        ->type_name("N")
        ->check(CLI::Range(0, 1'000'000))
        ->capture_default_str();
  }

  void validate() const override {
    if (!as_of_.empty()) as_of_date(as_of_);
    any_range(range_, Date{});
    find(number_);
  }

  int run(Context& context) override {
    const auto [endpoint, figure] = find(number_);
    if (figure == nullptr) {
      list(context.out, *endpoint);
      return 0;
    }
    storage::Connection connection = context.connect("explain");
    storage::require_current(connection);
    presentation::ExplanationRequest request;
    request.dashboard =
        dashboard_request(context, storage::find_account(connection, context.settings.account), as_of_, {});
    request.dashboard.ranges = {any_range(range_, request.dashboard.as_of)};
    request.dashboard.read_only = true;
    request.endpoint = endpoint;
    request.figure = *figure;
    request.klaviyo_id = klaviyo_id_;
    request.most_rows = rows_;
    context.out << presentation::render_text(presentation::explain(connection, request));
    return 0;
  }

 private:
  // nullptr for the figure when only an endpoint is named.
  static std::pair<const Endpoint*, const Figure*> find(const std::string& number) {
    std::string name = number.substr(0, number.find('.'));
    if (name.starts_with('/')) name.erase(0, 1);
    const Endpoint* endpoint = presentation::find_endpoint(name);
    if (endpoint == nullptr) {
      std::vector<std::string> known;
      for (const Endpoint& candidate : presentation::endpoints()) known.emplace_back(candidate.name);
      fail("endpoint", name, known);
    }
    if (number.find('.') == std::string::npos) return {endpoint, nullptr};
    const std::string member = number.substr(number.find('.') + 1);
    std::vector<std::string> known;
    for (const Figure& figure : endpoint->figures) {
      if (figure.member == member) return {endpoint, &figure};
      known.emplace_back(figure.member);
    }
    fail("number of " + name, member, known);
  }

  [[noreturn]] static void fail(const std::string& what, const std::string& name,
                                const std::vector<std::string>& known) {
    const std::string nearest = nearest_match(name, known);
    throw Error(ErrorKind::kUsage, fmt::format("no such {}: {}", what, name),
                nearest.empty() ? fmt::format("there are {}", fmt::join(known, ", "))
                                : fmt::format("did you mean {}?", nearest));
  }

  static void list(std::ostream& out, const Endpoint& endpoint) {
    for (const Figure& figure : endpoint.figures)
      out << fmt::format("{}.{}: {}\n", endpoint.name, figure.member, figure.formula);
  }

  std::string number_, as_of_, klaviyo_id_;
  std::string range_ = std::string(kDefaultRange);
  int rows_ = 20;
};

}  // namespace

std::unique_ptr<Command> make_explain_command() { return std::make_unique<ExplainCommand>(); }

}  // namespace klytics::app
