#include "collection/http/retry.h"

#include <algorithm>
#include <charconv>

#include "collection/http/api_error.h"

namespace klytics::collection {
namespace {

// Without a Retry-After the tier waits a burst window.
constexpr std::chrono::seconds kDefaultPause{1};

bool is_transient(int status) {
  return status == 408 || status == 425 || status == 500 || status == 502 || status == 503 || status == 504 ||
         (status >= 520 && status <= 530);  // the vendor's content delivery network
}

// Seconds; the API sends no HTTP dates. A fraction is rounded up.
std::optional<std::chrono::seconds> retry_after(const Headers& headers) {
  const auto value = headers.find("retry-after");
  if (!value) return std::nullopt;
  std::int64_t seconds = 0;
  const char* end = value->data() + value->size();
  const auto [rest, error] = std::from_chars(value->data(), end, seconds);
  if (error != std::errc{} || seconds < 0) return std::nullopt;
  return std::chrono::seconds{seconds + (rest != end && *rest == '.' ? 1 : 0)};
}

Verdict fail(FailureReason reason, std::string detail) { return {Outcome::kFail, {}, reason, std::move(detail)}; }

Verdict retry_fault(Attempts& attempts, const RetryPolicy& policy, std::mt19937_64& random, std::string detail) {
  if (++attempts.faults >= policy.attempts) return fail(FailureReason::kUnavailable, std::move(detail));
  return {Outcome::kRetry, backoff(attempts.faults, policy, random), FailureReason::kNone, std::move(detail)};
}

Verdict judge_unreachable(const HttpResponse& response, Attempts& attempts, const RetryPolicy& policy, Moment now,
                          std::mt19937_64& random) {
  if (!attempts.unreachable_since) attempts.unreachable_since = now;
  const std::chrono::milliseconds delay =
      std::min(backoff(++attempts.faults, policy, random), std::chrono::milliseconds{2000});
  if (now + delay > *attempts.unreachable_since + policy.unreachable_limit)
    return fail(FailureReason::kUnavailable, response.fault_text);
  return {Outcome::kRetry, delay, FailureReason::kNone, response.fault_text};
}

Verdict judge_throttled(const HttpResponse& response, Attempts& attempts, const RetryPolicy& policy) {
  const std::chrono::seconds pause =
      std::max(retry_after(response.headers).value_or(kDefaultPause), std::chrono::seconds{1});
  if (pause > policy.retry_after_cap || ++attempts.throttled >= policy.throttled_attempts) {
    Verdict verdict = fail(FailureReason::kTryLater, parse_api_error(response.body).summary());
    verdict.delay = pause;
    return verdict;
  }
  return {Outcome::kPauseTier, pause, FailureReason::kNone, {}};
}

}  // namespace

std::chrono::milliseconds backoff(int failures, const RetryPolicy& policy, std::mt19937_64& random) {
  const int doublings = std::clamp(failures - 1, 0, 20);
  const auto full = std::min(policy.longest_delay.count(), policy.first_delay.count() << doublings);
  const auto half = static_cast<std::uint64_t>(full / 2);
  return std::chrono::milliseconds{full - static_cast<std::int64_t>(half == 0 ? 0 : random() % half)};
}

Verdict judge(const HttpResponse& response, Attempts& attempts, const RetryPolicy& policy, Moment now,
              std::mt19937_64& random) {
  if (response.fault) {
    switch (*response.fault) {
      case TransportFault::kResolve:
      case TransportFault::kConnect:
        return judge_unreachable(response, attempts, policy, now, random);
      case TransportFault::kTls:
        return fail(FailureReason::kUnavailable, response.fault_text);
      case TransportFault::kTooLarge:
        return fail(FailureReason::kTooLarge, response.fault_text);
      case TransportFault::kBroken:
      case TransportFault::kStalled:
        break;
    }
    return retry_fault(attempts, policy, random, response.fault_text);
  }
  attempts.unreachable_since.reset();
  if (response.status == 200) return {};
  if (response.status == 429) return judge_throttled(response, attempts, policy);
  const ApiError error = parse_api_error(response.body);
  if (is_transient(response.status)) {
    const std::string words = error.summary();
    Verdict verdict = retry_fault(attempts, policy, random,
                                  "status " + std::to_string(response.status) + (words.empty() ? "" : ": " + words));
    if (const auto wait = retry_after(response.headers); verdict.outcome == Outcome::kRetry && wait) {
      if (*wait > policy.retry_after_cap) {
        verdict = fail(FailureReason::kTryLater, error.summary());
        verdict.delay = *wait;
      } else {
        verdict.delay = std::max<std::chrono::milliseconds>(verdict.delay, *wait);
      }
    }
    return verdict;
  }
  switch (response.status) {
    case 401:
      return fail(FailureReason::kKeyRefused, error.summary());
    case 403:
      return {Outcome::kScopeMissing, {}, FailureReason::kNone, error.summary()};
    case 404:
      return {Outcome::kNotFound, {}, FailureReason::kNone, error.summary()};
    case 400:
      if (is_cursor_error(error)) return {Outcome::kCursorExpired, {}, FailureReason::kNone, error.summary()};
      break;
    default:
      break;
  }
  const std::string words = error.summary();
  return fail(FailureReason::kBadRequest,
              "status " + std::to_string(response.status) + (words.empty() ? "" : ": " + words));
}

Verdict judge_unreadable(bool looks_like_json, Attempts& attempts, const RetryPolicy& policy, std::mt19937_64& random) {
  const int allowed = looks_like_json ? policy.malformed_attempts : policy.not_json_attempts;
  if (++attempts.malformed >= allowed) return fail(FailureReason::kNotJson, {});
  return {Outcome::kRetry, backoff(attempts.malformed, policy, random), FailureReason::kNone, {}};
}

}  // namespace klytics::collection
