#include "terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <string>

namespace klytics::app {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// As the C library chooses: the first of these that is set.
bool is_utf8_locale() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    std::string locale = environment(name);
    if (locale.empty()) continue;
    std::ranges::transform(locale, locale.begin(), [](unsigned char c) { return std::tolower(c); });
    return locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
  }
  return false;
}

}  // namespace

Terminal terminal_of_stdout() {
  constexpr int kNarrowest = 40, kWidest = 160;  // what pictures are made for
  Terminal terminal;
  terminal.utf8 = is_utf8_locale();
  terminal.is_there = ::isatty(STDOUT_FILENO) != 0;
  if (!terminal.is_there) return terminal;
  terminal.colour = environment("NO_COLOR").empty() && environment("TERM") != "dumb";
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    terminal.width = std::clamp<int>(size.ws_col, kNarrowest, kWidest);
  return terminal;
}

}  // namespace klytics::app
