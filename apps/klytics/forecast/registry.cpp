// The actions of `klytics forecast` on the model registry: list, show, promote, retire.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <nlohmann/json.hpp>
#include <set>

#include "core/error.h"
#include "core/metric_interval.h"
#include "core/nearest_match.h"
#include "forecast/forecast_command.h"
#include "result_output.h"
#include "storage/account.h"
#include "storage/audit_log.h"
#include "storage/migrator.h"
#include "storage/model_registry.h"

namespace klytics::app {
namespace {

using nlohmann::ordered_json;
using presentation::ResultTable;
using presentation::TableCell;
using storage::Rows;

storage::Parameter optional_text(const std::string& text) {
  return text.empty() ? storage::Parameter(std::nullopt) : storage::Parameter(text);
}

TableCell text_cell(const Rows& rows, std::size_t row, std::size_t column) {
  return rows.is_null(row, column) ? TableCell::empty() : TableCell::of(rows.text(row, column));
}

TableCell number_cell(const Rows& rows, std::size_t row, std::size_t column) {
  return rows.is_null(row, column) ? TableCell::empty() : TableCell::of(rows.number(row, column));
}

/// An instant as everywhere else: 2026-01-31T00:00:00Z.
std::string instant_text(const Rows& rows, std::size_t row, std::size_t column) {
  const auto instant = parse_instant(rows.text(row, column));
  return instant ? to_string(*instant) : std::string(rows.text(row, column));
}

/// Which version an action is about.
struct VersionChoice {
  std::string metric, interval = "day", version;

  void add_options(CLI::App& app, bool version_needed) {
    app.add_option("metric", metric, "The metric, as klytics forecast list shows it")->type_name("METRIC")->required();
    app.add_option("--interval", interval, "hour, day, week or month")->type_name("INTERVAL")->capture_default_str();
    auto* option = app.add_option("--version", version, "The version's number (default: the active one)");
    option->type_name("N");
    if (version_needed) option->required();
  }

  void validate() const {
    if (!parse_interval(interval))
      throw Error(ErrorKind::kUsage, "unknown interval: " + interval, "there are hour, day, week and month");
    number();
  }

  std::optional<std::int64_t> number() const {
    if (version.empty()) return std::nullopt;
    std::int64_t value = 0;
    const auto parsed = std::from_chars(version.data(), version.data() + version.size(), value);
    if (parsed.ec != std::errc{} || parsed.ptr != version.data() + version.size() || value < 1)
      throw Error(ErrorKind::kUsage, "--version: not a whole number above 0: " + version);
    return value;
  }

  /// By the name of a metric of Klaviyo's too, which is kept by its id. Throws Error(kUsage) for a name of several.
  storage::ForecastKey key(storage::Connection& connection, const Account& account) const {
    const Rows named = connection.query("queries/forecast/list", {account.id, metric, true});
    std::set<std::string> ids;
    for (std::size_t row = 0; row < named.size(); ++row) ids.emplace(named.text(row, 0));
    if (ids.empty() || ids.contains(metric)) return {metric, interval};
    if (ids.size() > 1)
      throw Error(ErrorKind::kUsage, "several metrics have the name " + metric,
                  fmt::format("take one by its id: {}", fmt::join(ids, ", ")));
    return {*ids.begin(), interval};
  }
};

struct Opened {
  storage::Connection connection;
  Account account;
};

Opened open_registry(Context& context) {
  storage::Connection connection = context.connect("forecast");
  storage::require_current(connection);
  Account account = storage::find_account(connection, context.settings.account);
  return {std::move(connection), std::move(account)};
}

/// The nearest metric of the registry, by id or name.
std::string nearest_hint(Opened& opened, const std::string& metric) {
  std::vector<std::string> known;
  const Rows rows = opened.connection.query("queries/forecast/list", {opened.account.id, std::nullopt, true});
  for (std::size_t row = 0; row < rows.size(); ++row) {
    known.emplace_back(rows.text(row, 0));
    if (!rows.is_null(row, 13)) known.emplace_back(rows.text(row, 13));
  }
  const std::string nearest = nearest_match(metric, known);
  if (nearest == metric) return "see klytics forecast list --all";  // of another interval or version, or retired
  return nearest.empty() ? "see klytics forecast list" : "did you mean " + nearest + "?";
}

class ForecastList : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.add_option("metric", metric_, "Only versions of this metric")->type_name("METRIC");
    app.add_flag("--all", all_, "Retired versions too");
    output_.add_options(app);
  }
  void validate() const override { output_.parsed(); }

  int run(Context& context) override {
    Opened opened = open_registry(context);
    const Rows rows =
        opened.connection.query("queries/forecast/list", {opened.account.id, optional_text(metric_), all_});
    if (rows.empty() && !metric_.empty())
      throw Error(ErrorKind::kUsage, "there is no forecast of " + metric_, nearest_hint(opened, metric_));
    ResultTable table;
    table.columns = {"metric", "interval", "version",      "stage",   "model",      "settings", "trained_to",
                     "mae",    "mase",     "relative_mae", "checked", "live_ratio", "drift",    "name"};
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const auto text = [&](std::size_t column) { return text_cell(rows, row, column); };
      const auto number = [&](std::size_t column) { return number_cell(rows, row, column); };
      table.rows.push_back(
          {text(0), text(1), number(2), text(3), text(4), text(5),
           TableCell::of(std::string_view(instant_text(rows, row, 6))), number(7), number(8), number(9), number(10),
           number(11), rows.is_null(row, 12) ? TableCell::empty() : TableCell::of(rows.boolean(row, 12) ? "yes" : "no"),
           text(13)});
    }
    output_.print(context.out, table);
    return 0;
  }

 private:
  std::string metric_;
  bool all_ = false;
  ResultOutput output_;
};

class ForecastShow : public Command {
 public:
  void add_options(CLI::App& app) override { choice_.add_options(app, false); }
  void validate() const override { choice_.validate(); }

  int run(Context& context) override {
    Opened opened = open_registry(context);
    const auto number = choice_.number();
    const storage::ForecastKey key = choice_.key(opened.connection, opened.account);
    const Rows rows = opened.connection.query(
        "queries/forecast/find_version", {opened.account.id, key.metric, key.interval,
                                          number ? storage::Parameter(*number) : storage::Parameter(std::nullopt)});
    if (rows.empty()) throw not_found(opened);
    const auto text = [&](std::size_t column) { return std::string(rows.text(0, column)); };
    ordered_json shown = {{"metric", key.metric},
                          {"interval", key.interval},
                          {"version", rows.integer(0, 1)},
                          {"stage", text(2)},
                          {"model", text(3)},
                          {"settings", text(6)},
                          {"trained_from", instant_text(rows, 0, 7)},
                          {"trained_to", instant_text(rows, 0, 8)},
                          {"data_fingerprint", text(9)},
                          {"code_version", text(10)},
                          {"created_at", instant_text(rows, 0, 11)},
                          {"stage_since", instant_text(rows, 0, 12)},
                          {"parameters", ordered_json::parse(text(4))},
                          {"measures", ordered_json::parse(text(5))},
                          {"checks", checks(opened.connection, rows.integer(0, 0))},
                          {"predictions", predictions(opened, rows.integer(0, 0))}};
    context.out << shown.dump(2) << '\n';
    return 0;
  }

 private:
  Error not_found(Opened& opened) const {
    return {ErrorKind::kUsage,
            fmt::format("there is no {}forecast of {} by {}",
                        choice_.version.empty() ? "" : "version " + choice_.version + " of the ", choice_.metric,
                        choice_.interval),
            nearest_hint(opened, choice_.metric)};
  }

  static ordered_json checks(storage::Connection& connection, std::int64_t model_id) {
    const Rows rows = connection.query("queries/forecast/checks", {model_id});
    ordered_json all = ordered_json::array();
    for (std::size_t row = 0; row < rows.size(); ++row)
      all.push_back({{"measured_at", instant_text(rows, row, 0)},
                     {"from", instant_text(rows, row, 1)},
                     {"to", instant_text(rows, row, 2)},
                     {"points", rows.integer(row, 3)},
                     {"measures", ordered_json::parse(rows.text(row, 4))},
                     {"drift", rows.boolean(row, 5)}});
    return all;
  }

  static ordered_json predictions(Opened& opened, std::int64_t model_id) {
    storage::ModelRegistry registry(opened.connection, opened.account.id);
    ordered_json all = ordered_json::array();
    for (const storage::StoredPrediction& prediction : registry.predictions(model_id)) {
      ordered_json one = {{"step", prediction.step}, {"time", to_string(prediction.time)}, {"mean", prediction.mean}};
      one.update(ordered_json::parse(prediction.quantiles));
      one["actual"] = prediction.actual ? ordered_json(*prediction.actual) : ordered_json(nullptr);
      all.push_back(std::move(one));
    }
    return all;
  }

  VersionChoice choice_;
};

/// promote and retire: a change of stage, which the audit log keeps.
class ForecastStage : public Command {
 public:
  explicit ForecastStage(bool promote) : promote_(promote) {}

  void add_options(CLI::App& app) override { choice_.add_options(app, promote_); }
  void validate() const override { choice_.validate(); }

  int run(Context& context) override {
    Opened opened = open_registry(context);
    storage::ModelRegistry registry(opened.connection, opened.account.id);
    const storage::ForecastKey key = choice_.key(opened.connection, opened.account);
    const storage::ForecastVersion version =
        promote_ ? registry.promote(key, *choice_.number()) : registry.retire(key, choice_.number());
    const ordered_json detail = {{"metric", key.metric}, {"interval", key.interval}, {"version", version.version}};
    storage::append_audit(opened.connection, promote_ ? "forecast promote" : "forecast retire", opened.account.id,
                          detail.dump());
    context.summary() << fmt::format("{} by {}: version {} ({}) is {}\n", key.metric, key.interval, version.version,
                                     version.kind, version.stage);
    return 0;
  }

 private:
  bool promote_;
  VersionChoice choice_;
};

}  // namespace

std::unique_ptr<Command> make_forecast_list() { return std::make_unique<ForecastList>(); }
std::unique_ptr<Command> make_forecast_show() { return std::make_unique<ForecastShow>(); }
std::unique_ptr<Command> make_forecast_promote() { return std::make_unique<ForecastStage>(true); }
std::unique_ptr<Command> make_forecast_retire() { return std::make_unique<ForecastStage>(false); }

}  // namespace klytics::app
