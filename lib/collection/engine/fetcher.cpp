#include "collection/engine/fetcher.h"

#include <fmt/format.h>

#include <algorithm>

#include "collection/http/url.h"

namespace klytics::collection {
namespace {

using std::chrono::milliseconds;

// Waiting for the limiter's own minute is no waiting for the vendor.
constexpr std::chrono::seconds kSteadyWindow{60};
constexpr int kDaySeconds = 86400;

// Rounded up: waking before the moment would only wait again.
milliseconds until(Moment moment, Moment now) { return std::chrono::ceil<milliseconds>(std::max(moment, now) - now); }

}  // namespace

Fetcher::Fetcher(HttpClient& http, Clock clock, const Settings& settings)
    : http_(http),
      clock_(std::move(clock)),
      settings_(settings),
      limiter_(settings.quota_share),
      random_(settings.seed) {}

void Fetcher::request(std::uint64_t id, Tier tier, HttpRequest request, const Attempts& attempts) {
  ready_[static_cast<std::size_t>(tier)].push_back({id, tier, std::move(request), attempts});
}

void Fetcher::request_next(std::uint64_t id, Tier tier, HttpRequest request) {
  ready_[static_cast<std::size_t>(tier)].push_front({id, tier, std::move(request), {}});
}

void Fetcher::request_again(std::uint64_t id, Tier tier, const Page& page, bool looks_like_json) {
  Request request{id, tier, page.request, page.attempts};
  const Verdict verdict = judge_unreadable(looks_like_json, request.attempts, settings_.retry, random_);
  if (verdict.outcome != Outcome::kRetry) fail(request, verdict);
  delayed_.emplace(clock_.tick() + verdict.delay, std::move(request));
}

void Fetcher::cancel(std::uint64_t id) {
  for (auto& queue : ready_) std::erase_if(queue, [&](const Request& request) { return request.id == id; });
  std::erase_if(delayed_, [&](const auto& entry) { return entry.second.id == id; });
}

std::size_t Fetcher::free_transfers(Tier tier) const {
  std::size_t taken = ready_[static_cast<std::size_t>(tier)].size();
  for (const auto& [id, request] : active_) taken += request.tier == tier ? 1 : 0;
  for (const auto& [moment, request] : delayed_) taken += request.tier == tier ? 1 : 0;
  return taken >= settings_.most_transfers ? 0 : settings_.most_transfers - taken;
}

// Sends every request whose turn it is; returns how long to wait for answers before there may be another turn.
milliseconds Fetcher::send(Moment now, milliseconds at_most, std::size_t allowed, std::vector<Page>& pages) {
  while (!delayed_.empty() && delayed_.begin()->first <= now) {
    Request& request = delayed_.begin()->second;
    ready_[static_cast<std::size_t>(request.tier)].push_front(std::move(request));
    delayed_.erase(delayed_.begin());
  }
  if (!delayed_.empty()) at_most = std::min(at_most, until(delayed_.begin()->first, now));
  for (std::size_t i = 0; i < kTierCount; ++i) {
    while (!ready_[i].empty() && active_.size() < allowed) {
      const Tier tier = static_cast<Tier>(i);
      const Moment turn = limiter_.ready_at(tier, now);
      if (tier == Tier::kReport)
        if (const std::optional<Instant> again = reports_refused_until(turn, now)) {
          spend_quota(*again, pages);
          break;
        }
      if (turn > now) {
        at_most = std::min(at_most, until(turn, now));
        break;
      }
      Request request = std::move(ready_[i].front());
      ready_[i].pop_front();
      http_.start(request.id, request.http);
      limiter_.take(tier, now);
      ++sent_;
      active_.emplace(request.id, std::move(request));
    }
  }
  return at_most;
}

// The budget is asked last: what it counts is sent.
std::optional<Instant> Fetcher::reports_refused_until(Moment turn, Moment now) {
  if (turn - now > std::max(settings_.retry.retry_after_cap, kSteadyWindow))
    return std::chrono::ceil<std::chrono::seconds>(clock_.now()) + std::chrono::ceil<std::chrono::seconds>(turn - now);
  if (turn > now || settings_.report_budget == nullptr || unlimited_reports_) return std::nullopt;
  return settings_.report_budget->take(clock_.now());
}

void Fetcher::spend_quota(Instant try_again, std::vector<Page>& pages) {
  for (Request& request : ready_[static_cast<std::size_t>(Tier::kReport)])
    pages.push_back({request.id, Outcome::kQuotaSpent, std::move(request.http), {}, {}, request.attempts, try_again});
  ready_[static_cast<std::size_t>(Tier::kReport)].clear();
}

std::vector<Fetcher::Page> Fetcher::step(milliseconds at_most, std::size_t allowed) {
  allowed = std::min(allowed, settings_.most_transfers);
  std::vector<Page> pages;
  if (allowed > 0) at_most = send(clock_.tick(), at_most, allowed, pages);
  if (!pages.empty()) at_most = milliseconds{0};
  for (HttpClient::Finished& finished : http_.wait(at_most)) settle(std::move(finished), pages);
  return pages;
}

void Fetcher::settle(HttpClient::Finished finished, std::vector<Page>& pages) {
  const auto entry = active_.find(finished.id);
  if (entry == active_.end()) return;
  Request request = std::move(entry->second);
  active_.erase(entry);
  const Moment now = clock_.tick();
  limiter_.observe(request.tier, finished.response.headers, now);
  if (settings_.unlimited_without_headers && finished.response.status == 200 &&
      !finished.response.headers.find("ratelimit-limit")) {
    limiter_.lift(request.tier);
    unlimited_reports_ = unlimited_reports_ || request.tier == Tier::kReport;
  }
  if (request.tier == Tier::kReport) observe_day(finished.response.headers);
  Verdict verdict = judge(finished.response, request.attempts, settings_.retry, now, random_);
  switch (verdict.outcome) {
    case Outcome::kRetry:
      delayed_.emplace(now + verdict.delay, std::move(request));
      return;
    case Outcome::kPauseTier:
      limiter_.pause(request.tier, now + verdict.delay);
      ready_[static_cast<std::size_t>(request.tier)].push_front(std::move(request));
      return;
    case Outcome::kFail:
      if (request.tier == Tier::kReport && verdict.reason == FailureReason::kTryLater) {
        const Instant again = std::chrono::ceil<std::chrono::seconds>(clock_.now() + verdict.delay);
        if (settings_.report_budget != nullptr) settings_.report_budget->refuse_until(again);
        ready_[static_cast<std::size_t>(Tier::kReport)].push_front(std::move(request));
        return spend_quota(again, pages);
      }
      if ((request.http.body.empty() && !settings_.return_refused) || verdict.reason != FailureReason::kBadRequest)
        fail(request, verdict);
      verdict.outcome = Outcome::kRefused;  // a query that the account cannot be asked, such as one for another metric
      break;
    case Outcome::kRefused:
    case Outcome::kQuotaSpent:
    case Outcome::kAccept:
    case Outcome::kCursorExpired:
    case Outcome::kNotFound:
    case Outcome::kScopeMissing:
      break;
  }
  pages.push_back({request.id, verdict.outcome, std::move(request.http), std::move(finished.response.body),
                   std::move(verdict.detail), request.attempts});
}

void Fetcher::observe_day(const Headers& headers) {
  const auto limits = headers.find("ratelimit-limit");
  if (!limits || settings_.report_budget == nullptr) return;
  for (const RateWindow& window : parse_rate_limit(*limits))
    if (window.window_seconds == kDaySeconds && window.limit > 0)
      settings_.report_budget->observe(window.limit, clock_.now());
}

void Fetcher::fail(const Request& request, const Verdict& verdict) const {
  const std::string_view path = path_of(request.http.url);
  const std::string words = verdict.detail.empty() ? "" : ": " + verdict.detail;
  switch (verdict.reason) {
    case FailureReason::kKeyRefused:
      throw Error(ErrorKind::kPermission, "the API key was refused" + words,
                  "check KLAVIYO_API_KEY: it must be a private key of this account that was not revoked");
    case FailureReason::kTryLater: {
      const Instant again = std::chrono::ceil<std::chrono::seconds>(clock_.now()) +
                            std::chrono::ceil<std::chrono::seconds>(verdict.delay);
      throw Error(
          ErrorKind::kTryLater,
          fmt::format("the API asks to wait for {} s at {}", verdict.delay.count() / 1000, path) + words,
          "try again at " + to_string(again) + "; what was fetched is stored and the next run goes on from there");
    }
    case FailureReason::kUnavailable:
      if (request.attempts.unreachable_since)
        throw Error(ErrorKind::kUnavailable,
                    fmt::format("cannot reach {}", origin_of(request.http.url).value_or("the API")) + words,
                    "check the network; the vendor's host is on many DNS block lists");
      throw Error(ErrorKind::kUnavailable, fmt::format("the API does not answer properly at {}", path) + words,
                  "what was fetched is stored; run the command again later");
    case FailureReason::kNotJson:
      throw Error(ErrorKind::kContract, fmt::format("the API's answer at {} is not a JSON page", path),
                  "check the base URL, and proxies on the way");
    case FailureReason::kTooLarge:
      throw Error(ErrorKind::kContract, fmt::format("the API's answer at {} is larger than is accepted", path));
    case FailureReason::kBadRequest:
    case FailureReason::kNone:
      break;
  }
  throw Error(ErrorKind::kContract, fmt::format("the API refused a request for {}", path) + words,
              "the API may have changed: check the configured revision");
}

}  // namespace klytics::collection
