// Completion of verbs and options in a shell, from the one description that parses them.
#pragma once

#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace klytics::app {

/// The script that makes bash, zsh or fish complete the command line of `root`. Throws Error(kUsage) for another shell.
std::string completion_script(const CLI::App& root, std::string_view shell);

}  // namespace klytics::app
