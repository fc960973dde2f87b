#include "core/settings_keys.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "core/error.h"
#include "core/nearest_match.h"
#include "core/retention_period.h"
#include "core/rfm_groups.h"
#include "core/time.h"

namespace klytics {
namespace {

std::string show(const std::string& value) { return value; }
std::string show(const Secret& value) { return value.empty() ? "" : "***"; }
std::string show(bool value) { return value ? "true" : "false"; }
std::string show(int value) { return std::to_string(value); }
std::string show(double value) { return fmt::format("{}", value); }
std::string show(const std::vector<std::string>& values) { return fmt::format("{}", fmt::join(values, ",")); }

template <auto member>
std::string get(const Settings& settings) {
  return redact(show(settings.*member));
}

template <auto member>
bool set_text(Settings& settings, std::string_view text) {
  settings.*member = std::string(text);
  return true;
}

template <auto member>
bool set_secret(Settings& settings, std::string_view text) {
  settings.*member = Secret(std::string(text));
  return true;
}

template <auto member, auto low, auto high>
bool set_number(Settings& settings, std::string_view text) {
  auto value = settings.*member;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !(value >= low && value <= high)) return false;
  settings.*member = value;
  return true;
}

template <auto member>
bool set_boolean(Settings& settings, std::string_view text) {
  if (text != "true" && text != "false") return false;
  settings.*member = text == "true";
  return true;
}

// Lists travel as text with commas between the members; no name in them holds one.
template <auto member>
bool set_list(Settings& settings, std::string_view text) {
  std::vector<std::string> values;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    std::string_view value = text.substr(0, comma);
    while (value.starts_with(' ')) value.remove_prefix(1);
    while (value.ends_with(' ')) value.remove_suffix(1);
    if (!value.empty()) values.emplace_back(value);
    text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
  }
  settings.*member = std::move(values);
  return true;
}

bool set_attribution(Settings& settings, std::string_view text) {
  set_list<&Settings::attribution>(settings, text);
  for (const std::string& model : settings.attribution)
    if (model != "native" && model != "session") return false;
  return !settings.attribution.empty();
}

template <auto member>
bool set_rfm_groups(Settings& settings, std::string_view text) {
  set_list<member>(settings, text);
  const std::vector<std::string>& names = settings.*member;
  return names.size() == kRfmThirds &&
         std::all_of(names.begin(), names.end(), [](const std::string& name) { return rfm_group(name).has_value(); });
}

bool set_since(Settings& settings, std::string_view text) {
  if (!text.empty() && !parse_date(text)) return false;
  settings.since = std::string(text);
  return true;
}

// A key's file that is named later replaces a key that was named before it.
bool set_api_key_file(Settings& settings, std::string_view text) {
  settings.api_key = Secret();
  settings.api_key_file = std::string(text);
  return true;
}

// An origin: scheme, host and port, without a path.
template <auto member>
bool set_origin(Settings& settings, std::string_view text) {
  while (text.ends_with('/')) text.remove_suffix(1);
  const std::size_t scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
  if (scheme == 0 || text.size() == scheme) return false;
  if (text.find_first_of("/?#@ ", scheme) != std::string_view::npos) return false;
  settings.*member = std::string(text);
  return true;
}

// Empty: that of the region.
bool set_s3_endpoint(Settings& settings, std::string_view text) {
  if (!text.empty()) return set_origin<&Settings::s3_endpoint>(settings, text);
  settings.s3_endpoint.clear();
  return true;
}

constexpr std::string_view kThreeGroups =
    "three of \"Champions\", \"Loyal\", \"Recent\", \"Needs attention\", \"At risk\" and \"Inactive\"";

template <auto member>
bool set_period(Settings& settings, std::string_view text) {
  if (!parse_retention_period(text)) return false;
  settings.*member = std::string(text);
  return true;
}

template <auto member>
bool set_storing(Settings& settings, std::string_view text) {
  if (text != "plain" && text != "hashed" && text != "omitted") return false;
  settings.*member = std::string(text);
  return true;
}

constexpr std::string_view kStoring = "\"plain\", \"hashed\" or \"omitted\"";

constexpr std::string_view kPeriod = "a period such as \"30d\" or \"12mo\", or \"0\" for ever";

constexpr std::array kKeys = std::to_array<SettingKey>({
    {"klaviyo.api_key", SettingKind::kText, true, "text", set_secret<&Settings::api_key>, get<&Settings::api_key>},
    {"klaviyo.api_key_file", SettingKind::kText, false, "a path", set_api_key_file, get<&Settings::api_key_file>},
    {"klaviyo.base_url", SettingKind::kText, false, "an origin such as https://a.klaviyo.com",
     set_origin<&Settings::base_url>, get<&Settings::base_url>},
    {"klaviyo.revision", SettingKind::kText, false, "a date such as 2026-07-15", set_text<&Settings::revision>,
     get<&Settings::revision>},
    {"klaviyo.ca_file", SettingKind::kText, false, "a path", set_text<&Settings::ca_file>, get<&Settings::ca_file>},
    {"database.url", SettingKind::kText, true, "a connection URL", set_secret<&Settings::database_url>,
     get<&Settings::database_url>},
    {"sync.look_back_days", SettingKind::kInteger, false, "0 to 365", set_number<&Settings::look_back_days, 0, 365>,
     get<&Settings::look_back_days>},
    {"sync.quota_share", SettingKind::kNumber, false, "0.05 to 1", set_number<&Settings::quota_share, 0.05, 1.0>,
     get<&Settings::quota_share>},
    {"sync.retry_after_cap_seconds", SettingKind::kInteger, false, "0 to 86400",
     set_number<&Settings::retry_after_cap_seconds, 0, 86400>, get<&Settings::retry_after_cap_seconds>},
    {"sync.stall_seconds", SettingKind::kInteger, false, "1 to 3600", set_number<&Settings::stall_seconds, 1, 3600>,
     get<&Settings::stall_seconds>},
    {"sync.quarantine_threshold", SettingKind::kNumber, false, "0 to 1",
     set_number<&Settings::quarantine_threshold, 0.0, 1.0>, get<&Settings::quarantine_threshold>},
    {"sync.only", SettingKind::kTextList, false, "a list of resources", set_list<&Settings::only>,
     get<&Settings::only>},
    {"sync.also", SettingKind::kTextList, false, "a list of resources", set_list<&Settings::also>,
     get<&Settings::also>},
    {"sync.skip", SettingKind::kTextList, false, "a list of resources", set_list<&Settings::skip>,
     get<&Settings::skip>},
    {"sync.since", SettingKind::kText, false, "a date such as 2024-01-31", set_since, get<&Settings::since>},
    {"sync.predictive_analytics", SettingKind::kBoolean, false, "true or false",
     set_boolean<&Settings::predictive_analytics>, get<&Settings::predictive_analytics>},
    {"facts.conversion_metric", SettingKind::kText, false, "a metric's name or id",
     set_text<&Settings::conversion_metric>, get<&Settings::conversion_metric>},
    {"facts.attribution", SettingKind::kTextList, false, "a list of \"native\" and \"session\"", set_attribution,
     get<&Settings::attribution>},
    {"facts.machine_open_property", SettingKind::kText, false, "an event property",
     set_text<&Settings::machine_open_property>, get<&Settings::machine_open_property>},
    {"facts.form_view_metrics", SettingKind::kTextList, false, "a list of metrics",
     set_list<&Settings::form_view_metrics>, get<&Settings::form_view_metrics>},
    {"facts.form_submit_metrics", SettingKind::kTextList, false, "a list of metrics",
     set_list<&Settings::form_submit_metrics>, get<&Settings::form_submit_metrics>},
    {"facts.product_metrics", SettingKind::kTextList, false, "a list of metrics", set_list<&Settings::product_metrics>,
     get<&Settings::product_metrics>},
    {"rfm.recent", SettingKind::kTextList, false, kThreeGroups, set_rfm_groups<&Settings::rfm_recent>,
     get<&Settings::rfm_recent>},
    {"rfm.middle", SettingKind::kTextList, false, kThreeGroups, set_rfm_groups<&Settings::rfm_middle>,
     get<&Settings::rfm_middle>},
    {"rfm.old", SettingKind::kTextList, false, kThreeGroups, set_rfm_groups<&Settings::rfm_old>,
     get<&Settings::rfm_old>},
    {"privacy.email", SettingKind::kText, false, kStoring, set_storing<&Settings::email_storing>,
     get<&Settings::email_storing>},
    {"privacy.phone", SettingKind::kText, false, kStoring, set_storing<&Settings::phone_storing>,
     get<&Settings::phone_storing>},
    {"privacy.names", SettingKind::kText, false, kStoring, set_storing<&Settings::names_storing>,
     get<&Settings::names_storing>},
    {"privacy.address", SettingKind::kText, false, kStoring, set_storing<&Settings::address_storing>,
     get<&Settings::address_storing>},
    {"privacy.salt", SettingKind::kText, true, "text", set_secret<&Settings::privacy_salt>,
     get<&Settings::privacy_salt>},
    {"privacy.salt_file", SettingKind::kText, false, "a path", set_text<&Settings::privacy_salt_file>,
     get<&Settings::privacy_salt_file>},
    {"retention.raw", SettingKind::kText, false, kPeriod, set_period<&Settings::raw_retention>,
     get<&Settings::raw_retention>},
    {"retention.events", SettingKind::kText, false, kPeriod, set_period<&Settings::event_retention>,
     get<&Settings::event_retention>},
    {"retention.facts", SettingKind::kText, false, kPeriod, set_period<&Settings::fact_retention>,
     get<&Settings::fact_retention>},
    {"retention.predictions", SettingKind::kText, false, kPeriod, set_period<&Settings::prediction_retention>,
     get<&Settings::prediction_retention>},
    {"export.directory", SettingKind::kText, false, "a path", set_text<&Settings::export_directory>,
     get<&Settings::export_directory>},
    {"export.max_age_hours", SettingKind::kInteger, false, "1 to 8760", set_number<&Settings::max_age_hours, 1, 8760>,
     get<&Settings::max_age_hours>},
    {"notify.command", SettingKind::kText, true, "a shell command", set_secret<&Settings::notify_command>,
     get<&Settings::notify_command>},
    {"notify.timeout_seconds", SettingKind::kInteger, false, "1 to 600",
     set_number<&Settings::notify_timeout_seconds, 1, 600>, get<&Settings::notify_timeout_seconds>},
    {"export.s3.endpoint", SettingKind::kText, false, "an origin such as https://s3.example", set_s3_endpoint,
     get<&Settings::s3_endpoint>},
    {"export.s3.region", SettingKind::kText, false, "text", set_text<&Settings::s3_region>, get<&Settings::s3_region>},
    {"export.s3.gzip", SettingKind::kBoolean, false, "true or false", set_boolean<&Settings::s3_gzip>,
     get<&Settings::s3_gzip>},
    {"export.s3.access_key_id", SettingKind::kText, true, "text", set_secret<&Settings::s3_access_key_id>,
     get<&Settings::s3_access_key_id>},
    {"export.s3.secret_access_key", SettingKind::kText, true, "text", set_secret<&Settings::s3_secret_access_key>,
     get<&Settings::s3_secret_access_key>},
    {"export.s3.session_token", SettingKind::kText, true, "text", set_secret<&Settings::s3_session_token>,
     get<&Settings::s3_session_token>},
    {"export.s3.credentials_file", SettingKind::kText, false, "a path", set_text<&Settings::s3_credentials_file>,
     get<&Settings::s3_credentials_file>},
    {"export.s3.ca_file", SettingKind::kText, false, "a path", set_text<&Settings::s3_ca_file>,
     get<&Settings::s3_ca_file>},
    {"serve.listen", SettingKind::kText, false, "an address such as 127.0.0.1:8080", set_text<&Settings::serve_listen>,
     get<&Settings::serve_listen>},
    {"serve.token", SettingKind::kText, true, "text", set_secret<&Settings::serve_token>, get<&Settings::serve_token>},
    {"serve.token_file", SettingKind::kText, false, "a path", set_text<&Settings::serve_token_file>,
     get<&Settings::serve_token_file>},
    {"serve.allow_origins", SettingKind::kTextList, false, "a list of origins",
     set_list<&Settings::serve_allow_origins>, get<&Settings::serve_allow_origins>},
    {"serve.longest_range_days", SettingKind::kInteger, false, "1 to 36525",
     set_number<&Settings::serve_longest_range_days, 1, 36525>, get<&Settings::serve_longest_range_days>},
});

}  // namespace

std::span<const SettingKey> setting_keys() { return kKeys; }

const SettingKey* find_setting_key(std::string_view name) {
  for (const SettingKey& key : kKeys)
    if (key.name == name) return &key;
  return nullptr;
}

}  // namespace klytics
