// Requests in, judged answers out: limits, retries and concurrency between the engine and HTTP.
#pragma once

#include <array>
#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "collection/http/http.h"
#include "collection/http/rate_limiter.h"
#include "collection/http/retry.h"
#include "collection/reports/report_budget.h"
#include "core/error.h"
#include "core/time.h"

namespace klytics::collection {

/// The clocks, so that tests bring their own.
struct Clock {
  std::function<Instant()> now;
  std::function<Moment()> tick;
};

/// Fetches pages. Not for concurrent use, except wake().
class Fetcher {
 public:
  struct Settings {
    double quota_share = 0.9;
    RetryPolicy retry;
    std::size_t most_transfers = 64;
    std::uint64_t seed = 1;  // of the jitter
    /// Believe a server that sends no RateLimit header that it has no limits: for a simulator on this machine.
    bool unlimited_without_headers = false;
    ReportBudget* report_budget = nullptr;  // asked before each request of the tier of reports
    /// A GET that the API refuses (400 and others that need no retry) is an answer too, as a POST is: for requests that
    /// a user wrote.
    bool return_refused = false;
  };
  struct Page {
    std::uint64_t id;
    /// kAccept, kCursorExpired, kNotFound, kScopeMissing, kRefused or kQuotaSpent; anything else became an Error.
    Outcome outcome;
    HttpRequest request;
    std::string body;
    std::string detail;  // the API's words where the outcome is not kAccept
    Attempts attempts;
    Instant try_again = {};  // of kQuotaSpent
  };

  Fetcher(HttpClient& http, Clock clock, const Settings& settings);

  /// Asks for a page. `id` comes back with it; one request an id at a time.
  void request(std::uint64_t id, Tier tier, HttpRequest request, const Attempts& attempts = {});
  /// Asks for the page behind one that came, before what waits: pages of few windows at a time lie close together where
  /// they are stored.
  void request_next(std::uint64_t id, Tier tier, HttpRequest request);
  /// Asks again for a page whose body could not be read, or throws Error(kContract) when that happened too often.
  void request_again(std::uint64_t id, Tier tier, const Page& page, bool looks_like_json);

  /// Forgets a request that was not sent yet.
  void cancel(std::uint64_t id);

  /// Sends what may be sent, waits for answers up to `at_most`, returns those that need no retry. At most `allowed`
  /// transfers are on their way at once; 0 only finishes those that are. Throws Error for what ends a run: see retry.h.
  std::vector<Page> step(std::chrono::milliseconds at_most, std::size_t allowed);
  void wake() { http_.wake(); }

  /// Transfers on their way.
  std::size_t active() const { return active_.size(); }
  /// How many more requests of a tier could be on their way at once.
  std::size_t free_transfers(Tier tier) const;
  std::int64_t sent() const { return sent_; }

 private:
  struct Request {
    std::uint64_t id;
    Tier tier;
    HttpRequest http;
    Attempts attempts;
  };

  std::chrono::milliseconds send(Moment now, std::chrono::milliseconds at_most, std::size_t allowed,
                                 std::vector<Page>& pages);
  /// When the next report may be asked for, where that is too far away to wait; nullopt: now or soon.
  std::optional<Instant> reports_refused_until(Moment turn, Moment now);
  /// Gives back every request of the tier of reports that was not sent.
  void spend_quota(Instant try_again, std::vector<Page>& pages);
  void observe_day(const Headers& headers);
  void settle(HttpClient::Finished finished, std::vector<Page>& pages);
  [[noreturn]] void fail(const Request& request, const Verdict& verdict) const;

  HttpClient& http_;
  Clock clock_;
  Settings settings_;
  RateLimiter limiter_;
  std::mt19937_64 random_;
  std::array<std::deque<Request>, kTierCount> ready_;
  std::multimap<Moment, Request> delayed_;
  std::map<std::uint64_t, Request> active_;
  std::int64_t sent_ = 0;
  bool unlimited_reports_ = false;
};

}  // namespace klytics::collection
