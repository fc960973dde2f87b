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
    app.add_option("number", number_,
                   "An endpoint, such as overview or analytics/anomalies/revenue, or one of its numbers, such as "
                   "overview.revenue")
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
    const auto [endpoint, figure] = find(number_);
    if (endpoint->figures.empty())
      throw Error(ErrorKind::kUsage, fmt::format("{} only repeats other numbers", endpoint->name),
                  "explain analytics/correlation/METRIC/METRIC.correlation");
    if (figure == nullptr || endpoint->members == nullptr) return;
    const std::string name = document();
    const std::string_view member = member_of(*endpoint, name);
    if (member.empty() || (takes_two(*endpoint) && member.find('/') == std::string_view::npos))
      throw Error(ErrorKind::kUsage,
                  fmt::format("{} of which {}?", endpoint->name, takes_two(*endpoint) ? "two metrics" : "metric"),
                  fmt::format("write {}.{}", example(*endpoint, "revenue", "orders"), figure->member));
    if (!klaviyo_id_.empty())
      throw Error(ErrorKind::kUsage, "--of does not go with a metric, whose id stands in the endpoint");
  }

  int run(Context& context) override {
    const auto [endpoint, figure] = find(number_);
    if (figure == nullptr) {
      list(context.out, document(), *endpoint);
      return 0;
    }
    storage::Connection connection = context.connect("explain");
    storage::require_current(connection);
    presentation::ExplanationRequest request;
    request.dashboard =
        dashboard_request(context, storage::find_account(connection, context.settings.account), as_of_, {});
    request.dashboard.ranges = {any_range(range_, request.dashboard.as_of)};
    request.dashboard.read_only = true;
    request.dashboard.metrics = endpoint->members != nullptr;
    request.endpoint = endpoint;
    request.document = document();
    request.figure = *figure;
    request.klaviyo_id = klaviyo_id_;
    request.most_rows = rows_;
    context.out << presentation::render_text(presentation::explain(connection, request));
    return 0;
  }

 private:
  // Without the slash that the dashboard begins it with.
  std::string document() const {
    const std::string name = number_.substr(0, number_.find('.'));
    return name.starts_with('/') ? name.substr(1) : name;
  }

  // nullptr for the figure when only an endpoint is named.
  std::pair<const Endpoint*, const Figure*> find(const std::string& number) const {
    const std::string name = document();
    const Endpoint* endpoint = presentation::find_endpoint(name);
    if (endpoint == nullptr || (endpoint->members == nullptr && name != endpoint->name)) {
      std::vector<std::string> known;
      for (const auto list : {presentation::endpoints(), presentation::families()})
        for (const Endpoint& candidate : list) known.emplace_back(candidate.name);
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

  static bool takes_two(const Endpoint& endpoint) { return endpoint.name == "analytics/correlation"; }

  static std::string example(const Endpoint& endpoint, std::string_view metric, std::string_view other) {
    return takes_two(endpoint) ? fmt::format("{}/{}/{}", endpoint.name, metric, other)
                               : fmt::format("{}/{}", endpoint.name, metric);
  }

  static void list(std::ostream& out, std::string document, const Endpoint& endpoint) {
    if (endpoint.members != nullptr && document == endpoint.name) document = example(endpoint, "METRIC", "METRIC");
    for (const Figure& figure : endpoint.figures)
      out << fmt::format("{}.{}: {}\n", document, figure.member, figure.formula);
  }

  std::string number_, as_of_, klaviyo_id_;
  std::string range_ = std::string(kDefaultRange);
  int rows_ = 20;
};

}  // namespace

std::unique_ptr<Command> make_explain_command() { return std::make_unique<ExplainCommand>(); }

}  // namespace klytics::app
