#include "processing/consistency.h"

#include <array>

namespace klytics::processing {
namespace {

struct Check {
  std::string_view name;
  std::string_view meaning;
};

// In the order in which data flows: events, orders, what is summed up of them.
constexpr std::array kChecks = {
    Check{"events_have_a_metric", "events without a metric that is listed"},
    Check{"events_name_a_person", "events without a profile"},
    Check{"events_are_stored_once", "event ids in several places or none"},
    Check{"event_times_are_plausible", "events before 2000 or in the future"},
    Check{"no_day_is_empty", "days without any event"},
    Check{"money_is_not_negative", "orders of a negative amount"},
    Check{"orders_name_one_person", "orders under several people"},
    Check{"orders_are_numbered", "people with wrong order numbers"},
    Check{"orders_match_events", "orders in events or facts only"},
    Check{"facts_match_events", "days of metrics that differ"},
    Check{"revenue_adds_up", "days that differ"},
    Check{"conversions_add_up", "orders too many or too few"},
    Check{"rates_stay_below_100", "days of messages above 100 %"},
    Check{"money_has_one_currency", "orders in a currency without a rate"},
};

}  // namespace

std::vector<CheckResult> check_consistency(storage::Connection& connection, const Account& account) {
  std::vector<CheckResult> results;
  connection.transaction([&] {
    connection.query("queries/status/begin_snapshot");
    for (const Check& check : kChecks) {
      const storage::Rows rows = connection.query("queries/check/" + std::string(check.name), {account.id});
      results.push_back({check.name, rows.integer(0, 0), rows.optional_text(0, 1).value_or(""), check.meaning});
      if (results.back().holds()) results.back().example.clear();
    }
  });
  return results;
}

}  // namespace klytics::processing
