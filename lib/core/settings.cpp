#include "core/settings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "core/error.h"
#include "core/nearest_match.h"
#include "core/retention_period.h"
#include "core/rfm_groups.h"
#include "core/settings_tables.h"
#include "core/time.h"

namespace klytics {
namespace {

// Parses `text` into one member of Settings; false when the text is not a value of the member's type and range.
using Setter = bool (*)(Settings&, std::string_view text);
using Getter = std::string (*)(const Settings&);

enum class Kind { kText, kInteger, kNumber, kBoolean, kTextList };

struct Key {
  std::string_view name;  // "section.key"
  Kind kind;
  bool secret;
  std::string_view expects;  // for the error message
  Setter set;
  Getter get;
};

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

constexpr std::array kKeys = std::to_array<Key>({
    {"klaviyo.api_key", Kind::kText, true, "text", set_secret<&Settings::api_key>, get<&Settings::api_key>},
    {"klaviyo.api_key_file", Kind::kText, false, "a path", set_api_key_file, get<&Settings::api_key_file>},
    {"klaviyo.base_url", Kind::kText, false, "an origin such as https://a.klaviyo.com", set_origin<&Settings::base_url>,
     get<&Settings::base_url>},
    {"klaviyo.revision", Kind::kText, false, "a date such as 2026-07-15", set_text<&Settings::revision>,
     get<&Settings::revision>},
    {"klaviyo.ca_file", Kind::kText, false, "a path", set_text<&Settings::ca_file>, get<&Settings::ca_file>},
    {"database.url", Kind::kText, true, "a connection URL", set_secret<&Settings::database_url>,
     get<&Settings::database_url>},
    {"sync.look_back_days", Kind::kInteger, false, "0 to 365", set_number<&Settings::look_back_days, 0, 365>,
     get<&Settings::look_back_days>},
    {"sync.quota_share", Kind::kNumber, false, "0.05 to 1", set_number<&Settings::quota_share, 0.05, 1.0>,
     get<&Settings::quota_share>},
    {"sync.retry_after_cap_seconds", Kind::kInteger, false, "0 to 86400",
     set_number<&Settings::retry_after_cap_seconds, 0, 86400>, get<&Settings::retry_after_cap_seconds>},
    {"sync.stall_seconds", Kind::kInteger, false, "1 to 3600", set_number<&Settings::stall_seconds, 1, 3600>,
     get<&Settings::stall_seconds>},
    {"sync.quarantine_threshold", Kind::kNumber, false, "0 to 1", set_number<&Settings::quarantine_threshold, 0.0, 1.0>,
     get<&Settings::quarantine_threshold>},
    {"sync.only", Kind::kTextList, false, "a list of resources", set_list<&Settings::only>, get<&Settings::only>},
    {"sync.also", Kind::kTextList, false, "a list of resources", set_list<&Settings::also>, get<&Settings::also>},
    {"sync.skip", Kind::kTextList, false, "a list of resources", set_list<&Settings::skip>, get<&Settings::skip>},
    {"sync.since", Kind::kText, false, "a date such as 2024-01-31", set_since, get<&Settings::since>},
    {"sync.predictive_analytics", Kind::kBoolean, false, "true or false", set_boolean<&Settings::predictive_analytics>,
     get<&Settings::predictive_analytics>},
    {"facts.conversion_metric", Kind::kText, false, "a metric's name or id", set_text<&Settings::conversion_metric>,
     get<&Settings::conversion_metric>},
    {"facts.attribution", Kind::kTextList, false, "a list of \"native\" and \"session\"", set_attribution,
     get<&Settings::attribution>},
    {"facts.machine_open_property", Kind::kText, false, "an event property", set_text<&Settings::machine_open_property>,
     get<&Settings::machine_open_property>},
    {"facts.form_view_metrics", Kind::kTextList, false, "a list of metrics", set_list<&Settings::form_view_metrics>,
     get<&Settings::form_view_metrics>},
    {"facts.form_submit_metrics", Kind::kTextList, false, "a list of metrics", set_list<&Settings::form_submit_metrics>,
     get<&Settings::form_submit_metrics>},
    {"facts.product_metrics", Kind::kTextList, false, "a list of metrics", set_list<&Settings::product_metrics>,
     get<&Settings::product_metrics>},
    {"rfm.recent", Kind::kTextList, false, kThreeGroups, set_rfm_groups<&Settings::rfm_recent>,
     get<&Settings::rfm_recent>},
    {"rfm.middle", Kind::kTextList, false, kThreeGroups, set_rfm_groups<&Settings::rfm_middle>,
     get<&Settings::rfm_middle>},
    {"rfm.old", Kind::kTextList, false, kThreeGroups, set_rfm_groups<&Settings::rfm_old>, get<&Settings::rfm_old>},
    {"privacy.email", Kind::kText, false, kStoring, set_storing<&Settings::email_storing>,
     get<&Settings::email_storing>},
    {"privacy.phone", Kind::kText, false, kStoring, set_storing<&Settings::phone_storing>,
     get<&Settings::phone_storing>},
    {"privacy.names", Kind::kText, false, kStoring, set_storing<&Settings::names_storing>,
     get<&Settings::names_storing>},
    {"privacy.address", Kind::kText, false, kStoring, set_storing<&Settings::address_storing>,
     get<&Settings::address_storing>},
    {"privacy.salt", Kind::kText, true, "text", set_secret<&Settings::privacy_salt>, get<&Settings::privacy_salt>},
    {"privacy.salt_file", Kind::kText, false, "a path", set_text<&Settings::privacy_salt_file>,
     get<&Settings::privacy_salt_file>},
    {"retention.raw", Kind::kText, false, kPeriod, set_period<&Settings::raw_retention>, get<&Settings::raw_retention>},
    {"retention.events", Kind::kText, false, kPeriod, set_period<&Settings::event_retention>,
     get<&Settings::event_retention>},
    {"retention.facts", Kind::kText, false, kPeriod, set_period<&Settings::fact_retention>,
     get<&Settings::fact_retention>},
    {"retention.predictions", Kind::kText, false, kPeriod, set_period<&Settings::prediction_retention>,
     get<&Settings::prediction_retention>},
    {"export.directory", Kind::kText, false, "a path", set_text<&Settings::export_directory>,
     get<&Settings::export_directory>},
    {"export.max_age_hours", Kind::kInteger, false, "1 to 8760", set_number<&Settings::max_age_hours, 1, 8760>,
     get<&Settings::max_age_hours>},
    {"notify.command", Kind::kText, true, "a shell command", set_secret<&Settings::notify_command>,
     get<&Settings::notify_command>},
    {"notify.timeout_seconds", Kind::kInteger, false, "1 to 600", set_number<&Settings::notify_timeout_seconds, 1, 600>,
     get<&Settings::notify_timeout_seconds>},
    {"export.s3.endpoint", Kind::kText, false, "an origin such as https://s3.example", set_s3_endpoint,
     get<&Settings::s3_endpoint>},
    {"export.s3.region", Kind::kText, false, "text", set_text<&Settings::s3_region>, get<&Settings::s3_region>},
    {"export.s3.gzip", Kind::kBoolean, false, "true or false", set_boolean<&Settings::s3_gzip>,
     get<&Settings::s3_gzip>},
    {"export.s3.access_key_id", Kind::kText, true, "text", set_secret<&Settings::s3_access_key_id>,
     get<&Settings::s3_access_key_id>},
    {"export.s3.secret_access_key", Kind::kText, true, "text", set_secret<&Settings::s3_secret_access_key>,
     get<&Settings::s3_secret_access_key>},
    {"export.s3.session_token", Kind::kText, true, "text", set_secret<&Settings::s3_session_token>,
     get<&Settings::s3_session_token>},
    {"export.s3.credentials_file", Kind::kText, false, "a path", set_text<&Settings::s3_credentials_file>,
     get<&Settings::s3_credentials_file>},
    {"export.s3.ca_file", Kind::kText, false, "a path", set_text<&Settings::s3_ca_file>, get<&Settings::s3_ca_file>},
    {"serve.listen", Kind::kText, false, "an address such as 127.0.0.1:8080", set_text<&Settings::serve_listen>,
     get<&Settings::serve_listen>},
    {"serve.token", Kind::kText, true, "text", set_secret<&Settings::serve_token>, get<&Settings::serve_token>},
    {"serve.token_file", Kind::kText, false, "a path", set_text<&Settings::serve_token_file>,
     get<&Settings::serve_token_file>},
    {"serve.allow_origins", Kind::kTextList, false, "a list of origins", set_list<&Settings::serve_allow_origins>,
     get<&Settings::serve_allow_origins>},
    {"serve.longest_range_days", Kind::kInteger, false, "1 to 36525",
     set_number<&Settings::serve_longest_range_days, 1, 36525>, get<&Settings::serve_longest_range_days>},
});

const Key* find_key(std::string_view name) {
  for (const Key& key : kKeys)
    if (key.name == name) return &key;
  return nullptr;
}

void assign(Settings& settings, const Key& key, std::string_view value, const std::string& from) {
  if (!key.set(settings, value))
    throw Error(ErrorKind::kConfiguration, fmt::format("{}: {} must be {}{}", from, key.name, key.expects,
                                                       key.secret ? "" : fmt::format(", not \"{}\"", redact(value))));
  settings.origins[std::string(key.name)] = from;
}

const char* type_name(Kind kind) {
  switch (kind) {
    case Kind::kText:
      return "text in quotes";
    case Kind::kInteger:
      return "a whole number";
    case Kind::kNumber:
      return "a number";
    case Kind::kBoolean:
      return "true or false";
    case Kind::kTextList:
      return "a list of texts";
  }
  return "";
}

// The node's value as the text that a Setter takes; nullopt when its type is not the key's.
std::optional<std::string> as_text(const toml::node& node, Kind kind) {
  switch (kind) {
    case Kind::kText:
      return node.value_exact<std::string>();
    case Kind::kInteger:
      if (const auto value = node.value_exact<std::int64_t>()) return std::to_string(*value);
      return std::nullopt;
    case Kind::kNumber:
      if (node.is_number()) return fmt::format("{}", node.value<double>().value());
      return std::nullopt;
    case Kind::kBoolean:
      if (const auto value = node.value_exact<bool>()) return *value ? "true" : "false";
      return std::nullopt;
    case Kind::kTextList: {
      const toml::array* list = node.as_array();
      if (list == nullptr) return std::nullopt;
      std::string joined;
      for (const toml::node& member : *list) {
        const auto value = member.value_exact<std::string>();
        if (!value) return std::nullopt;
        if (!joined.empty()) joined += ',';
        joined += *value;
      }
      return joined;
    }
  }
  return std::nullopt;
}

[[noreturn]] void unknown_name(std::string_view what, std::string_view name, const std::string& where,
                               const std::vector<std::string>& known) {
  const std::string nearest = nearest_match(name, known);
  throw Error(ErrorKind::kConfiguration, fmt::format("{}: unknown {}: {}", where, what, name),
              nearest.empty() ? "see klytics.toml(5)" : fmt::format("did you mean {}?", nearest));
}

// Whether keys stand in [section].
bool is_section(std::string_view section) {
  return std::any_of(kKeys.begin(), kKeys.end(), [&](const Key& key) {
    return key.name.starts_with(section) && key.name.substr(section.size()).starts_with('.');
  });
}

// Applies the members of one table as keys of `section`.
void apply_section(Settings& settings, const toml::table& table, std::string_view section, std::string_view name) {
  for (const auto& [member, node] : table) {
    const std::string full = fmt::format("{}.{}", section, member.str());
    const Key* key = find_key(full);
    const std::string where = toml_position(name, node.source());
    if (const toml::table* inner = node.as_table(); inner != nullptr && is_section(full)) {
      apply_section(settings, *inner, full, name);
      continue;
    }
    if (key == nullptr) {
      std::vector<std::string> known;
      for (const Key& candidate : kKeys)
        if (candidate.name.starts_with(fmt::format("{}.", section)))
          known.emplace_back(candidate.name.substr(section.size() + 1));
      unknown_name(fmt::format("key in [{}]", section), member.str(), where, known);
    }
    const std::optional<std::string> text = as_text(node, key->kind);
    if (!text)
      throw Error(ErrorKind::kConfiguration, fmt::format("{}: {} must be {}", where, full, type_name(key->kind)));
    assign(settings, *key, *text, where);
  }
}

std::vector<std::string> section_names() {
  std::vector<std::string> names = {"accounts", "metrics", "currency"};
  for (const Key& key : kKeys) {
    const std::string section(key.name.substr(0, key.name.find('.')));
    if (std::find(names.begin(), names.end(), section) == names.end()) names.push_back(section);
  }
  return names;
}

toml::table parse(std::string_view toml_text, std::string_view name) {
  try {
    return toml::parse(toml_text, name);
  } catch (const toml::parse_error& error) {
    throw Error(ErrorKind::kConfiguration,
                fmt::format("{}: {}", toml_position(name, error.source()), redact(error.description())),
                "see klytics.toml(5): text stands in quotes");
  }
}

// Every NAME of [accounts.NAME].
std::vector<std::string> account_names(const toml::table& root, std::string_view name) {
  std::vector<std::string> names;
  const toml::table* accounts = root["accounts"].as_table();
  if (accounts == nullptr) return names;
  for (const auto& [member, node] : *accounts) {
    if (!node.is_table())
      throw Error(ErrorKind::kConfiguration,
                  fmt::format("{}: [accounts.{}] must be a table", toml_position(name, node.source()), member.str()));
    names.emplace_back(member.str());
  }
  return names;
}

}  // namespace

void apply_configuration(Settings& settings, std::string_view toml_text, std::string_view name) {
  const toml::table root = parse(toml_text, name);
  const std::vector<std::string> sections = section_names();
  for (const auto& [member, node] : root) {
    const std::string where = toml_position(name, node.source());
    if (std::find(sections.begin(), sections.end(), member.str()) == sections.end())
      unknown_name("section", member.str(), where, sections);
    if (!node.is_table())
      throw Error(ErrorKind::kConfiguration, fmt::format("{}: {} must be a table", where, member.str()));
    if (member.str() == "metrics")
      apply_metrics(settings, *node.as_table(), name);
    else if (member.str() == "currency")
      apply_currency(settings, *node.as_table(), name);
    else if (member.str() != "accounts")
      apply_section(settings, *node.as_table(), member.str(), name);
  }
  settings.account_sections = account_names(root, name);
}

void apply_account(Settings& settings, std::string_view toml_text, std::string_view name, std::string_view account) {
  settings.account = std::string(account);
  const toml::table root = parse(toml_text, name);
  if (const toml::table* section = root["accounts"][account].as_table())
    apply_section(settings, *section, "klaviyo", name);
}

void apply_environment(Settings& settings, const std::function<std::optional<std::string>(const char*)>& lookup) {
  static constexpr std::array<std::pair<const char*, std::string_view>, 17> kVariables = {{
      {"KLAVIYO_API_KEY_FILE", "klaviyo.api_key_file"},
      {"KLAVIYO_API_KEY", "klaviyo.api_key"},
      {"KLAVIYO_BASE_URL", "klaviyo.base_url"},
      {"KLYTICS_DATABASE_URL", "database.url"},
      {"KLYTICS_SERVE_TOKEN_FILE", "serve.token_file"},
      {"KLYTICS_SERVE_TOKEN", "serve.token"},
      {"KLYTICS_PRIVACY_SALT_FILE", "privacy.salt_file"},
      {"KLYTICS_PRIVACY_SALT", "privacy.salt"},
      {"AWS_ENDPOINT_URL", "export.s3.endpoint"},
      {"AWS_ENDPOINT_URL_S3", "export.s3.endpoint"},
      {"AWS_DEFAULT_REGION", "export.s3.region"},
      {"AWS_REGION", "export.s3.region"},
      {"AWS_ACCESS_KEY_ID", "export.s3.access_key_id"},
      {"AWS_SECRET_ACCESS_KEY", "export.s3.secret_access_key"},
      {"AWS_SESSION_TOKEN", "export.s3.session_token"},
      {"AWS_SHARED_CREDENTIALS_FILE", "export.s3.credentials_file"},
      {"AWS_CA_BUNDLE", "export.s3.ca_file"},
  }};
  for (const auto& [variable, key] : kVariables) {
    const std::optional<std::string> value = lookup(variable);
    if (!value || value->empty()) continue;
    assign(settings, *find_key(key), *value, fmt::format("environment {}", variable));
  }
}

void require_account_section(const Settings& settings) {
  const std::vector<std::string>& known = settings.account_sections;
  if (settings.account.empty() || std::find(known.begin(), known.end(), settings.account) != known.end()) return;
  const std::string nearest = nearest_match(settings.account, known);
  throw Error(ErrorKind::kConfiguration,
              fmt::format("the configuration has no section [accounts.{}]", settings.account),
              nearest.empty() ? "see klytics.toml(5)" : fmt::format("did you mean {}?", nearest));
}

void override_setting(Settings& settings, std::string_view key, std::string_view value, std::string_view option) {
  const Key* found = find_key(key);
  if (found == nullptr) throw Error(ErrorKind::kInternal, fmt::format("no such setting: {}", key));
  try {
    assign(settings, *found, value, fmt::format("option {}", option));
  } catch (const Error& error) {
    throw Error(ErrorKind::kUsage, error.what(), error.hint());
  }
}

std::vector<EffectiveSetting> effective_settings(const Settings& settings) {
  std::vector<EffectiveSetting> all;
  for (const Key& key : kKeys) {
    const auto origin = settings.origins.find(std::string(key.name));
    all.push_back(
        {std::string(key.name), key.get(settings), origin == settings.origins.end() ? "default" : origin->second});
  }
  for (const MetricDefinition& metric : settings.metrics)
    all.push_back({"metrics." + metric.name, metric.expression, metric.where});
  for (const CurrencyRate& rate : settings.currency_rates)
    all.push_back({fmt::format("currency.rates.{}{}", rate.currency, rate.from ? "." + to_string(*rate.from) : ""),
                   rate.rate, settings.origins.at("currency.rates")});
  return all;
}

}  // namespace klytics
