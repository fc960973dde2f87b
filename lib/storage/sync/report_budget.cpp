#include "storage/sync/report_budget.h"

#include <fmt/format.h>

#include "core/error.h"

namespace klytics::storage {

StoredReportBudget::StoredReportBudget(Connection& connection, std::string account_id, double quota_share)
    : connection_(connection), account_id_(std::move(account_id)), quota_share_(fmt::format("{}", quota_share)) {}

std::optional<Instant> StoredReportBudget::take(Instant now) {
  const Rows rows = connection_.query("queries/sync/take_report", {account_id_, to_string(now), quota_share_});
  if (rows.is_null(0, 0)) return std::nullopt;
  const std::optional<Instant> next = parse_instant(rows.text(0, 0));
  if (!next) throw Error(ErrorKind::kInternal, "the database returned a time that cannot be read");
  return next;
}

void StoredReportBudget::observe(int daily_limit, Instant now) {
  if (daily_limit == observed_) return;
  connection_.query("queries/sync/observe_report_limit", {account_id_, daily_limit, to_string(now)});
  observed_ = daily_limit;
}

void StoredReportBudget::refuse_until(Instant until) {
  connection_.query("queries/sync/refuse_reports", {account_id_, to_string(until)});
}

}  // namespace klytics::storage
