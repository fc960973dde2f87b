// The SQL files of sql/, embedded at build time and looked up by their path without the extension.
#pragma once

#include <span>
#include <string_view>

namespace klytics::sql {

struct File {
  std::string_view name;  // "migrations/0001_accounts"
  std::string_view text;
};

/// Every embedded file, sorted by name.
std::span<const File> files();

/// The text of one file. Empty when there is no such file; storage turns that into an internal error.
std::string_view text(std::string_view name);

}  // namespace klytics::sql
