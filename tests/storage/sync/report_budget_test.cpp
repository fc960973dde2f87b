#include "storage/sync/report_budget.h"

#include <gtest/gtest.h>

#include "storage/store_fixture.h"

namespace klytics::test {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using storage::StoredReportBudget;
using ReportBudgetTest = StoreTest;

const Instant kNow = *parse_instant("2026-07-01T12:00:00Z");

TEST_F(ReportBudgetTest, AllowsOurShareInAny24Hours) {
  StoredReportBudget budget(connection_, "ACC", 0.9);
  for (int i = 0; i < 202; ++i) ASSERT_EQ(budget.take(kNow + minutes{i}), std::nullopt) << i;
  EXPECT_EQ(budget.take(kNow + hours{4}), kNow + hours{24});
  EXPECT_EQ(budget.take(kNow + hours{24} - minutes{1}), kNow + hours{24});
  EXPECT_EQ(budget.take(kNow + hours{24}), std::nullopt);
  EXPECT_EQ(budget.take(kNow + hours{24}), kNow + hours{24} + minutes{1}) << "one at a time grows free";
}

TEST_F(ReportBudgetTest, OutlivesTheProcessAndIsOfTheAccount) {
  StoredReportBudget(connection_, "ACC", 0.001).take(kNow);
  EXPECT_EQ(StoredReportBudget(connection_, "ACC", 0.001).take(kNow + hours{1}), kNow + hours{24});
  EXPECT_EQ(StoredReportBudget(connection_, "OTHER", 0.001).take(kNow + hours{1}), std::nullopt);
}

TEST_F(ReportBudgetTest, FollowsWhatResponsesSay) {
  StoredReportBudget budget(connection_, "ACC", 1.0);
  budget.observe(2, kNow);
  EXPECT_EQ(budget.take(kNow), std::nullopt);
  EXPECT_EQ(budget.take(kNow + hours{1}), std::nullopt);
  EXPECT_EQ(budget.take(kNow + hours{2}), kNow + hours{24});
  budget.observe(3, kNow + hours{2});
  EXPECT_EQ(budget.take(kNow + hours{2}), std::nullopt);
}

TEST_F(ReportBudgetTest, WaitsWhereTheVendorItselfRefuses) {
  StoredReportBudget budget(connection_, "ACC", 1.0);
  budget.refuse_until(kNow + hours{5});
  EXPECT_EQ(budget.take(kNow), kNow + hours{5});
  EXPECT_EQ(budget.take(kNow + hours{5}), std::nullopt);
}

}  // namespace
}  // namespace klytics::test
