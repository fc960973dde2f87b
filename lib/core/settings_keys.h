// The keys that a configuration, the environment and options may set: each with its type, its range and its member of
// Settings.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/settings.h"

namespace klytics {

// Parses `text` into one member of Settings; false when the text is not a value of the member's type and range.
using Setter = bool (*)(Settings&, std::string_view text);
using Getter = std::string (*)(const Settings&);

enum class SettingKind { kText, kInteger, kNumber, kBoolean, kTextList };

struct SettingKey {
  std::string_view name;  // "section.key"
  SettingKind kind;
  bool secret;
  std::string_view expects;  // for the error message
  Setter set;
  Getter get;
};

/// Every key, in the order in which settings are listed.
std::span<const SettingKey> setting_keys();

/// The key of this name; null when there is none.
const SettingKey* find_setting_key(std::string_view name);

}  // namespace klytics
