// klytics cohort: cohorts, segments and customer value; one action a file.
#pragma once

#include <memory>

#include "command.h"

namespace klytics::app {

std::unique_ptr<Command> make_cohort_command();

std::unique_ptr<Command> make_cohort_retention();
std::unique_ptr<Command> make_cohort_survival();
std::unique_ptr<Command> make_cohort_clv();
std::unique_ptr<Command> make_cohort_contract();
std::unique_ptr<Command> make_cohort_rfm();
std::unique_ptr<Command> make_cohort_funnel();
std::unique_ptr<Command> make_cohort_compare();

}  // namespace klytics::app
