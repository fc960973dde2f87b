#include "action_command.h"

#include <CLI/CLI.hpp>

namespace klytics::app {
namespace {

class ActionCommand : public Command {
 public:
  explicit ActionCommand(std::span<const Verb> actions) : verbs_(actions) {}

  void add_options(CLI::App& app) override {
    app.require_subcommand(1);
    for (const Verb& action : verbs_) {
      CLI::App* subcommand = app.add_subcommand(std::string(action.name), std::string(action.summary));
      subcommand->fallthrough();
      actions_.push_back(action.create());
      actions_.back()->add_options(*subcommand);
      subcommand->callback([this, chosen = actions_.back().get()] { chosen_ = chosen; });
    }
  }
  void validate() const override { chosen_->validate(); }
  int run(Context& context) override { return chosen_->run(context); }

 private:
  std::span<const Verb> verbs_;
  std::vector<std::unique_ptr<Command>> actions_;
  Command* chosen_ = nullptr;  // set by the parser, which insists on one
};

}  // namespace

std::unique_ptr<Command> make_action_command(std::span<const Verb> actions) {
  return std::make_unique<ActionCommand>(actions);
}

}  // namespace klytics::app
