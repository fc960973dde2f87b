#include "cohort_command.h"

#include <CLI/CLI.hpp>

namespace klytics::app {
namespace {

constexpr Verb kActions[] = {
    {"retention", "Who comes back, by cohort of the first order", make_cohort_retention},
    {"survival", "How long until the second order", make_cohort_survival},
    {"clv", "What each customer will order and is worth", make_cohort_clv},
    {"contract", "How many subscribers stay, period by period", make_cohort_contract},
    {"rfm", "Groups by recency, frequency and amount", make_cohort_rfm},
    {"funnel", "How far people get through a list of metrics", make_cohort_funnel},
    {"compare", "How two segments differ", make_cohort_compare},
};

class CohortCommand : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.require_subcommand(1);
    for (const Verb& action : kActions) {
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
  std::vector<std::unique_ptr<Command>> actions_;
  Command* chosen_ = nullptr;  // set by the parser, which insists on one
};

}  // namespace

std::unique_ptr<Command> make_cohort_command() { return std::make_unique<CohortCommand>(); }

}  // namespace klytics::app
