// Tests of collection/engine with an API that is a function: what an odd answer leads to.
#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <utility>

#include "collection/engine/sync_engine.h"
#include "collection/memory_store.h"
#include "collection/resources.h"

namespace klytics::collection {
namespace {

constexpr const char* kBase = "https://api.test";

HttpResponse answer(std::string body, int status = 200) {
  HttpResponse response;
  response.status = status;
  response.body = std::move(body);
  return response;
}

std::string listing(const std::string& records, const std::string& next = "") {
  return "{\"data\":[" + records + "],\"links\":{\"next\":" + (next.empty() ? "null" : "\"" + next + "\"") + "}}";
}

std::string metric(const std::string& id) {
  return R"({"type":"metric","id":")" + id + R"(","attributes":{"name":"n"}})";
}

// Answers at once; time passes only when somebody waits for a retry.
class FunctionApi : public HttpClient {
 public:
  std::function<HttpResponse(const std::string& url)> api;
  std::vector<std::string> asked;
  std::vector<std::string> bodies;  // '' of a GET
  Moment tick{std::chrono::seconds{1000}};

  void start(std::uint64_t id, const HttpRequest& request) override {
    asked.push_back(request.url);
    bodies.push_back(request.body);
    finished_.push_back({id, api(request.url)});
  }
  std::vector<Finished> wait(std::chrono::milliseconds at_most) override {
    if (finished_.empty()) {
      std::unique_lock lock(mutex_);
      if (!woken_.wait_for(lock, std::chrono::milliseconds{1}, [this] { return awake_; })) tick += at_most;
      awake_ = false;
    }
    return std::exchange(finished_, {});
  }
  void wake() override {
    const std::lock_guard lock(mutex_);
    awake_ = true;
    woken_.notify_one();
  }

 private:
  std::vector<Finished> finished_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool awake_ = false;
};

struct EngineTest : testing::Test {
  MemoryStore store;
  FunctionApi http;
  SyncSettings settings;

  EngineTest() {
    settings.base_url = kBase;
    settings.resources = {accounts_resource(), metrics_resource()};
    settings.plan.now = *parse_instant("2026-07-01T12:00:00Z");
  }

  SyncReport run() {
    Fetcher::Page account{
        0,
        Outcome::kAccept,
        {std::string(kBase) + "/api/accounts"},
        listing(
            R"({"type":"account","id":"ACC001","attributes":{"timezone":"Europe/London","preferred_currency":"GBP"}})"),
        {},
        {}};
    return synchronise(store, http, {[this] { return settings.plan.now; }, [this] { return http.tick; }}, settings,
                       std::move(account));
  }

  Error failure() {
    try {
      run();
    } catch (const Error& error) {
      return error;
    }
    return {ErrorKind::kInternal, "nothing failed"};
  }
};

TEST_F(EngineTest, follows_links_in_order_and_sets_the_watermark_behind_the_last_page) {
  http.api = [](const std::string& url) {
    if (url.ends_with("two")) return answer(listing(metric("m2")));
    return answer(listing(metric("m1"), std::string(kBase) + "/api/metrics?two"));
  };
  const SyncReport report = run();
  EXPECT_EQ(store.tables["metrics"].size(), 2U);
  EXPECT_EQ(report.resources[1].counts.fetched, 2);
  EXPECT_EQ(report.resources[1].counts.requests, 2);
  EXPECT_EQ(store.stored_watermarks.at("metrics|").complete_to, *parse_instant("2026-07-01T11:59:55Z"));
  EXPECT_EQ(store.tables["accounts"].size(), 1U);
}

TEST_F(EngineTest, refuses_a_next_link_to_another_origin_and_stores_nothing_of_its_page) {
  http.api = [](const std::string&) { return answer(listing(metric("m1"), "https://evil.test/api/metrics?two")); };
  const Error error = failure();
  EXPECT_EQ(error.kind(), ErrorKind::kContract);
  EXPECT_EQ(http.asked.size(), 1U);
  EXPECT_TRUE(store.tables["metrics"].empty());
  EXPECT_TRUE(store.open_slices("metrics").empty());
}

TEST_F(EngineTest, does_not_go_round_in_circles) {
  http.api = [](const std::string& url) { return answer(listing(metric("m1"), url)); };
  EXPECT_EQ(failure().kind(), ErrorKind::kContract);
}

TEST_F(EngineTest, asks_once_more_and_gives_up_on_an_answer_that_is_not_json) {
  http.api = [](const std::string&) { return answer("<html>Welcome to the hotel's wireless network</html>"); };
  EXPECT_EQ(failure().kind(), ErrorKind::kContract);
  EXPECT_EQ(http.asked.size(), 2U);
}

TEST_F(EngineTest, reads_a_page_that_was_cut_short_again) {
  int asked = 0;
  http.api = [&](const std::string&) {
    return answer(++asked < 3 ? R"({"data":[{"type":"met)" : listing(metric("m1")));
  };
  EXPECT_EQ(run().resources[1].counts.requests, 3);
  EXPECT_EQ(store.tables["metrics"].size(), 1U);
}

TEST_F(EngineTest, begins_a_window_again_when_its_cursor_expired) {
  int expired = 0;
  http.api = [&](const std::string& url) {
    if (url.ends_with("two") && expired++ == 0)
      return answer(R"({"errors":[{"code":"invalid","detail":"Invalid cursor provided."}]})", 400);
    if (url.ends_with("two")) return answer(listing(metric("m2")));
    return answer(listing(metric("m1"), std::string(kBase) + "/api/metrics?two"));
  };
  run();
  EXPECT_EQ(store.tables["metrics"].size(), 2U);
  EXPECT_EQ(http.asked.size(), 4U);
}

TEST_F(EngineTest, gives_up_on_cursors_that_are_refused_for_ever) {
  http.api = [](const std::string&) {
    return answer(R"({"errors":[{"code":"invalid","detail":"Invalid cursor provided."}]})", 400);
  };
  EXPECT_EQ(failure().kind(), ErrorKind::kContract);
}

TEST_F(EngineTest, stops_with_a_time_when_the_quota_is_spent_for_hours) {
  http.api = [](const std::string&) {
    HttpResponse response = answer("{}", 429);
    response.headers.add("retry-after", "7200");
    return response;
  };
  const Error error = failure();
  EXPECT_EQ(error.kind(), ErrorKind::kTryLater);
  EXPECT_NE(error.hint().find("2026-07-01T14:00:00Z"), std::string::npos) << error.hint();
}

TEST_F(EngineTest, waits_as_long_as_a_429_asks) {
  int asked = 0;
  http.api = [&](const std::string&) {
    if (++asked > 1) return answer(listing(metric("m1")));
    HttpResponse response = answer("{}", 429);
    response.headers.add("retry-after", "40");
    return response;
  };
  const Moment before = http.tick;
  run();
  EXPECT_GE(http.tick - before, std::chrono::seconds{40});
  EXPECT_EQ(asked, 2);
}

TEST_F(EngineTest, buries_what_a_complete_listing_no_longer_shows) {
  http.api = [](const std::string&) { return answer(listing(metric("m1") + "," + metric("m2"))); };
  run();
  http.api = [](const std::string&) { return answer(listing(metric("m2"))); };
  EXPECT_EQ(run().resources[1].counts.removed, 1);
  EXPECT_EQ(store.tombstones["metrics"], (std::set<std::string>{"m1"}));
  http.api = [](const std::string&) { return answer(listing(metric("m1") + "," + metric("m2"))); };
  EXPECT_EQ(run().resources[1].counts.removed, 0);
  EXPECT_TRUE(store.tombstones["metrics"].empty());
}

TEST_F(EngineTest, buries_nothing_when_a_listing_is_not_finished) {
  http.api = [](const std::string&) { return answer(listing(metric("m1") + "," + metric("m2"))); };
  run();
  http.api = [](const std::string& url) {
    return url.ends_with("two") ? answer("{}", 404)
                                : answer(listing(metric("m2"), std::string(kBase) + "/api/metrics?two"));
  };
  EXPECT_EQ(failure().kind(), ErrorKind::kContract);
  EXPECT_TRUE(store.tombstones["metrics"].empty());
}

TEST_F(EngineTest, forgets_members_of_a_list_that_vanished_meanwhile) {
  settings.resources = {accounts_resource(), lists_resource(), list_members_resource()};
  http.api = [](const std::string& url) {
    if (url.find("/kept/") != std::string::npos)
      return answer(listing(R"({"type":"profile","id":"p1","attributes":{"joined_group_at":"2026-01-01T00:00:00Z"}})"));
    if (url.find("/gone/") != std::string::npos) return answer("{}", 404);
    return answer(listing(
        R"({"type":"list","id":"gone","attributes":{"name":"x"}},{"type":"list","id":"kept","attributes":{"name":"y"}})"));
  };
  const SyncReport report = run();
  EXPECT_EQ(report.resources[2].status, ResourceReport::Status::kDone);
  EXPECT_EQ(store.tables["list_members"].size(), 1U);
  EXPECT_FALSE(store.stored_watermarks.contains("list_members|gone"));
}

TEST_F(EngineTest, stores_an_event_from_the_future_without_following_it) {
  settings.resources = {accounts_resource(), events_resource({})};
  http.api = [](const std::string& url) {
    const bool future = url.find("less-than") == std::string::npos;
    return answer(listing(future
                              ? R"({"type":"event","id":"f","attributes":{"datetime":"2031-01-01T00:00:00+00:00"}})"
                              : R"({"type":"event","id":"p","attributes":{"datetime":"2026-01-01T00:00:00+00:00"}})"));
  };
  run();
  EXPECT_EQ(store.tables["events"].size(), 2U);
  EXPECT_EQ(store.stored_watermarks.at("events|").complete_to, *parse_instant("2026-07-01T11:59:55Z"));
  settings.plan.now += std::chrono::hours{24};
  run();
  EXPECT_EQ(store.stored_watermarks.at("events|").complete_to, *parse_instant("2026-07-02T11:59:55Z"));
}

TEST_F(EngineTest, begins_again_when_the_stored_position_is_of_another_base_url) {
  Slice slice{"metrics", "", std::nullopt, *parse_instant("2026-07-01T11:00:00Z"), "https://old.test/api/metrics?two",
              false};
  store.plan_slices("metrics", {slice});
  http.api = [](const std::string&) { return answer(listing(metric("m1"))); };
  run();
  for (const std::string& url : http.asked) EXPECT_TRUE(url.starts_with(kBase)) << url;
  EXPECT_EQ(store.tables["metrics"].size(), 1U);
}

TEST_F(EngineTest, passes_on_a_failure_of_the_store) {
  http.api = [](const std::string&) { return answer(listing(metric("m1"))); };
  store.calls_until_killed = 0;
  EXPECT_THROW(run(), Killed);
}

struct CountingBudget : ReportBudget {
  int left = 0;
  int taken = 0;
  std::optional<Instant> refused;
  Instant next = *parse_instant("2026-07-02T09:00:00Z");
  std::optional<Instant> take(Instant) override {
    if (left == 0) return next;
    --left;
    ++taken;
    return std::nullopt;
  }
  void observe(int, Instant) override {}
  void refuse_until(Instant until) override { refused = until; }
};

struct ReportEngineTest : EngineTest {
  CountingBudget budget;

  ReportEngineTest() {
    settings.resources = {accounts_resource(), metrics_resource(), form_values_report_resource()};
    settings.plan.since = *parse_instant("2026-02-01T00:00:00Z");  // five months
    settings.fetch.report_budget = &budget;
    settings.fetch.quota_share = 1;
    store.facts.conversion_metric = "ORDER";
    http.api = [](const std::string& url) {
      if (url.find("reports") == std::string::npos) return answer(listing(metric("m1")));
      return answer(R"({"data":{"type":"r","attributes":{"results":[{"groupings":{"form_id":"F"},)"
                    R"("statistics":{"submits":1}}]}}})");
    };
  }
  int reports() const {
    return static_cast<int>(std::ranges::count_if(http.bodies, [](const std::string& body) { return !body.empty(); }));
  }
};

TEST_F(ReportEngineTest, asks_by_post_for_one_month_after_the_other_once_the_metrics_are_known) {
  budget.left = 100;
  EXPECT_EQ(run().resources[2].status, ResourceReport::Status::kDone);
  EXPECT_EQ(reports(), 5);
  EXPECT_EQ(budget.taken, 5);
  EXPECT_EQ(store.tables["report_values"].size(), 5U);
  EXPECT_EQ(store.stored_watermarks.at("form_values_report|2026-06").complete_to,
            *parse_instant("2026-07-01T00:00:00Z"));
  EXPECT_LT(std::ranges::find_if(http.asked, [](const auto& url) { return url.ends_with("/api/metrics"); }),
            std::ranges::find_if(http.asked, [](const auto& url) { return url.ends_with("reports"); }));
}

TEST_F(ReportEngineTest, stores_what_the_days_reports_brought_and_goes_on_with_the_rest_another_day) {
  budget.left = 2;
  const SyncReport first = run();
  EXPECT_EQ(first.resources[2].status, ResourceReport::Status::kPostponed);
  EXPECT_EQ(first.resources[2].try_again, budget.next);
  EXPECT_EQ(first.resources[1].status, ResourceReport::Status::kDone) << "the others are not held up";
  EXPECT_EQ(reports(), 2);
  EXPECT_EQ(store.tables["report_values"].size(), 2U) << "no report was spent in vain";
  budget.left = 100;
  EXPECT_EQ(run().resources[2].status, ResourceReport::Status::kDone);
  EXPECT_EQ(reports(), 5) << "none was asked for twice";
  EXPECT_EQ(store.tables["report_values"].size(), 5U);
}

TEST_F(ReportEngineTest, remembers_until_when_the_vendor_refuses) {
  budget.left = 100;
  http.api = [](const std::string& url) {
    if (url.find("reports") == std::string::npos) return answer(listing(metric("m1")));
    HttpResponse refused = answer("{}", 429);
    refused.headers.add("retry-after", "7200");
    return refused;
  };
  EXPECT_EQ(run().resources[2].status, ResourceReport::Status::kPostponed);
  EXPECT_EQ(budget.refused, *parse_instant("2026-07-01T14:00:00Z"));
}

TEST_F(ReportEngineTest, says_why_a_report_is_refused_and_fails_only_where_it_was_asked_for) {
  budget.left = 100;
  settings.resources.back() = campaign_values_report_resource();
  http.api = [](const std::string& url) {
    if (url.find("reports") == std::string::npos) return answer(listing(metric("m1")));
    return answer(R"({"errors":[{"detail":"Passed in conversion metric does not support querying for values data"}]})",
                  400);
  };
  const SyncReport report = run();
  EXPECT_EQ(report.resources[2].status, ResourceReport::Status::kSkipped);
  EXPECT_NE(report.resources[2].warning.find("does not support querying"), std::string::npos);
  settings.asked_for = {"campaign_values_report"};
  EXPECT_EQ(failure().kind(), ErrorKind::kContract);
}

TEST_F(ReportEngineTest, needs_a_metric_of_orders_where_the_report_does) {
  settings.resources.back() = flow_values_report_resource();
  store.facts = {"", "several metrics may stand for an order", false};
  const SyncReport report = run();
  EXPECT_EQ(report.resources[2].status, ResourceReport::Status::kSkipped);
  EXPECT_NE(report.resources[2].warning.find("several metrics may stand"), std::string::npos);
  EXPECT_EQ(reports(), 0);
}

TEST_F(ReportEngineTest, leaves_alone_what_events_tell_already) {
  settings.resources.back() = form_series_report_resource();
  store.facts.has_form_metrics = true;
  EXPECT_EQ(run().resources[2].status, ResourceReport::Status::kDone);
  EXPECT_EQ(reports(), 0);
}

TEST_F(ReportEngineTest, takes_nothing_away_and_comes_again_when_a_report_cannot_be_read) {
  budget.left = 100;
  run();
  const auto rows = store.tables["report_values"];
  http.api = [](const std::string& url) {
    if (url.find("reports") == std::string::npos) return answer(listing(metric("m1")));
    return answer(R"({"data":{"type":"r","attributes":{}}})");
  };
  settings.plan.full = true;
  const SyncReport report = run();
  EXPECT_EQ(report.resources[2].counts.quarantined, 5);
  EXPECT_EQ(report.resources[2].counts.removed, 0);
  EXPECT_EQ(store.tables["report_values"], rows);
}

}  // namespace
}  // namespace klytics::collection
