// The registry of forecasting models: which fits there are, which one is in use, what each said.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/time.h"
#include "storage/postgres/connection.h"

namespace klytics::storage {

/// What a series of forecasts is of.
struct ForecastKey {
  std::string metric;
  std::string interval;  // hour, day, week, month
};

struct StoredPrediction {
  int step = 0;
  Instant time;  // start of the predicted interval
  double mean = 0;
  std::string quantiles;  // JSON: "lo_80": number, "hi_80": number, ...
  std::optional<double> actual;
};

struct ForecastVersion {
  std::int64_t model_id = 0;
  std::int64_t version = 0;
  std::string stage;                 // candidate, active, retired
  std::string kind;                  // what was chosen: "additive(log)"
  std::string parameters, measures;  // JSON
};

/// A fit to record.
struct NewForecast {
  std::string kind, parameters, measures;
  std::string settings;  // what was asked for: versions of the same settings succeed each other
  std::string fingerprint, code_version;
  Instant from, to;  // of the data; `to` is the end of the last interval
  Instant made_at;
  std::string predictions;  // JSON: [{"step", "time", "mean", "quantiles"}, ...]
};

class ModelRegistry {
 public:
  /// `connection` must outlive this.
  ModelRegistry(Connection& connection, std::string account_id)
      : connection_(connection), account_id_(std::move(account_id)) {}

  /// The newest fit of the same data with the same settings by the same program that predicts at least `steps` steps.
  std::optional<ForecastVersion> find_fit(const ForecastKey& key, const std::string& settings,
                                          const std::string& fingerprint, const std::string& code_version, int steps);
  /// The version in use.
  std::optional<ForecastVersion> active(const ForecastKey& key);
  std::vector<StoredPrediction> predictions(std::int64_t model_id);

  /// Records a fit with its predictions in one transaction; one that another run has recorded meanwhile is not recorded
  /// again, but answered. It succeeds an active version of the same settings, which
  /// retires, and takes the place when there is none; beside an active version of other settings it is a candidate.
  ForecastVersion add(const ForecastKey& key, const NewForecast& forecast);

  /// Makes a version the active one; the one before becomes a candidate. Throws Error(kUsage) when there is none of
  /// that number.
  ForecastVersion promote(const ForecastKey& key, std::int64_t version);
  /// Takes a version out of use for good: it is listed, but nothing succeeds or shows it. Without a number the active
  /// one. Throws Error(kUsage) when there is none.
  ForecastVersion retire(const ForecastKey& key, std::optional<std::int64_t> version);

 private:
  std::optional<ForecastVersion> find(const ForecastKey& key, std::optional<std::int64_t> version);
  ForecastVersion require(const ForecastKey& key, std::optional<std::int64_t> version);
  void set_stage(ForecastVersion& version, const std::string& stage);

  Connection& connection_;
  std::string account_id_;
};

}  // namespace klytics::storage
