#include "presentation/serve/api.h"

#include <fmt/format.h>
#include <openssl/crypto.h>

#include <algorithm>
#include <cctype>

#include "core/date_range.h"
#include "core/error.h"
#include "core/loopback.h"
#include "presentation/render/endpoints.h"
#include "presentation/render/freshness.h"
#include "presentation/render/json_writer.h"

namespace klytics::presentation {
namespace {

constexpr std::string_view kApi = "/api/";
constexpr std::chrono::seconds kStateAge{1};  // new data is seen after at most this long
constexpr std::string_view kCorrelation = "analytics/correlation";
constexpr std::string_view kBearer = "Bearer ";

ApiAnswer json_answer(int status, std::string text) {
  ApiAnswer answer;
  answer.status = status;
  answer.headers.emplace_back("Content-Type", "application/json");
  answer.headers.emplace_back("Cache-Control", "no-cache");
  answer.body = std::make_shared<const std::string>(std::move(text));
  return answer;
}

ApiAnswer failure(int status, std::string_view message) {
  JsonWriter json;
  json.begin_object();
  json.key("error").text(message);
  json.end_object();
  return json_answer(status, json.take());
}

// Time does not tell how much of a token was right.
bool same_secret(std::string_view given, const std::string& wanted) {
  return given.size() == wanted.size() && CRYPTO_memcmp(given.data(), wanted.data(), wanted.size()) == 0;
}

bool names_tag(std::string_view if_none_match, std::string_view tag) {
  return if_none_match == "*" || if_none_match.find(fmt::format("\"{}\"", tag)) != std::string_view::npos;
}

// Whether gzip is among the encodings, and not refused with a weight of 0.
bool takes_gzip(std::string_view accept_encoding) {
  const std::size_t at = accept_encoding.find("gzip");
  if (at == std::string_view::npos) return false;
  const std::string_view rest = accept_encoding.substr(at + 4, accept_encoding.find(',', at) - at - 4);
  return rest.find("q=0") == std::string_view::npos || rest.find("q=0.") != std::string_view::npos;
}

// For the log: what a stranger sent must not look like a line of it.
std::string shown(const ApiRequest& request) {
  std::string text = request.path + (request.date_range.empty() ? "" : "?dateRange=" + request.date_range);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }, '?');
  return text;
}

int status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kUsage:
      return 400;
    case ErrorKind::kInputMissing:
      return 404;
    case ErrorKind::kUnavailable:
    case ErrorKind::kTryLater:
      return 503;
    default:
      return 500;
  }
}

}  // namespace

Api::Api(ApiSettings settings, DashboardSource& source, std::function<Instant()> now,
         std::function<void(const std::string&)> log)
    : settings_(std::move(settings)),
      zone_(settings_.time_zone),
      source_(source),
      now_(std::move(now)),
      log_(std::move(log)),
      cache_(settings_.cache) {}

ApiAnswer Api::handle(const ApiRequest& request) {
  ApiAnswer answer;
  try {
    answer = route(request);
  } catch (const Error& error) {
    const int status = status_of(error.kind());
    // What went wrong inside is for the log; a stranger learns only that it did.
    answer = failure(status, status == 500                             ? "the answer could not be computed"
                             : error.kind() == ErrorKind::kUnavailable ? "the database cannot be reached"
                                                                       : error.what());
    if (status >= 500 && (error.kind() != ErrorKind::kTryLater || is_first_of_second()))
      log_(fmt::format("{}: {}", shown(request), error.what()));
    if (status == 503) answer.headers.emplace_back("Retry-After", "2");
  } catch (const std::exception& error) {
    log_(fmt::format("{}: {}", shown(request), error.what()));
    answer = failure(500, "the answer could not be computed");
  }
  add_common_headers(request, answer);
  return answer;
}

// Under load thousands are refused in a second: a line for one of them says it.
bool Api::is_first_of_second() {
  const std::int64_t second = std::chrono::floor<std::chrono::seconds>(now_()).time_since_epoch().count();
  return last_refused_second_.exchange(second) != second;
}

ApiAnswer Api::route(const ApiRequest& request) {
  // A page of another site that makes its own name point to this machine must not read what is only for this machine.
  if (settings_.only_local && !is_loopback(request.host)) return failure(421, "this server answers this machine only");
  if (request.method == "OPTIONS") {
    ApiAnswer answer;
    answer.status = 204;
    return answer;
  }
  const bool reads = request.method == "GET" || request.method == "HEAD";
  if (reads && (request.path == "/health" || request.path == "/api/health")) return health(request);
  if (!settings_.token.empty()) {
    const std::string_view given = request.authorization;
    if (!given.starts_with(kBearer) || !same_secret(given.substr(kBearer.size()), settings_.token.reveal())) {
      ApiAnswer answer = failure(401, "a token is needed: Authorization: Bearer TOKEN");
      answer.headers.emplace_back("WWW-Authenticate", "Bearer");
      return answer;
    }
  }
  if (request.path == "/cache") return cache(request);
  if (!reads) {
    ApiAnswer answer = failure(405, "only GET is answered");
    answer.headers.emplace_back("Allow", "GET, HEAD, OPTIONS");
    return answer;
  }
  if (!request.path.starts_with(kApi)) return failure(404, "no such endpoint");
  const std::string_view document = std::string_view(request.path).substr(kApi.size());
  if (document != kCorrelation) return endpoint(request, document);
  if (request.metric1.empty() || request.metric2.empty())
    return failure(400, "name two metrics: metric1Id and metric2Id");
  return endpoint(request, fmt::format("{}/{}/{}", kCorrelation, request.metric1, request.metric2));
}

ApiAnswer Api::endpoint(const ApiRequest& request, std::string_view document) {
  const bool has_range = document != kCustomerValue;
  if (has_range && find_endpoint(document) == nullptr) return failure(404, "no such endpoint");
  const Instant now = now_();
  const Date today = zone_.local_date(now);
  const NamedRange range = range_of(has_range ? request.date_range : "", today);
  const DataState state = current_state(now);
  // A predefined range is another one tomorrow, and its name stands in no body.
  const std::string days = to_string(range.range.first) + ',' + to_string(range.range.last);
  const auto bodies = cache_.get(days, state.version, now, [&] {
    return source_.range({days, range.range}, today, now);
  });
  const ServedBody* found = bodies->find(document);
  if (found == nullptr)
    return failure(404, has_range ? "no such endpoint" : "no model of customer value was fitted yet");
  const ServedBody& body = *found;
  ApiAnswer answer;
  const bool packed = takes_gzip(request.accept_encoding) && !body.packed().empty();
  const std::string tag = packed ? body.tag() + "-gzip" : body.tag();
  answer.headers = {{"Content-Type", "application/json"},
                    {"Cache-Control", "no-cache"},
                    {"ETag", '"' + tag + '"'},
                    {"Vary", "Accept-Encoding"}};
  if (names_tag(request.if_none_match, tag)) {
    answer.status = 304;
    return answer;
  }
  if (packed) answer.headers.emplace_back("Content-Encoding", "gzip");
  answer.body = {bodies, packed ? &body.packed() : &body.plain()};  // shares the range's life
  return answer;
}

ApiAnswer Api::health(const ApiRequest&) {
  const Instant now = now_();
  Freshness freshness = current_state(now).freshness;
  freshness.now = std::chrono::floor<std::chrono::seconds>(now);
  return json_answer(200, presentation::health(freshness));
}

ApiAnswer Api::cache(const ApiRequest& request) {
  if (request.method == "DELETE")
    cache_.clear();
  else if (request.method != "GET")
    return failure(405, "only GET and DELETE are answered");
  JsonWriter json;
  json.begin_array();
  for (const RangeCache::Entry& entry : cache_.entries()) {
    json.begin_object();
    json.key("range").text(entry.range);
    json.key("computedAt")
        .text(to_string(std::chrono::time_point_cast<Instant::duration>(
            std::chrono::floor<std::chrono::seconds>(entry.computed_at))));
    json.key("bytes").number(static_cast<std::int64_t>(entry.bytes));
    json.key("hits").number(static_cast<std::int64_t>(entry.hits));
    json.end_object();
  }
  json.end_array();
  return json_answer(200, json.take());
}

NamedRange Api::range_of(const std::string& text, Date today) const {
  const std::string name = text.empty() ? std::string(kDefaultRange) : text;
  if (const std::optional<DateRange> preset = preset_range(name, today)) return {name, *preset};
  const std::optional<NamedRange> custom = parse_range(name);
  if (!custom)
    throw Error(ErrorKind::kUsage,
                "dateRange is neither a predefined range nor two dates such as 2026-01-01,2026-01-31");
  if (custom->range.days() > settings_.longest_range_days)
    throw Error(ErrorKind::kUsage, fmt::format("dateRange has more than {} days", settings_.longest_range_days));
  return *custom;
}

// While the database is away, what was known before still holds: it gets older, and /health says so. One thread asks,
// and nobody waits for it who has an answer of before.
DataState Api::current_state(Instant now) {
  std::unique_lock lock(state_mutex_);
  if (!known_) {
    known_ = {source_.state(now), now};
    return known_->state;
  }
  if (asking_ || now - known_->checked_at < kStateAge) return known_->state;
  asking_ = true;
  lock.unlock();
  std::optional<DataState> state;
  std::exception_ptr failure;
  try {
    state = source_.state(now);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kUnavailable)
      failure = std::current_exception();
    else
      log_(fmt::format("the database is away, what was computed before is still answered: {}", error.what()));
  }
  lock.lock();
  asking_ = false;
  known_->checked_at = now;
  if (failure) std::rethrow_exception(failure);
  if (state) known_->state = std::move(*state);
  return known_->state;
}

bool Api::allows_origin(std::string_view origin) const {
  for (const std::string& allowed : settings_.allowed_origins)
    if (allowed == "*" || allowed == origin) return true;
  const std::size_t host = origin.find("://");
  return host != std::string_view::npos && is_loopback(origin.substr(host + 3));
}

void Api::add_common_headers(const ApiRequest& request, ApiAnswer& answer) const {
  answer.headers.emplace_back("X-Content-Type-Options", "nosniff");
  answer.headers.emplace_back("Vary", "Origin");
  if (request.origin.empty() || !allows_origin(request.origin)) return;
  answer.headers.emplace_back("Access-Control-Allow-Origin", request.origin);
  if (request.method != "OPTIONS") return;
  answer.headers.emplace_back("Access-Control-Allow-Methods", "GET");
  answer.headers.emplace_back("Access-Control-Allow-Headers", "content-type, authorization");
  answer.headers.emplace_back("Access-Control-Max-Age", "600");
}

}  // namespace klytics::presentation
