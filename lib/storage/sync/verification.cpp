#include "storage/sync/verification.h"

#include <optional>

#include "storage/postgres/text_array.h"

namespace klytics::storage {
namespace {

constexpr const char* kListed = "verify";  // the resource under which sweep_seen keeps the ids

}  // namespace

Verification::Verification(Connection& connection, std::string account_id, std::string time_zone, std::int64_t run_id)
    : connection_(connection), account_id_(std::move(account_id)), time_zone_(std::move(time_zone)), run_id_(run_id) {}

std::vector<std::string> Verification::metrics() {
  const Rows rows = connection_.query("queries/verify/metrics", {account_id_});
  std::vector<std::string> ids;
  for (std::size_t row = 0; row < rows.size(); ++row) ids.emplace_back(rows.text(row, 0));
  return ids;
}

std::vector<DayDifference> Verification::differences(const std::vector<std::string>& metrics, const DateRange& days) {
  const Rows rows = connection_.query("queries/verify/differences", {account_id_, time_zone_, to_string(days.first),
                                                                     to_string(days.last), text_array(metrics)});
  const auto text = [&rows](std::size_t row, std::size_t column) { return std::string(rows.text(row, column)); };
  std::vector<DayDifference> found;
  for (std::size_t row = 0; row < rows.size(); ++row)
    found.push_back({text(row, 0), text(row, 1), parse_date(rows.text(row, 2)).value(), text(row, 3), text(row, 4),
                     text(row, 5), text(row, 6)});
  return found;
}

void Verification::note_listed(const std::string& metric_id, const std::vector<std::string>& event_ids) {
  connection_.query("queries/sync/mark_seen", {account_id_, kListed, metric_id, text_array(event_ids)});
}

void Verification::forget_listed() {
  connection_.query("queries/sync/delete_seen", {account_id_, kListed, std::nullopt});
}

std::int64_t Verification::remove_gone(const std::string& metric_id, Date day) {
  return connection_
      .query("queries/verify/remove_gone_events", {account_id_, time_zone_, metric_id, to_string(day), run_id_})
      .integer(0, 0);
}

}  // namespace klytics::storage
