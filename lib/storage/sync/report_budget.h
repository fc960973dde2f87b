// The daily allowance of reports in the database: shared by every process that asks for reports of the account.
#pragma once

#include <string>

#include "collection/reports/report_budget.h"
#include "storage/postgres/connection.h"

namespace klytics::storage {

/// What take() counts is committed before it returns.
class StoredReportBudget : public collection::ReportBudget {
 public:
  /// `connection` must outlive this and is used by nobody else meanwhile. `quota_share`, in (0, 1], is our part.
  StoredReportBudget(Connection& connection, std::string account_id, double quota_share);

  std::optional<Instant> take(Instant now) override;
  void observe(int daily_limit, Instant now) override;
  void refuse_until(Instant until) override;

 private:
  Connection& connection_;
  std::string account_id_;
  std::string quota_share_;
  int observed_ = 0;  // what was written last
};

}  // namespace klytics::storage
