#include "cohort/cohort_command.h"

#include "action_command.h"

namespace klytics::app {
namespace {

constexpr Verb kActions[] = {
    {"retention", "Who comes back, by cohort", make_cohort_retention},
    {"survival", "How long until the second order, or until unsubscribing", make_cohort_survival},
    {"clv", "What each customer will order and is worth", make_cohort_clv},
    {"contract", "How many subscribers stay, period by period", make_cohort_contract},
    {"rfm", "Groups by recency, frequency and amount", make_cohort_rfm},
    {"funnel", "How far people get through a list of metrics", make_cohort_funnel},
    {"compare", "How two segments differ", make_cohort_compare},
};

}  // namespace

std::unique_ptr<Command> make_cohort_command() { return make_action_command(kActions); }

}  // namespace klytics::app
