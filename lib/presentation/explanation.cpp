#include "presentation/explanation.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/nearest_match.h"
#include "embedded_sql.h"
#include "processing/metric_series.h"

namespace klytics::presentation {
namespace {

using nlohmann::ordered_json;

// The members of one JSON object as cells; numbers keep all their digits.
class RowHandler : public nlohmann::json_sax<ordered_json> {
 public:
  std::vector<std::string> names;
  std::vector<TableCell> cells;

  bool null() override { return add(TableCell::empty()); }
  bool boolean(bool value) override { return add(TableCell::of(std::string_view(value ? "true" : "false"))); }
  bool number_integer(number_integer_t value) override { return add(TableCell::of(std::int64_t{value})); }
  bool number_unsigned(number_unsigned_t value) override { return add(TableCell::number(std::to_string(value))); }
  bool number_float(number_float_t, const string_t& text) override { return add(TableCell::number(text)); }
  bool string(string_t& value) override { return add(TableCell::of(value)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t& name) override {
    names.push_back(name);
    return true;
  }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return false; }
  bool end_array() override { return false; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

 private:
  bool add(TableCell cell) {
    cells.push_back(std::move(cell));
    return true;
  }
};

SentStatement send(storage::Connection& connection, const std::string& name, std::vector<std::string> parameters,
                   std::size_t most_rows) {
  SentStatement statement{name, std::string(sql::text(name)), std::move(parameters), {}, 0};
  std::string text(sql::text("queries/explain/as_rows"));
  constexpr std::string_view kPlace = "{statement}\n";
  text.replace(text.rfind(kPlace), kPlace.size(), statement.text);
  const storage::Rows rows = connection.execute(text, {statement.parameters.begin(), statement.parameters.end()});
  statement.rows_in_all = static_cast<std::int64_t>(rows.size());
  for (std::size_t row = 0; row < rows.size() && row < most_rows; ++row) {
    RowHandler handler;
    if (!nlohmann::json::sax_parse(std::string(rows.text(row, 0)), &handler))
      throw Error(ErrorKind::kInternal, "a row to explain cannot be read: " + name);
    // The facts say themselves how many there are.
    if (!handler.names.empty() && handler.names.front() == "rows_in_all") {
      statement.rows_in_all = std::stoll(handler.cells.front().text);
      handler.names.erase(handler.names.begin());
      handler.cells.erase(handler.cells.begin());
    }
    statement.rows.columns = handler.names;
    statement.rows.rows.push_back(std::move(handler.cells));
  }
  return statement;
}

// Statements differ in how they take ranges: two arrays, one span, or none.
std::vector<std::string> parameters_of(const Figure& figure, const ExplanationRequest& request) {
  const std::string& account = request.dashboard.account.id;
  const DateRange& range = request.dashboard.ranges.front().range;
  if (figure.query == "freshness") return {account};
  if (figure.query == "revenue_by_day") return {account, to_string(range.first), to_string(range.last)};
  if (request.endpoint->name != "overview")
    return {account, "{" + to_string(range.first) + "}", "{" + to_string(range.last) + "}"};
  const DateRange before = previous_period(range);
  return {account, fmt::format("{{{},{}}}", to_string(range.first), to_string(before.first)),
          fmt::format("{{{},{}}}", to_string(range.last), to_string(before.last))};
}

// The metrics that a document of one or two names.
std::vector<std::string_view> ids_in(std::string_view member) {
  std::vector<std::string_view> ids;
  while (!member.empty()) {
    const std::size_t slash = std::min(member.find('/'), member.size());
    ids.push_back(member.substr(0, slash));
    member.remove_prefix(std::min(slash + 1, member.size()));
  }
  return ids;
}

[[noreturn]] void no_such_document(const Dashboard& dashboard, const ExplanationRequest& request) {
  std::vector<std::string> known;
  for (const MetricAnalysis& metric : dashboard.metrics()) known.push_back(metric.id);
  std::string unknown(member_of(*request.endpoint, request.document));
  for (const std::string_view id : ids_in(member_of(*request.endpoint, request.document)))
    if (dashboard.find_metric(id) == nullptr) {
      unknown = id;
      break;
    }
  const std::string nearest = nearest_match(unknown, known);
  throw Error(
      ErrorKind::kInputMissing, fmt::format("{} has nothing of {}", request.endpoint->name, unknown),
      nearest.empty() ? fmt::format("there are {}", fmt::join(known, ", ")) : fmt::format("did you mean {}?", nearest));
}

// The member of the document, of the row of one object where it is a table's.
std::string value_of(const Dashboard& dashboard, const ExplanationRequest& request) {
  const std::optional<std::string> text = render_document(dashboard, dashboard.ranges.front(), request.document);
  if (!text) no_such_document(dashboard, request);
  const ordered_json body = ordered_json::parse(*text);
  std::string member(request.figure.member);
  if (body.is_object()) {
    std::replace(member.begin(), member.end(), '.', '/');
    return body.at(ordered_json::json_pointer("/" + member)).dump();
  }
  ordered_json values = ordered_json::array();
  for (const ordered_json& row : body) {
    if (request.klaviyo_id.empty()) values.push_back(row.at(member));
    if (!request.klaviyo_id.empty() && row.value("klaviyoId", "") == request.klaviyo_id) return row.at(member).dump();
  }
  if (!request.klaviyo_id.empty())
    throw Error(ErrorKind::kInputMissing,
                fmt::format("{} has no row of {} in this range", request.endpoint->name, request.klaviyo_id),
                "name the klaviyoId of a row");
  return values.dump();
}

// Of a metric that klytics counts itself the facts of what it counts, of Klaviyo's its own.
std::string_view rows_of(const MetricAnalysis& metric) {
  if (!metric.is_base) return "metric_days";
  return find_base_metric(metric.id)->source == MetricSource::kSubscribers ? "subscribers" : "orders";
}

class Explainer {
 public:
  Explainer(storage::Connection& connection, const ExplanationRequest& request, const Dashboard& dashboard)
      : connection_(connection), request_(request), dashboard_(dashboard) {}

  void add_statements(Explanation& result) const {
    const Figure& figure = request_.figure;
    const std::string_view member = member_of(*request_.endpoint, request_.document);
    if (!is_read_by_metric(member)) {
      result.read.push_back(sent(fmt::format("queries/export/{}", figure.query), parameters(member)));
      result.facts.push_back(
          facts(figure.rows, request_.endpoint->members ? std::string(member) : request_.klaviyo_id));
      return;
    }
    for (const std::string_view id : ids_in(member)) {
      const MetricAnalysis& metric = *dashboard_.find_metric(id);
      const processing::MetricStatement statement = processing::metric_statement(
          connection_, dashboard_.account, metric.is_base ? metric.id : "[" + metric.id + "]", range());
      result.read.push_back(sent(std::string(statement.name), statement.parameters));
      result.facts.push_back(facts(rows_of(metric), metric.is_base ? "" : metric.id));
    }
  }

 private:
  const DateRange& range() const { return request_.dashboard.ranges.front().range; }

  // Also a forecast for which there is no model: its metric goes on.
  bool is_read_by_metric(std::string_view member) const {
    return request_.endpoint->members != nullptr &&
           (request_.figure.query.empty() ||
            std::ranges::find(dashboard_.forecasts, member, &ActiveForecast::metric) == dashboard_.forecasts.end());
  }

  std::vector<std::string> parameters(std::string_view member) const {
    if (request_.figure.query == "forecasts")
      return {dashboard_.account.id, dashboard_.account.timezone, std::string(member)};
    return parameters_of(request_.figure, request_);
  }

  SentStatement sent(const std::string& name, std::vector<std::string> parameters) const {
    return send(connection_, name, std::move(parameters), static_cast<std::size_t>(request_.most_rows));
  }

  SentStatement facts(std::string_view rows, const std::string& id) const {
    return sent(fmt::format("queries/explain/{}", rows),
                {dashboard_.account.id, to_string(range().first), to_string(range().last), id,
                 std::to_string(request_.most_rows)});
  }

  storage::Connection& connection_;
  const ExplanationRequest& request_;
  const Dashboard& dashboard_;
};

std::string render_statement(const SentStatement& statement) {
  std::string text = fmt::format("-- sql/{}.sql\n{}", statement.name, statement.text);
  if (!text.ends_with('\n')) text += '\n';
  for (std::size_t i = 0; i < statement.parameters.size(); ++i)
    text += fmt::format("${} = '{}'\n", i + 1, statement.parameters[i]);
  text += '\n';
  if (statement.rows.rows.empty()) return text + "no row\n";
  text += render(statement.rows, Format::kTable, false);
  const auto shown = static_cast<std::int64_t>(statement.rows.rows.size());
  return text + (shown < statement.rows_in_all ? fmt::format("{} of {} rows\n", shown, statement.rows_in_all)
                                               : fmt::format("{} row{}\n", shown, shown == 1 ? "" : "s"));
}

}  // namespace

Explanation explain(storage::Connection& connection, const ExplanationRequest& request) {
  const DateRange& range = request.dashboard.ranges.front().range;
  Explanation result{request.document, request.figure, range, previous_period(range), {}, {}, {}};
  const Dashboard dashboard = read_dashboard(connection, request.dashboard);
  result.value = value_of(dashboard, request);
  Explainer(connection, request, dashboard).add_statements(result);
  return result;
}

std::string render_text(const Explanation& explanation) {
  std::string text = fmt::format(
      "number        {}.{}\nvalue         {}\nis            {}\nfrom          {}\nrange         {} to {}\n"
      "previous      {} to {}\n",
      explanation.document, explanation.figure.member, explanation.value, explanation.figure.formula,
      explanation.figure.columns, to_string(explanation.range.first), to_string(explanation.range.last),
      to_string(explanation.previous.first), to_string(explanation.previous.last));
  for (const SentStatement& statement : explanation.read) text += "\nRead by\n" + render_statement(statement);
  for (const SentStatement& statement : explanation.facts)
    text += "\nThe facts behind it\n" + render_statement(statement);
  return text;
}

}  // namespace klytics::presentation
