#include "core/settings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/error.h"
#include "core/nearest_match.h"
#include "core/settings_keys.h"
#include "core/settings_tables.h"
#include "core/time.h"

namespace klytics {
namespace {

void assign(Settings& settings, const SettingKey& key, std::string_view value, const std::string& from) {
  if (!key.set(settings, value))
    throw Error(ErrorKind::kConfiguration, fmt::format("{}: {} must be {}{}", from, key.name, key.expects,
                                                       key.secret ? "" : fmt::format(", not \"{}\"", redact(value))));
  settings.origins[std::string(key.name)] = from;
}

const char* type_name(SettingKind kind) {
  switch (kind) {
    case SettingKind::kText:
      return "text in quotes";
    case SettingKind::kInteger:
      return "a whole number";
    case SettingKind::kNumber:
      return "a number";
    case SettingKind::kBoolean:
      return "true or false";
    case SettingKind::kTextList:
      return "a list of texts";
  }
  return "";
}

// The node's value as the text that a Setter takes; nullopt when its type is not the key's.
std::optional<std::string> as_text(const toml::node& node, SettingKind kind) {
  switch (kind) {
    case SettingKind::kText:
      return node.value_exact<std::string>();
    case SettingKind::kInteger:
      if (const auto value = node.value_exact<std::int64_t>()) return std::to_string(*value);
      return std::nullopt;
    case SettingKind::kNumber:
      if (node.is_number()) return fmt::format("{}", node.value<double>().value());
      return std::nullopt;
    case SettingKind::kBoolean:
      if (const auto value = node.value_exact<bool>()) return *value ? "true" : "false";
      return std::nullopt;
    case SettingKind::kTextList: {
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
  return std::any_of(setting_keys().begin(), setting_keys().end(), [&](const SettingKey& key) {
    return key.name.starts_with(section) && key.name.substr(section.size()).starts_with('.');
  });
}

// Applies the members of one table as keys of `section`.
void apply_section(Settings& settings, const toml::table& table, std::string_view section, std::string_view name) {
  for (const auto& [member, node] : table) {
    const std::string full = fmt::format("{}.{}", section, member.str());
    const SettingKey* key = find_setting_key(full);
    const std::string where = toml_position(name, node.source());
    if (const toml::table* inner = node.as_table(); inner != nullptr && is_section(full)) {
      apply_section(settings, *inner, full, name);
      continue;
    }
    if (key == nullptr) {
      std::vector<std::string> known;
      for (const SettingKey& candidate : setting_keys())
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
  for (const SettingKey& key : setting_keys()) {
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
    assign(settings, *find_setting_key(key), *value, fmt::format("environment {}", variable));
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
  const SettingKey* found = find_setting_key(key);
  if (found == nullptr) throw Error(ErrorKind::kInternal, fmt::format("no such setting: {}", key));
  try {
    assign(settings, *found, value, fmt::format("option {}", option));
  } catch (const Error& error) {
    throw Error(ErrorKind::kUsage, error.what(), error.hint());
  }
}

std::vector<EffectiveSetting> effective_settings(const Settings& settings) {
  std::vector<EffectiveSetting> all;
  for (const SettingKey& key : setting_keys()) {
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
