#include "presentation/serve/api.h"

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "core/error.h"

namespace klytics::presentation {
namespace {

// Answers with a body that names the range and how often the database was asked.
class FakeSource : public DashboardSource {
 public:
  DataState state(Instant now) override {
    if (away) throw Error(ErrorKind::kUnavailable, "no answer from db.internal:5432");
    return {version, {parse_instant("2026-01-31T09:00:00Z"), now, 26}};
  }
  DocumentRenderer range(const NamedRange& range, Date, Instant) override {
    if (away) throw Error(ErrorKind::kUnavailable, "no answer from db.internal:5432");
    ++computed;
    std::string body = "[\"" + range.name + " " + std::to_string(computed) + "\"";
    body += std::string(padding, ' ') + "]";
    const std::map<std::string, std::string, std::less<>> bodies = {
        {"overview", body}, {"charts/revenue", "[]"}, {"analytics/correlation/orders/AbC123", "{}"}};
    return [bodies](std::string_view document) {
      const auto found = bodies.find(document);
      return found == bodies.end() ? std::nullopt : std::optional(found->second);
    };
  }

  std::string version = "1";
  bool away = false;
  int computed = 0;
  std::size_t padding = 0;
};

class ApiTest : public testing::Test {
 protected:
  Api api() {
    return {settings, source, [this] { return now; }, [this](const std::string& line) { log.push_back(line); }};
  }
  static ApiRequest get(const std::string& path, const std::string& range = "") {
    ApiRequest request;
    request.method = "GET";
    request.path = path;
    request.date_range = range;
    request.host = "127.0.0.1:8080";
    return request;
  }
  static std::string header(const ApiAnswer& answer, std::string_view wanted) {
    std::string all;
    for (const auto& [name, value] : answer.headers)
      if (name == wanted) all += (all.empty() ? "" : "|") + value;
    return all;
  }

  FakeSource source;
  ApiSettings settings{.time_zone = "Pacific/Auckland",
                       .token = {},
                       .only_local = true,
                       .allowed_origins = {"https://dashboard.example"},
                       .longest_range_days = 400,
                       .cache = {}};
  Instant now = *parse_instant("2026-01-31T12:30:00Z");  // the 1st of February in Auckland
  std::vector<std::string> log;
};

TEST_F(ApiTest, AnswersNamedAndCustomRangesRelativeToTheAccountsToday) {
  Api served = api();
  EXPECT_EQ(*served.handle(get("/api/overview", "last-7-days")).body, R"(["2026-01-25,2026-02-01 1"])");
  EXPECT_EQ(*served.handle(get("/api/overview")).body, R"(["2026-01-02,2026-02-01 2"])");
  EXPECT_EQ(*served.handle(get("/api/overview", "2025-05-01,2025-05-31")).body, R"(["2025-05-01,2025-05-31 3"])");
  const ApiAnswer answer = served.handle(get("/api/overview", "this-month"));
  EXPECT_EQ(*answer.body, R"(["2026-02-01,2026-02-01 4"])");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(header(answer, "Content-Type"), "application/json");
}

TEST_F(ApiTest, RefusesWhatIsNoRangeOrTooLong) {
  Api served = api();
  for (const char* range : {"../..", "last-7-days/../last-30-days", "2026-01-31,2026-01-01", "yesterday", "2026-01-01",
                            "1900-01-01,2026-01-01"}) {
    const ApiAnswer answer = served.handle(get("/api/overview", range));
    EXPECT_EQ(answer.status, 400) << range;
    EXPECT_NE(answer.body->find("\"error\""), std::string::npos);
  }
  for (const char* path : {"/", "/api/", "/api/nothing", "/api/overview/more", "/api/../manifest.json", "/overview"})
    EXPECT_EQ(served.handle(get(path)).status, 404) << path;
  EXPECT_EQ(source.computed, 1);  // for a path below an endpoint
}

TEST_F(ApiTest, TheTwoArgumentsOfACorrelationNameItsDocument) {
  Api served = api();
  ApiRequest request = get("/api/analytics/correlation");
  EXPECT_EQ(served.handle(request).status, 400);
  request.metric1 = "orders";
  EXPECT_EQ(served.handle(request).status, 400);
  request.metric2 = "AbC123";
  EXPECT_EQ(*served.handle(request).body, "{}");
  EXPECT_EQ(*served.handle(get("/api/analytics/correlation/orders/AbC123")).body, "{}");
  request.metric2 = "../../overview";
  EXPECT_EQ(served.handle(request).status, 404);
}

TEST_F(ApiTest, ComputesARangeOnceAndAgainWhenTheDataChangedOrItIsOld) {
  Api served = api();
  served.handle(get("/api/overview"));
  served.handle(get("/api/charts/revenue", "last-30-days"));
  EXPECT_EQ(source.computed, 1);
  source.version = "2";
  now += std::chrono::seconds{2};
  served.handle(get("/api/overview"));
  EXPECT_EQ(source.computed, 2);
  now += std::chrono::seconds{61};
  served.handle(get("/api/overview"));
  EXPECT_EQ(source.computed, 3);
}

TEST_F(ApiTest, AnEntityTagSavesTheBodyAndFollowsTheEncoding) {
  source.padding = 5000;
  Api served = api();
  ApiRequest request = get("/api/overview");
  const ApiAnswer plain = served.handle(request);
  request.accept_encoding = "gzip, br";
  const ApiAnswer packed = served.handle(request);
  EXPECT_EQ(header(packed, "Content-Encoding"), "gzip");
  EXPECT_LT(packed.body->size(), plain.body->size());
  EXPECT_NE(header(packed, "ETag"), header(plain, "ETag"));
  EXPECT_EQ(header(packed, "Vary"), "Accept-Encoding|Origin");
  request.if_none_match = header(packed, "ETag");
  EXPECT_EQ(served.handle(request).status, 304);
  EXPECT_EQ(served.handle(request).body, nullptr);
  request.accept_encoding = "br, gzip;q=0";
  EXPECT_EQ(served.handle(request).status, 200);
  EXPECT_EQ(header(served.handle(request), "Content-Encoding"), "");
}

TEST_F(ApiTest, APreflightIsAnsweredAndOnlyAllowedOriginsMayRead) {
  settings.token = Secret("0123456789abcdef");
  Api served = api();
  ApiRequest request = get("/api/overview");
  request.method = "OPTIONS";
  for (const char* origin : {"https://dashboard.example", "http://localhost:3000", "http://127.0.0.1"}) {
    request.origin = origin;
    const ApiAnswer answer = served.handle(request);
    EXPECT_EQ(answer.status, 204);
    EXPECT_EQ(header(answer, "Access-Control-Allow-Origin"), origin);
    EXPECT_EQ(header(answer, "Access-Control-Allow-Headers"), "content-type, authorization");
  }
  for (const char* origin : {"https://elsewhere.example", "http://localhost.elsewhere.example",
                             "http://127.evil.example", "null", "https://dashboard.example.evil"}) {
    request.origin = origin;
    EXPECT_EQ(header(served.handle(request), "Access-Control-Allow-Origin"), "") << origin;
  }
}

TEST_F(ApiTest, ATokenIsAskedForEverywhereButAtHealth) {
  settings.token = Secret("0123456789abcdef");
  Api served = api();
  ApiRequest request = get("/api/overview");
  for (const char* given : {"", "Bearer ", "Bearer 0123456789abcdeF", "0123456789abcdef", "Basic 0123456789abcdef"}) {
    request.authorization = given;
    EXPECT_EQ(served.handle(request).status, 401) << given;
  }
  EXPECT_EQ(served.handle(get("/cache")).status, 401);
  EXPECT_EQ(served.handle(get("/health")).status, 200);
  request.authorization = "Bearer 0123456789abcdef";
  EXPECT_EQ(served.handle(request).status, 200);
}

TEST_F(ApiTest, ANameThatPointsHereIsNotThisMachine) {
  Api served = api();
  ApiRequest request = get("/api/overview");
  for (const char* host : {"evil.example:8080", "", "127.0.0.1.evil.example"}) {
    request.host = host;
    EXPECT_EQ(served.handle(request).status, 421) << host;
  }
  for (const char* host : {"localhost", "localhost:8080", "127.0.0.1", "[::1]:8080"}) {
    request.host = host;
    EXPECT_EQ(served.handle(request).status, 200) << host;
  }
}

TEST_F(ApiTest, WhileTheDatabaseIsAwayWhatWasComputedIsAnsweredAndHealthGetsStale) {
  Api served = api();
  served.handle(get("/api/overview"));
  source.away = true;
  now += std::chrono::seconds{30};
  EXPECT_EQ(served.handle(get("/api/overview")).status, 200);
  const ApiAnswer other = served.handle(get("/api/overview", "last-7-days"));
  EXPECT_EQ(other.status, 503);
  EXPECT_EQ(header(other, "Retry-After"), "2");
  EXPECT_EQ(*other.body, R"({"error":"the database cannot be reached"})");  // where it is says only the log
  EXPECT_EQ(nlohmann::json::parse(*served.handle(get("/health")).body)["status"], "ok");
  now += std::chrono::hours{40};
  EXPECT_EQ(nlohmann::json::parse(*served.handle(get("/api/health")).body)["status"], "stale");
  EXPECT_FALSE(log.empty());
}

TEST_F(ApiTest, TheCacheCanBeLookedAtAndCleared) {
  Api served = api();
  served.handle(get("/api/overview", "2025-05-01,2025-05-31"));
  served.handle(get("/api/overview", "2025-05-01,2025-05-31"));
  const nlohmann::json shown = nlohmann::json::parse(*served.handle(get("/cache")).body);
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(shown[0]["range"], "2025-05-01,2025-05-31");
  EXPECT_EQ(shown[0]["hits"], 1);
  ApiRequest clear = get("/cache");
  clear.method = "DELETE";
  EXPECT_EQ(*served.handle(clear).body, "[]");
  served.handle(get("/api/overview", "2025-05-01,2025-05-31"));
  EXPECT_EQ(source.computed, 2);
}

TEST_F(ApiTest, OtherMethodsAreRefused) {
  ApiRequest request = get("/api/overview");
  request.method = "DELETE";
  EXPECT_EQ(api().handle(request).status, 405);
}

}  // namespace
}  // namespace klytics::presentation
