#include "sync/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "api/client.h"
#include "collection/http/url.h"
#include "core/error.h"

namespace klytics::app {
namespace {

Date checked_date(const std::string& text) {
  const std::optional<Date> date = parse_date(text);
  if (!date) throw Error(ErrorKind::kUsage, fmt::format("not a date: {}", text), "write it like 2026-01-31");
  return *date;
}

collection::ResourceChoice options_choice(const SyncOptions& options) {
  return {split_list(options.only), split_list(options.also), split_list(options.skip)};
}

// What the user named on the command line: a missing scope is an error there.
std::vector<std::string> names_asked_for(const SyncOptions& options) {
  collection::ResourceChoice named = options_choice(options);
  named.only.insert(named.only.end(), named.also.begin(), named.also.end());
  std::vector<std::string> names;
  if (named.only.empty()) return names;
  for (const collection::Resource& resource : collection::select_resources(collection::all_resources({}), named))
    names.push_back(resource.name);
  return names;
}

// An option replaces the setting of its name; --only also replaces the additions of the configuration.
collection::ResourceChoice resource_choice(const SyncOptions& options, const Settings& settings) {
  collection::ResourceChoice choice = options_choice(options);
  if (options.only.empty() && options.also.empty()) choice.also = settings.also;
  if (options.only.empty()) choice.only = settings.only;
  if (options.skip.empty()) choice.skip = settings.skip;
  return choice;
}

void check_names(const Settings& settings, std::string_view key, const std::vector<std::string>& names) {
  std::vector<std::string> known;
  for (const collection::Resource& resource : collection::all_resources({})) known.push_back(resource.name);
  try {
    collection::checked_names(names, known);
  } catch (const Error& error) {
    throw Error(ErrorKind::kConfiguration,
                fmt::format("{}: {}: {}", settings.origins.at(std::string(key)), key, error.what()), error.hint());
  }
}

}  // namespace

void SyncOptions::add_options(CLI::App& app) {
  app.add_option("--since", since, "Events and reports from this local day on")->type_name("DATE");
  app.add_option("--until", until, "Events and reports up to this local day, which is included")->type_name("DATE");
  app.add_option("--only", only, "Only these resources, separated by commas")->type_name("LIST");
  app.add_option("--also", also, "These resources besides those collected by default")->type_name("LIST");
  app.add_option("--skip", skip, "Not these resources")->type_name("LIST");
  app.add_flag("--full", full, "Everything again, not only what is new");
  app.add_flag("--wait", wait, "Wait while another sync of the account is running");
  app.add_option("--base-url", base_url, "The API's base URL, instead of the configured one")->type_name("URL");
}

void SyncOptions::validate() const {
  if (!since.empty()) checked_date(since);
  if (!until.empty()) checked_date(until);
  if (!since.empty() && !until.empty() && checked_date(until) < checked_date(since))
    throw Error(ErrorKind::kUsage, fmt::format("--until {} is before --since {}", until, since));
  collection::select_resources(collection::all_resources({}), options_choice(*this));
}

std::vector<std::string> split_list(const std::string& text) {
  std::vector<std::string> items;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t comma = std::min(text.find(',', begin), text.size());
    if (comma > begin) items.push_back(text.substr(begin, comma - begin));
    begin = comma + 1;
  }
  return items;
}

std::vector<collection::Resource> known_resources(const Settings& settings) {
  return collection::all_resources({settings.predictive_analytics, settings.machine_open_property});
}

std::vector<collection::Resource> chosen_resources(const SyncOptions& options, const Settings& settings) {
  check_names(settings, "sync.only", settings.only);
  check_names(settings, "sync.also", settings.also);
  check_names(settings, "sync.skip", settings.skip);
  std::vector<collection::Resource> resources =
      collection::select_resources(known_resources(settings), resource_choice(options, settings));
  // Everything is stored under the account, so that it is always collected, and first.
  std::erase_if(resources, [](const auto& resource) { return resource.name == "accounts"; });
  resources.insert(resources.begin(), collection::accounts_resource());
  return resources;
}

collection::SyncSettings sync_settings(const SyncOptions& options, const Settings& settings) {
  collection::SyncSettings sync;
  sync.base_url = collection::checked_base_url(settings.base_url);
  sync.resources = chosen_resources(options, settings);
  sync.asked_for = names_asked_for(options);
  sync.plan.look_back = options.look_back.value_or(std::chrono::days{settings.look_back_days});
  sync.plan.full = options.full;
  sync.fetch = fetch_settings(settings);
  return sync;
}

void set_days(collection::PlanOptions& plan, const SyncOptions& options, const Settings& settings,
              const TimeZone& zone) {
  if (!settings.since.empty()) plan.begin = zone.start_of(checked_date(settings.since));
  if (!options.since.empty()) plan.since = zone.start_of(checked_date(options.since));
  if (!options.until.empty()) plan.until = zone.start_of(checked_date(options.until) + std::chrono::days{1});
}

}  // namespace klytics::app
