// The effective settings: defaults, then the configuration file, then the environment, then the command line.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/currency_rates.h"
#include "core/custom_metrics.h"
#include "core/secret.h"

namespace klytics {

struct Settings {
  // [klaviyo] or [accounts.NAME]
  Secret api_key;
  std::string api_key_file;  // read by the caller when api_key is empty: core does no IO
  std::string base_url = "https://a.klaviyo.com";
  std::string revision = "2026-07-15";        // the API revision this version of klytics is written for
  std::string ca_file;                        // certificates to trust; empty: the system's
  std::string account;                        // --account NAME; empty when there is only [klaviyo]
  std::vector<std::string> account_sections;  // every NAME of [accounts.NAME]

  // [database]
  Secret database_url;  // empty: the private server

  // [sync]
  int look_back_days = 7;             // events arrive late by minutes to days; observed up to 17, most within a week
  double quota_share = 0.9;           // of the account's rate limit; the rest is left to other clients
  int retry_after_cap_seconds = 600;  // beyond this the run stops with "try again at ..."
  int stall_seconds = 60;             // a transfer that brings nothing for so long is broken off and asked for again
  double quarantine_threshold = 0.01;
  std::vector<std::string> only, also, skip;  // resources
  std::string since;                          // first local day of events, as 2026-01-31; empty: all there are
  bool predictive_analytics = false;

  // [facts]
  std::string conversion_metric;  // name or id; empty: the mapped revenue metric, else "Placed Order"
  std::vector<std::string> attribution = {"native", "session"};
  std::string machine_open_property = "machine_open";
  std::vector<std::string> form_view_metrics = {"Viewed Form"};
  std::vector<std::string> form_submit_metrics = {"Submitted Form"};
  std::vector<std::string> product_metrics = {"Ordered Product"};

  // [metrics], checked
  std::vector<MetricDefinition> metrics;

  // [currency.rates]
  std::vector<CurrencyRate> currency_rates;

  // [rfm]: groups by third of frequency and amount, the best first; see core/rfm_groups.h
  std::vector<std::string> rfm_recent = {"Champions", "Loyal", "Recent"};  // the most recent third
  std::vector<std::string> rfm_middle = {"Loyal", "Needs attention", "Needs attention"};
  std::vector<std::string> rfm_old = {"At risk", "At risk", "Inactive"};

  // [retention]: what is older than this is removed by klytics prune; "0" keeps everything
  std::string raw_retention = "0", event_retention = "0", fact_retention = "0", prediction_retention = "0";

  // [privacy]: plain, hashed or omitted
  std::string email_storing = "plain", phone_storing = "plain", names_storing = "plain", address_storing = "plain";
  Secret privacy_salt;
  std::string privacy_salt_file;  // read by the caller when privacy_salt is empty

  // [export]
  std::string export_directory;
  int max_age_hours = 26;  // a nightly run plus two hours

  // [notify]
  Secret notify_command;            // may hold the address of a web hook
  int notify_timeout_seconds = 60;  // enough for a mail or a request that is tried again

  // [export.s3]
  std::string s3_endpoint;  // an origin; empty: Amazon's of the region
  std::string s3_region = "us-east-1";
  bool s3_gzip = false;
  Secret s3_access_key_id, s3_secret_access_key, s3_session_token;
  std::string s3_credentials_file;  // read by the caller when there is no key
  std::string s3_ca_file;           // certificates to trust; empty: the system's

  // [serve]
  std::string serve_listen = "127.0.0.1:8080";
  Secret serve_token;
  std::string serve_token_file;                  // read by the caller when serve_token is empty
  std::vector<std::string> serve_allow_origins;  // besides those of this machine
  int serve_longest_range_days = 1100;           // three years and a little

  /// Where each value that is not a default came from: "environment KLYTICS_DATABASE_URL", "klytics.toml:3:7",
  /// "option --base-url". By key, such as "database.url".
  std::map<std::string, std::string> origins;
};

/// Reads TOML. `name` is the file's name for messages. Throws Error(kConfiguration) with file, line and column for a
/// syntax error, an unknown key (with the nearest known one) or a value of the wrong type or range.
void apply_configuration(Settings& settings, std::string_view toml_text, std::string_view name);

/// Applies [accounts.NAME] of the same text, if there is one, in place of [klaviyo]. After the environment: the key of
/// an account that was named on the command line must not be replaced by another account's key. Throws as above.
void apply_account(Settings& settings, std::string_view toml_text, std::string_view name, std::string_view account);

/// Applies KLAVIYO_API_KEY, KLAVIYO_API_KEY_FILE, KLAVIYO_BASE_URL, KLYTICS_DATABASE_URL, KLYTICS_SERVE_TOKEN,
/// KLYTICS_SERVE_TOKEN_FILE, KLYTICS_PRIVACY_SALT, KLYTICS_PRIVACY_SALT_FILE and Amazon's AWS_* for [export.s3] through `lookup`, which answers nullopt for a variable
/// that is not set. An empty variable counts as not set.
void apply_environment(Settings& settings, const std::function<std::optional<std::string>(const char*)>& lookup);

/// Throws Error(kConfiguration) when settings.account is not one of the configuration's sections: for what needs that
/// account's key. Other verbs find an account by its id or name in the database too.
void require_account_section(const Settings& settings);

/// Records and sets one value from the command line.
void override_setting(Settings& settings, std::string_view key, std::string_view value, std::string_view option);

/// One line of `klytics -v`.
struct EffectiveSetting {
  std::string key;
  std::string value;  // a secret is "***" when set
  std::string from;   // "default" or as in Settings::origins
};

/// Every setting in the order of klytics.toml(5).
std::vector<EffectiveSetting> effective_settings(const Settings& settings);

}  // namespace klytics
