// The options of klytics sync that say what is collected, and what they and the settings make together.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "collection/engine/sync_engine.h"
#include "collection/resources.h"
#include "core/settings.h"
#include "core/time.h"

namespace CLI {
class App;
}

namespace klytics::app {

struct SyncOptions {
  std::string base_url;
  std::string since;  // local day, or ''
  std::string until;  // local day that is included, or ''
  std::string only, also, skip;
  bool full = false;
  bool wait = false;
  std::optional<std::chrono::seconds> look_back;  // instead of the setting; of --follow

  void add_options(CLI::App& app);
  /// Throws Error(kUsage) for a bad date or an unknown resource.
  void validate() const;
};

/// The items of "a,b,c"; empty ones are left out.
std::vector<std::string> split_list(const std::string& text);

/// Everything that this configuration could collect.
std::vector<collection::Resource> known_resources(const Settings& settings);

/// Those of them that a run with these options and settings collects. Throws Error(kConfiguration), with the place, for
/// an unknown name in the settings.
std::vector<collection::Resource> chosen_resources(const SyncOptions& options, const Settings& settings);

/// What synchronise() is told, but for the run's own time and the days, whose zone is the account's: see set_days().
collection::SyncSettings sync_settings(const SyncOptions& options, const Settings& settings);

/// Turns the local days of --since, --until and the settings into the instants that the plan is made with.
void set_days(collection::PlanOptions& plan, const SyncOptions& options, const Settings& settings,
              const TimeZone& zone);

}  // namespace klytics::app
