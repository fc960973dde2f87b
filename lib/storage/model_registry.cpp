#include "storage/model_registry.h"

#include <fmt/format.h>

#include "core/error.h"

namespace klytics::storage {
namespace {

Parameter optional_number(std::optional<std::int64_t> value) {
  return value ? Parameter(*value) : Parameter(std::nullopt);
}

/// Of a row that begins with model_id, version, stage, kind, parameters, measures.
ForecastVersion version_of(const Rows& rows, std::size_t row) {
  return {rows.integer(row, 0),           rows.integer(row, 1),           std::string(rows.text(row, 2)),
          std::string(rows.text(row, 3)), std::string(rows.text(row, 4)), std::string(rows.text(row, 5))};
}

std::optional<ForecastVersion> first_of(const Rows& rows) {
  if (rows.empty()) return std::nullopt;
  return version_of(rows, 0);
}

}  // namespace

std::optional<ForecastVersion> ModelRegistry::find_fit(const ForecastKey& key, const std::string& settings,
                                                       const std::string& fingerprint, const std::string& code_version,
                                                       int steps) {
  return first_of(connection_.query("queries/forecast/find_fit", {account_id_, key.metric, key.interval, settings,
                                                                  fingerprint, code_version, steps}));
}

std::optional<ForecastVersion> ModelRegistry::active(const ForecastKey& key) {
  return first_of(connection_.query("queries/forecast/active_model", {account_id_, key.metric, key.interval}));
}

std::vector<StoredPrediction> ModelRegistry::predictions(std::int64_t model_id) {
  const Rows rows = connection_.query("queries/forecast/predictions", {model_id});
  std::vector<StoredPrediction> predictions;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const auto time = parse_instant(rows.text(row, 1));
    if (!time) throw Error(ErrorKind::kInternal, "the database returned a time that cannot be read");
    predictions.push_back({static_cast<int>(rows.integer(row, 0)), *time, rows.number(row, 2),
                           std::string(rows.text(row, 3)),
                           rows.is_null(row, 4) ? std::nullopt : std::optional(rows.number(row, 4))});
  }
  return predictions;
}

ForecastVersion ModelRegistry::add(const ForecastKey& key, const NewForecast& forecast) {
  ForecastVersion added;
  connection_.transaction([&] {
    connection_.query("queries/forecast/lock", {account_id_});
    if (auto same = first_of(connection_.query("queries/forecast/find_same",
                                               {account_id_, key.metric, key.interval, forecast.settings,
                                                forecast.fingerprint, forecast.code_version, forecast.predictions}))) {
      added = *std::move(same);
      return;
    }
    const Rows active = connection_.query("queries/forecast/active_model", {account_id_, key.metric, key.interval});
    const bool succeeds = active.empty() || active.text(0, 6) == forecast.settings;
    if (!active.empty() && succeeds) connection_.query("queries/forecast/set_stage", {active.integer(0, 0), "retired"});
    added = {0, 0, succeeds ? "active" : "candidate", forecast.kind, forecast.parameters, forecast.measures};
    const Rows rows = connection_.query("queries/forecast/add_model",
                                        {account_id_, key.metric, key.interval, forecast.kind, forecast.parameters,
                                         to_string(forecast.from), to_string(forecast.to), forecast.fingerprint,
                                         forecast.code_version, forecast.measures, forecast.settings, added.stage});
    added.model_id = rows.integer(0, 0);
    added.version = rows.integer(0, 1);
    connection_.query("queries/forecast/add_predictions",
                      {account_id_, added.model_id, to_string(forecast.made_at), forecast.predictions});
  });
  return added;
}

ForecastVersion ModelRegistry::promote(const ForecastKey& key, std::int64_t version) {
  ForecastVersion promoted;
  connection_.transaction([&] {
    connection_.query("queries/forecast/lock", {account_id_});
    promoted = require(key, version);
    if (auto before = active(key); before && before->model_id != promoted.model_id) set_stage(*before, "candidate");
    set_stage(promoted, "active");
  });
  return promoted;
}

ForecastVersion ModelRegistry::retire(const ForecastKey& key, std::optional<std::int64_t> version) {
  ForecastVersion retired;
  connection_.transaction([&] {
    connection_.query("queries/forecast/lock", {account_id_});
    retired = require(key, version);
    set_stage(retired, "retired");
  });
  return retired;
}

std::optional<ForecastVersion> ModelRegistry::find(const ForecastKey& key, std::optional<std::int64_t> version) {
  return first_of(connection_.query("queries/forecast/find_version",
                                    {account_id_, key.metric, key.interval, optional_number(version)}));
}

ForecastVersion ModelRegistry::require(const ForecastKey& key, std::optional<std::int64_t> version) {
  if (auto found = version ? find(key, version) : active(key)) return *found;
  const std::string what = version ? fmt::format("version {}", *version) : "active version";
  throw Error(ErrorKind::kUsage, fmt::format("there is no {} of {} by {}", what, key.metric, key.interval),
              "see klytics forecast list");
}

void ModelRegistry::set_stage(ForecastVersion& version, const std::string& stage) {
  if (version.stage == stage) return;
  connection_.query("queries/forecast/set_stage", {version.model_id, stage});
  version.stage = stage;
}

}  // namespace klytics::storage
