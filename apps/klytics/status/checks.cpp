#include "status/checks.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.h"
#include "presentation/render/json_writer.h"
#include "presentation/render/result_table.h"
#include "processing/consistency.h"

namespace klytics::app {
namespace {

using presentation::ResultTable;
using presentation::TableCell;
using processing::CheckResult;

std::string checks_json(const Account& account, const std::vector<CheckResult>& checks) {
  presentation::JsonWriter json;
  json.begin_object();
  json.key("account").text(account.id);
  json.key("checks").begin_array();
  for (const CheckResult& check : checks) {
    json.begin_object();
    json.key("name").text(check.name).key("holds").boolean(check.holds());
    json.key("found").number(check.found).key("meaning").text(check.meaning).key("example");
    check.example.empty() ? json.null() : json.text(check.example);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take() + '\n';
}

std::string checks_text(const std::vector<CheckResult>& checks) {
  ResultTable table{{"check", "holds", "found", "what", "such as"}, {}};
  for (const CheckResult& check : checks)
    table.rows.push_back({TableCell::of(check.name), TableCell::of(check.holds() ? "yes" : "NO"),
                          TableCell::of(check.found), TableCell::of(check.meaning), TableCell::of(check.example)});
  return presentation::render(table, presentation::Format::kTable, false);
}

}  // namespace

void report_checks(Context& context, storage::Connection& connection, const Account& account, bool json) {
  const std::vector<CheckResult> checks = processing::check_consistency(connection, account);
  context.out << (json ? checks_json(account, checks) : checks_text(checks));
  std::string failed;
  for (const CheckResult& check : checks)
    if (!check.holds()) failed += fmt::format("{}{}", failed.empty() ? "" : ", ", check.name);
  if (!failed.empty())
    throw Error(ErrorKind::kBadData, fmt::format("checks that do not hold: {}", failed),
                "klytics-status(1) says what each means and what to do");
}

}  // namespace klytics::app
