// Tests of collection/retry: the table of what is asked again, what waits and what gives up.
#include "collection/http/retry.h"

#include <gtest/gtest.h>

namespace klytics::collection {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const Moment kNow{seconds{1000}};

HttpResponse answer(int status, std::string body = {}, std::string retry_after = {}) {
  HttpResponse response;
  response.status = status;
  response.body = std::move(body);
  if (!retry_after.empty()) response.headers.add("retry-after", retry_after);
  return response;
}

HttpResponse broken(TransportFault fault) {
  HttpResponse response;
  response.fault = fault;
  return response;
}

struct Judge {
  RetryPolicy policy;
  Attempts attempts;
  std::mt19937_64 random{1};
  Verdict operator()(const HttpResponse& response, Moment now = kNow) {
    return judge(response, attempts, policy, now, random);
  }
};

TEST(Retry, takes_only_a_200) {
  EXPECT_EQ(Judge{}(answer(200)).outcome, Outcome::kAccept);
  for (const int status : {201, 204, 301, 302, 304, 400, 405, 409, 410, 422}) {
    const Verdict verdict = Judge{}(answer(status));
    EXPECT_EQ(verdict.outcome, Outcome::kFail) << status;
    EXPECT_EQ(verdict.reason, FailureReason::kBadRequest) << status;
  }
}

TEST(Retry, asks_again_after_a_fault_of_the_server_or_the_line) {
  for (const int status : {408, 500, 502, 503, 504, 520, 524})
    EXPECT_EQ(Judge{}(answer(status)).outcome, Outcome::kRetry) << status;
  EXPECT_EQ(Judge{}(broken(TransportFault::kBroken)).outcome, Outcome::kRetry);
  EXPECT_EQ(Judge{}(broken(TransportFault::kStalled)).outcome, Outcome::kRetry);
}

TEST(Retry, gives_up_after_the_last_attempt_with_the_servers_words) {
  Judge judge_it;
  const HttpResponse response = answer(503, R"({"errors":[{"code":"x","title":"t","detail":"maintenance"}]})");
  for (int i = 1; i < judge_it.policy.attempts; ++i) ASSERT_EQ(judge_it(response).outcome, Outcome::kRetry);
  const Verdict last = judge_it(response);
  EXPECT_EQ(last.reason, FailureReason::kUnavailable);
  EXPECT_EQ(last.detail, "status 503: maintenance");
}

TEST(Retry, pauses_the_tier_as_long_as_a_429_says) {
  const Verdict verdict = Judge{}(answer(429, {}, "17"));
  EXPECT_EQ(verdict.outcome, Outcome::kPauseTier);
  EXPECT_EQ(verdict.delay, seconds{17});
  EXPECT_EQ(Judge{}(answer(429)).delay, seconds{1});
  EXPECT_EQ(Judge{}(answer(429, {}, "soon")).delay, seconds{1});
  EXPECT_EQ(Judge{}(answer(429, {}, "0")).delay, seconds{1});
}

TEST(Retry, stops_when_a_429_asks_for_hours) {
  Judge judge_it;
  EXPECT_EQ(judge_it(answer(429, {}, "600")).outcome, Outcome::kPauseTier);
  const Verdict verdict = judge_it(answer(429, {}, "601"));
  EXPECT_EQ(verdict.reason, FailureReason::kTryLater);
  EXPECT_EQ(verdict.delay, seconds{601});
}

TEST(Retry, does_not_count_a_429_as_a_fault) {
  Judge judge_it;
  for (int i = 0; i < 50; ++i) ASSERT_EQ(judge_it(answer(429, {}, "1")).outcome, Outcome::kPauseTier);
  EXPECT_EQ(judge_it(answer(500)).outcome, Outcome::kRetry);
}

TEST(Retry, waits_at_least_as_long_as_a_503_says) {
  EXPECT_GE(Judge{}(answer(503, {}, "45")).delay, seconds{45});
  EXPECT_EQ(Judge{}(answer(503, {}, "100000")).reason, FailureReason::kTryLater);
}

TEST(Retry, tells_a_refused_key_a_missing_scope_and_a_missing_object_apart) {
  EXPECT_EQ(Judge{}(answer(401)).reason, FailureReason::kKeyRefused);
  EXPECT_EQ(Judge{}(answer(403)).outcome, Outcome::kScopeMissing);
  EXPECT_EQ(Judge{}(answer(404)).outcome, Outcome::kNotFound);
}

TEST(Retry, recognises_an_expired_cursor) {
  EXPECT_EQ(Judge{}(answer(400, R"({"errors":[{"code":"invalid","detail":"Invalid cursor provided."}]})")).outcome,
            Outcome::kCursorExpired);
  EXPECT_EQ(
      Judge{}(answer(400, R"({"errors":[{"code":"invalid","detail":"no","source":{"parameter":"page[cursor]"}}]})"))
          .outcome,
      Outcome::kCursorExpired);
  EXPECT_EQ(Judge{}(answer(400, R"({"errors":[{"code":"invalid","detail":"bad filter"}]})")).outcome, Outcome::kFail);
  EXPECT_EQ(Judge{}(answer(400, "<html>")).outcome, Outcome::kFail);
  EXPECT_EQ(Judge{}(answer(400, R"({"errors":[]})")).outcome, Outcome::kFail);
}

TEST(Retry, gives_up_on_an_unreachable_host_within_ten_seconds) {
  for (const TransportFault fault : {TransportFault::kResolve, TransportFault::kConnect}) {
    Judge judge_it;
    Moment now = kNow;
    Verdict verdict = judge_it(broken(fault), now);
    while (verdict.outcome == Outcome::kRetry) verdict = judge_it(broken(fault), now += verdict.delay);
    EXPECT_EQ(verdict.reason, FailureReason::kUnavailable);
    EXPECT_LT(now - kNow, seconds{10});
    EXPECT_GT(judge_it.attempts.faults, 2);
  }
}

TEST(Retry, does_not_ask_again_over_a_refused_certificate_or_an_endless_answer) {
  EXPECT_EQ(Judge{}(broken(TransportFault::kTls)).reason, FailureReason::kUnavailable);
  EXPECT_EQ(Judge{}(broken(TransportFault::kTooLarge)).reason, FailureReason::kTooLarge);
}

TEST(Retry, asks_once_more_for_something_else_than_json_and_more_often_for_json_cut_short) {
  const RetryPolicy policy;
  std::mt19937_64 random{1};
  Attempts html, cut;
  EXPECT_EQ(judge_unreadable(false, html, policy, random).outcome, Outcome::kRetry);
  EXPECT_EQ(judge_unreadable(false, html, policy, random).reason, FailureReason::kNotJson);
  for (int i = 1; i < policy.malformed_attempts; ++i)
    EXPECT_EQ(judge_unreadable(true, cut, policy, random).outcome, Outcome::kRetry);
  EXPECT_EQ(judge_unreadable(true, cut, policy, random).reason, FailureReason::kNotJson);
}

TEST(Retry, backs_off_exponentially_within_bounds_and_the_same_for_the_same_seed) {
  const RetryPolicy policy;
  std::mt19937_64 random{7}, same{7};
  for (int failures = 1; failures < 40; ++failures) {
    const milliseconds delay = backoff(failures, policy, random);
    EXPECT_EQ(delay, backoff(failures, policy, same));
    const auto full =
        std::min<std::int64_t>(policy.longest_delay.count(), policy.first_delay.count() << std::min(failures - 1, 20));
    EXPECT_LE(delay.count(), full);
    EXPECT_GT(delay.count(), full / 2 - 1);
  }
}

}  // namespace
}  // namespace klytics::collection
