#include "completion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <set>
#include <vector>

#include "core/error.h"

namespace klytics::app {
namespace {

struct OptionWords {
  std::string name;  // "--since"
  std::string description;
  bool takes_value;
  bool takes_path;
};

// A verb or one of its actions; the root is the first.
struct Place {
  std::vector<std::string> words;  // "cohort", "retention"
  std::vector<const CLI::App*> children;
  std::vector<OptionWords> options;

  std::string path() const { return words.empty() ? "" : fmt::format("/{}", fmt::join(words, "/")); }
};

std::vector<OptionWords> options_of(const CLI::App& app) {
  std::vector<OptionWords> options;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) {
      const std::string type = option->get_type_name();
      options.push_back({"--" + name, option->get_description(), option->get_items_expected_max() > 0,
                         type == "FILE" || type == "DIR"});
    }
  return options;
}

void add_places(const CLI::App& app, const std::vector<std::string>& words, std::vector<Place>& places) {
  const std::size_t number = places.size();
  places.push_back({words, app.get_subcommands([](const CLI::App*) { return true; }), options_of(app)});
  const std::vector<const CLI::App*> children = places[number].children;
  for (const CLI::App* child : children) {
    std::vector<std::string> below = words;
    below.push_back(child->get_name());
    add_places(*child, below, places);
  }
}

// Names of options over all places, by what follows them.
std::string options_with(const std::vector<Place>& places, bool path) {
  std::set<std::string> names;
  for (const Place& place : places)
    for (const OptionWords& option : place.options)
      if (option.takes_value && option.takes_path == path) names.insert(option.name);
  return fmt::format("{}", fmt::join(names, "|"));
}

// For the inside of '...'.
std::string quoted(std::string text, std::string_view escaped_quote) {
  for (std::size_t at = text.find('\''); at != std::string::npos; at = text.find('\'', at + escaped_quote.size()))
    text.replace(at, 1, escaped_quote);
  return text;
}

// "in the place, this word leads to that place", for bash and zsh.
std::string steps(const std::vector<Place>& places) {
  std::string text;
  for (const Place& place : places)
    if (!place.words.empty()) text += fmt::format("      {0}) place={0} ;;\n", place.path());
  return text;
}

std::string bash_script(const std::vector<Place>& places) {
  std::string script =
      "# bash completion for klytics\n_klytics() {\n  local current=${COMP_WORDS[COMP_CWORD]} place= words= i\n";
  script += "  for ((i = 1; i < COMP_CWORD; ++i)); do\n    case $place/${COMP_WORDS[i]} in\n" + steps(places) +
            "    esac\n  done\n";
  script += fmt::format(
      "  case ${{COMP_WORDS[COMP_CWORD - 1]}} in\n    {}) COMPREPLY=($(compgen -f -- \"$current\")); return ;;\n"
      "    {}) compopt +o default 2>/dev/null; COMPREPLY=(); return ;;\n  esac\n  case $place in\n",
      options_with(places, true), options_with(places, false));
  for (const Place& place : places) {
    std::vector<std::string> words;
    for (const CLI::App* child : place.children) words.push_back(child->get_name());
    for (const OptionWords& option : place.options) words.push_back(option.name);
    if (!place.words.empty())
      for (const OptionWords& option : places.front().options)
        if (option.name != "--version" && option.name != "--help") words.push_back(option.name);
    script += fmt::format("    '{}') words='{}' ;;\n", place.path(), fmt::join(words, " "));
  }
  return script +
         "  esac\n  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n}\ncomplete -o default -F _klytics klytics\n";
}

std::string zsh_script(const std::vector<Place>& places) {
  constexpr std::string_view kQuote = "'\\''";
  std::string script = "#compdef klytics\n_klytics() {\n  local place= i\n  local -a verbs options\n";
  script +=
      "  for ((i = 2; i < CURRENT; ++i)); do\n    case $place/$words[i] in\n" + steps(places) + "    esac\n  done\n";
  script += fmt::format(
      "  case $words[CURRENT-1] in\n    {}) _files; return ;;\n    {}) return ;;\n  esac\n  case $place in\n",
      options_with(places, true), options_with(places, false));
  for (const Place& place : places) {
    script += fmt::format("    '{}')\n      verbs=(", place.path());
    for (const CLI::App* child : place.children)
      script += fmt::format(" '{}:{}'", child->get_name(), quoted(child->get_description(), kQuote));
    script += " )\n      options=(";
    for (const OptionWords& option : place.options)
      script += fmt::format(" '{}:{}'", option.name, quoted(option.description, kQuote));
    script += " ) ;;\n";
  }
  return script +
         "  esac\n  (($#verbs)) && _describe verb verbs\n  _describe -o option options\n"
         "  (($#verbs)) || _files\n}\n_klytics \"$@\"\n";
}

std::string fish_script(const std::vector<Place>& places) {
  constexpr std::string_view kQuote = "\\'";
  std::string script = "# fish completion for klytics\n";
  for (const Place& place : places) {
    std::vector<std::string> seen;
    for (const std::string& word : place.words) seen.push_back("__fish_seen_subcommand_from " + word);
    std::vector<std::string> names;
    for (const CLI::App* child : place.children) names.push_back(child->get_name());
    std::vector<std::string> here = seen;
    here.push_back(fmt::format("not __fish_seen_subcommand_from {}", fmt::join(names, " ")));
    for (const CLI::App* child : place.children)
      script += fmt::format("complete -c klytics -f -n '{}' -a {} -d '{}'\n", fmt::join(here, "; and "),
                            child->get_name(), quoted(child->get_description(), kQuote));
    for (const OptionWords& option : place.options)
      script +=
          fmt::format("complete -c klytics {}-l {}{} -d '{}'\n",
                      seen.empty() ? "" : fmt::format("-n '{}' ", fmt::join(seen, "; and ")), option.name.substr(2),
                      option.takes_path    ? " -r -F"
                      : option.takes_value ? " -x"
                                           : "",
                      quoted(option.description, kQuote));
  }
  return script;
}

}  // namespace

std::string completion_script(const CLI::App& root, std::string_view shell) {
  std::vector<Place> places;
  add_places(root, {}, places);
  if (shell == "bash") return bash_script(places);
  if (shell == "zsh") return zsh_script(places);
  if (shell == "fish") return fish_script(places);
  throw Error(ErrorKind::kUsage, fmt::format("no completion for the shell {}", shell), "there are bash, zsh and fish");
}

}  // namespace klytics::app
