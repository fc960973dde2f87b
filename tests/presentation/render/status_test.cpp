#include "presentation/render/status.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace klytics::test {
namespace {

using presentation::Status;

Instant at(std::string_view text) { return parse_instant(text).value(); }

Status fresh_account() {
  Status status;
  status.engine = "postgres";
  status.account = {"A", "Shop", "Europe/Berlin", "EUR"};
  status.freshness = {std::nullopt, at("2026-03-02T12:00:00Z"), 26};
  return status;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(Status, AnAccountWithoutDataHasNoSectionsAndNoInventedTimes) {
  EXPECT_EQ(status_text(fresh_account()),
            "account       A (Shop), Europe/Berlin, EUR\n"
            "data through  no data that is complete\n"
            "facts         never built\n"
            "report quota  0 of 0 left\n"
            "schema        current, kept by postgres\n"
            "audit log     0 rows, the chain holds\n");
}

TEST(Status, DataIsStaleOnceItIsOlderThanTheLimit) {
  Status status = fresh_account();
  status.freshness.data_through = at("2026-03-01T10:00:00Z");
  EXPECT_TRUE(has(status_text(status), "data through  2026-03-01T10:00:00Z (fresh)"));
  EXPECT_TRUE(has(status_json(status), R"("status":"ok")"));
  status.freshness.data_through = at("2026-03-01T09:59:59.999999Z");
  EXPECT_TRUE(has(status_text(status), "data through  2026-03-01T09:59:59Z (stale)"));
  EXPECT_TRUE(has(status_json(status), R"("dataThrough":"2026-03-01T09:59:59.999999Z")"));
  EXPECT_TRUE(has(status_json(status), R"("status":"stale")"));
}

TEST(Status, ChangesSinceTheFactsWereBuiltAreNamedByTheirDays) {
  Status status = fresh_account();
  status.built_at = at("2026-03-01T10:00:00Z");
  EXPECT_TRUE(has(status_text(status), "built 2026-03-01T10:00:00Z, nothing changed since\n"));
  status.dirty_days = 5;
  status.first_dirty_day = "2026-01-31";
  status.last_dirty_day = "2026-03-01";
  EXPECT_TRUE(has(status_text(status), "5 days of metrics changed since, 2026-01-31 to 2026-03-01\n"));
  status.dirty_days = 0;
  status.changed_events = 2;
  EXPECT_TRUE(has(status_text(status), "built 2026-03-01T10:00:00Z, 2 events changed since\n"));
}

TEST(Status, ABrokenAuditChainIsShownWithItsRow) {
  Status status = fresh_account();
  status.audit_rows = 9;
  status.broken_audit_row = 7;
  EXPECT_TRUE(has(status_text(status), "audit log     BROKEN at row 7"));
  EXPECT_FALSE(has(status_text(status), "the chain holds"));
  EXPECT_TRUE(has(status_json(status), R"("audit":{"rows":9,"brokenAt":7})"));
}

TEST(Status, AMessageOfSeveralLinesStaysInItsRow) {
  Status status = fresh_account();
  status.runs.push_back({"sync", 3, "failed", 69, at("2026-03-01T10:00:00Z"), at("2026-03-01T10:00:01Z"), "one\ntwo"});
  status.runs.push_back({"zap", 4, "died", std::nullopt, at("2026-03-01T10:00:00Z"), std::nullopt, std::nullopt});
  EXPECT_TRUE(has(status_text(status),
                  "sync    3  failed    69  2026-03-01T10:00:00Z  2026-03-01T10:00:01Z  one two\n"
                  "zap     4  died          2026-03-01T10:00:00Z\n"));
  EXPECT_TRUE(has(status_json(status), R"("message":"one\ntwo")"));
}

TEST(Status, JsonSaysNullForWhatIsNotKnownAndKeepsAllMembers) {
  Status status = fresh_account();
  status.watermarks.push_back({"events", 1, std::nullopt, at("2026-03-01T10:00:00Z"), std::nullopt});
  status.quarantine.push_back({"events", "a \"quoted\" reason", 3, at("2026-03-01T10:00:00Z")});
  const nlohmann::json json = nlohmann::json::parse(status_json(status));
  EXPECT_EQ(json.size(), 16U);
  EXPECT_TRUE(json.at("reportQuota").at("nextAt").is_null());
  EXPECT_TRUE(json.at("dataThrough").is_null());
  EXPECT_TRUE(json.at("facts").at("builtAt").is_null());
  EXPECT_TRUE(json.at("facts").at("firstDirtyDay").is_null());
  EXPECT_TRUE(json.at("audit").at("brokenAt").is_null());
  EXPECT_TRUE(json.at("watermarks").at(0).at("sweptAt").is_null());
  EXPECT_EQ(json.at("watermarks").at(0).at("completeTo"), "2026-03-01T10:00:00Z");
  EXPECT_EQ(json.at("quarantine").at(0).at("reason"), "a \"quoted\" reason");
  EXPECT_TRUE(json.at("runs").empty());
  EXPECT_TRUE(json.at("tables").is_array());
}

}  // namespace
}  // namespace klytics::test
