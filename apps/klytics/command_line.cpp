#include "command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>

#include "completion.h"
#include "core/error.h"
#include "core/nearest_match.h"

namespace klytics::app {
namespace {

// Long names of every option that may stand after the verbs parsed so far.
std::vector<std::string> option_names(const CLI::App& root) {
  std::vector<std::string> names;
  const auto add = [&names](const CLI::App& app) {
    for (const CLI::Option* option : app.get_options())
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  };
  add(root);
  for (const CLI::App* app = &root; !app->get_subcommands().empty();) {
    app = app->get_subcommands().front();
    add(*app);
  }
  return names;
}

std::vector<std::string> subcommand_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* subcommand : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(subcommand->get_name());
  return names;
}

const CLI::App& innermost(const CLI::App& root) {
  const CLI::App* app = &root;
  while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
  return *app;
}

std::string help_hint(const CLI::App& root) {
  std::string words = "see klytics ";
  for (const CLI::App* app = &root; !app->get_subcommands().empty();) {
    app = app->get_subcommands().front();
    words += app->get_name() + " ";
  }
  return words + "--help";
}

// The first argument that CLI11 could make nothing of, as a usage error with the nearest match.
Error unexpected_argument(const CLI::App& root, const std::string& argument) {
  std::string nearest;
  std::string message;
  if (argument.starts_with('-')) {
    const std::string name = argument.substr(0, argument.find('='));
    message = fmt::format("unknown option: {}", name);
    nearest = nearest_match(name, option_names(root));
  } else if (const CLI::App& app = innermost(root); !subcommand_names(app).empty()) {
    message = fmt::format("unknown {}: {}", &app == &root ? "verb" : "action", argument);
    nearest = nearest_match(argument, subcommand_names(app));
  } else {
    message = fmt::format("unexpected argument: {}", argument);
  }
  return {ErrorKind::kUsage, message, nearest.empty() ? help_hint(root) : fmt::format("did you mean {}?", nearest)};
}

std::string version_text() { return fmt::format("klytics {}\n", KLYTICS_VERSION); }

}  // namespace

CommandLine parse_command_line(const std::vector<std::string>& arguments, std::ostream& out) {
  CommandLine line;
  CLI::App root("Collects a shop's Klaviyo data, builds facts and publishes dashboard snapshots", "klytics");
  root.set_version_flag("--version", version_text());
  root.add_option("--config", line.configuration_file, "Configuration file (see klytics.toml(5))")->type_name("FILE");
  root.add_option("--account", line.account, "Section [accounts.NAME] of the configuration")->type_name("NAME");
  bool verbose = false;
  bool quiet = false;
  auto* verbose_flag = root.add_flag("-v,--verbose", verbose, "Say every setting and step");
  root.add_flag("-q,--quiet", quiet, "Say only warnings and errors")->excludes(verbose_flag);
  std::string shell;
  root.add_option("--completion", shell, "Print the completion script for bash, zsh or fish")->type_name("SHELL");
  // Global options may also follow the verb.
  root.fallthrough();
  root.failure_message(CLI::FailureMessage::simple);

  std::vector<std::pair<CLI::App*, std::unique_ptr<Command>>> commands;
  for (const Verb& verb : verbs()) {
    CLI::App* app = root.add_subcommand(std::string(verb.name), std::string(verb.summary));
    app->fallthrough();
    commands.emplace_back(app, verb.create());
    commands.back().second->add_options(*app);
  }

  try {
    // CLI11 takes the arguments in reverse.
    root.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    out << root.help();  // of the innermost action
    return line;
  } catch (const CLI::CallForAllHelp&) {
    out << root.help("", CLI::AppFormatMode::All);
    return line;
  } catch (const CLI::CallForVersion&) {
    out << version_text();
    return line;
  } catch (const CLI::ParseError& error) {
    const std::vector<std::string> rest = root.remaining(true);
    if (!rest.empty()) throw unexpected_argument(root, rest.front());
    throw Error(ErrorKind::kUsage, error.what(), help_hint(root));
  }
  if (!shell.empty()) {
    out << completion_script(root, shell);
    return line;
  }
  for (auto& [app, command] : commands) {
    if (!app->parsed()) continue;
    line.verb = app->get_name();
    line.unattended = std::ranges::find(verbs(), line.verb, &Verb::name)->unattended;
    line.command = std::move(command);
  }
  line.verbosity = verbose ? Verbosity::kVerbose : quiet ? Verbosity::kQuiet : Verbosity::kNormal;
  if (!line.command) throw Error(ErrorKind::kUsage, "no verb given", "see klytics --help");
  line.command->validate();
  return line;
}

}  // namespace klytics::app
