// What to do with an answer: take it, ask again and when, or give up and why. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <random>
#include <string>

#include "collection/http/http.h"

namespace klytics::collection {

struct RetryPolicy {
  int attempts = 10;           // of a request that meets faults and 5xx
  int malformed_attempts = 5;  // of a JSON answer that is cut short or broken as a whole
  int not_json_attempts = 2;   // of an answer that is something else than JSON
  int throttled_attempts = 100;
  std::chrono::milliseconds first_delay{250};
  std::chrono::milliseconds longest_delay{30'000};
  std::chrono::seconds retry_after_cap{600};
  std::chrono::seconds unreachable_limit{8};  // refused connections and unknown hosts: give up within 10 s
};

/// What one request has met so far.
struct Attempts {
  int faults = 0;     // broken transfers and 5xx
  int malformed = 0;  // answers that could not be read
  int throttled = 0;
  std::optional<Moment> unreachable_since;
};

enum class Outcome {
  kAccept,
  kRetry,          // after `delay`
  kPauseTier,      // 429: nobody of the tier asks before `delay` is over, then this request again
  kCursorExpired,  // 400: the window has to be begun again
  kNotFound,       // 404, 410 of a parent that is gone
  kScopeMissing,   // 403
  kRefused,        // 400 of a query, not of a listing: made of kFail by the fetcher
  kQuotaSpent,     // no more reports for now: made by the fetcher
  kFail,           // the run cannot go on: `error` says why
};

enum class FailureReason { kNone, kKeyRefused, kTryLater, kUnavailable, kBadRequest, kNotJson, kTooLarge };

struct Verdict {
  Outcome outcome = Outcome::kAccept;
  std::chrono::milliseconds delay{0};
  FailureReason reason = FailureReason::kNone;
  std::string detail;  // the API's or the library's words, for a message
};

/// Delay before attempt number `failures` + 1: exponential, with the upper half random so that clients do not beat in
/// time.
std::chrono::milliseconds backoff(int failures, const RetryPolicy& policy, std::mt19937_64& random);

/// Judges an answer and counts it in `attempts`. Only 200 is accepted; whether its body can be read is judged later, by
/// judge_unreadable().
Verdict judge(const HttpResponse& response, Attempts& attempts, const RetryPolicy& policy, Moment now,
              std::mt19937_64& random);

/// For an answer of status 200 whose body is not a readable page. `looks_like_json`: it begins like JSON, so that it
/// was probably cut short.
Verdict judge_unreadable(bool looks_like_json, Attempts& attempts, const RetryPolicy& policy, std::mt19937_64& random);

}  // namespace klytics::collection
