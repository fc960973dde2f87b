#include "presentation/explanation.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/error.h"
#include "embedded_sql.h"

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

// The member of the endpoint's body, of the row of one object where it is a table's.
std::string value_of(const Dashboard& dashboard, const ExplanationRequest& request) {
  const std::vector<Document> documents = request.endpoint->documents(dashboard, dashboard.ranges.front());
  const ordered_json body = ordered_json::parse(documents.front().body);
  const std::string member(request.figure.member);
  if (body.is_object()) return body.at(member).dump();
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
  const Figure& figure = request.figure;
  const DateRange& range = request.dashboard.ranges.front().range;
  Explanation result{std::string(request.endpoint->name), figure, range, previous_period(range), {}, {}, {}};
  result.value = value_of(read_dashboard(connection, request.dashboard), request);
  const auto most = static_cast<std::size_t>(request.most_rows);
  result.read = send(connection, fmt::format("queries/export/{}", figure.query), parameters_of(figure, request), most);
  result.facts = send(connection, fmt::format("queries/explain/{}", figure.rows),
                      {request.dashboard.account.id, to_string(range.first), to_string(range.last), request.klaviyo_id,
                       std::to_string(request.most_rows)},
                      most);
  return result;
}

std::string render_text(const Explanation& explanation) {
  return fmt::format(
             "number        {}.{}\nvalue         {}\nis            {}\nfrom          {}\nrange         {} to {}\n"
             "previous      {} to {}\n\nRead by\n",
             explanation.endpoint, explanation.figure.member, explanation.value, explanation.figure.formula,
             explanation.figure.columns, to_string(explanation.range.first), to_string(explanation.range.last),
             to_string(explanation.previous.first), to_string(explanation.previous.last)) +
         render_statement(explanation.read) + "\nThe facts behind it\n" + render_statement(explanation.facts);
}

}  // namespace klytics::presentation
