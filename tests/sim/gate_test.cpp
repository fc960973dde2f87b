#include "server/gate.h"

#include <cmath>
#include <map>

#include "sim_client.h"

namespace klaviyo_sim {
namespace {

std::map<std::string, std::string> headers_of(const Reply& reply) {
  return {reply.headers.begin(), reply.headers.end()};
}

TEST(Gate, WantsKeyRevisionAndScope) {
  Options options = small_options();
  options.scopes = {"metrics:read", "lists:read"};
  SimClient client(options);
  EXPECT_EQ(client.get("/api/metrics").status, 200);
  EXPECT_EQ(client.get("/api/events").status, 403);
  EXPECT_NE(client.get("/api/events").body.find("events:read"), std::string::npos);
  const std::string list = client.shop().lists.front().id;
  EXPECT_EQ(client.get("/api/lists/" + list + "/profiles").status, 403);  // needs profiles:read too
  EXPECT_EQ(client.get("/api/lists").status, 200);
  EXPECT_EQ(client.get("/api/lists?include=tags").status, 403);  // needs tags:read too
  client.revision.clear();
  EXPECT_EQ(client.get("/api/metrics").status, 400);
  for (const char* wrong : {"", "Klaviyo-API-Key pk_other", "Bearer pk_test", "pk_test"}) {
    client.authorization = wrong;
    EXPECT_EQ(client.get("/api/metrics").status, 401) << wrong;
  }
}

TEST(Gate, SaysWhatIsLeftAndOn429OnlyWhenToRetry) {
  Options options = small_options();
  options.limits = true;
  SimClient client(options);
  const auto first = headers_of(client.get("/api/flows"));
  EXPECT_EQ(first.at("RateLimit-Limit"), "3, 3;w=1, 60;w=60");
  EXPECT_EQ(first.at("RateLimit-Remaining"), "2");
  EXPECT_EQ(first.at("RateLimit-Reset"), "1");
  client.get("/api/flows");
  client.get("/api/flows");
  const Reply refused = client.get("/api/flows");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(headers_of(refused), (std::map<std::string, std::string>{{"Retry-After", "1"}}));
  EXPECT_EQ(nlohmann::json::parse(refused.body)["errors"][0]["detail"],
            "Request was throttled. Expected available in 1 second.");
  client.now += std::chrono::seconds{1};
  EXPECT_EQ(client.get("/api/flows").status, 200);
}

TEST(Gate, CostlyParametersLowerTheTier) {
  Options options = small_options();
  options.limits = true;
  SimClient client(options);
  EXPECT_EQ(headers_of(client.get("/api/profiles")).at("RateLimit-Limit").substr(0, 3), "75,");
  client.now += std::chrono::minutes{1};
  EXPECT_EQ(headers_of(client.get("/api/profiles?additional-fields[profile]=predictive_analytics"))
                .at("RateLimit-Limit")
                .substr(0, 3),
            "10,");
}

TEST(Gate, FaultsComeAtTheirRateAndTheSameInEveryRun) {
  Options options = small_options();
  options.faults[Fault::kTooManyRequests] = 0.1;
  options.faults[Fault::kInternalError] = 0.1;
  options.faults[Fault::kUnavailable] = 0.1;
  options.faults[Fault::kDrop] = 0.05;
  const auto run = [&] {
    SimClient client(options);
    std::vector<int> answers;
    for (int i = 0; i < 1000; ++i) {
      const Reply reply = client.get("/api/tag-groups");
      answers.push_back(reply.fault == Fault::kDrop ? 0 : reply.status);
    }
    return answers;
  };
  const std::vector<int> first = run();
  EXPECT_EQ(first, run());
  std::map<int, int> counts;
  for (const int answer : first) ++counts[answer];
  // Four standard deviations of a binomial of 1000 draws are below 40 at a rate of 0.1, below 28 at 0.05.
  for (const int status : {429, 500, 503}) EXPECT_NEAR(counts[status], 100, 40) << status;
  EXPECT_NEAR(counts[0], 50, 28);
  EXPECT_EQ(counts[200] + counts[429] + counts[500] + counts[503] + counts[0], 1000);
}

TEST(Gate, AnswersAnAddressProperlyAfterSoManyFaultsInARow) {
  Options options = small_options();
  options.faults[Fault::kBadGateway] = 1;
  options.faults_in_a_row = 2;
  SimClient client(options);
  std::vector<int> answers;
  for (int i = 0; i < 6; ++i) {
    answers.push_back(client.get("/api/tag-groups").status);
    if (i == 0) EXPECT_EQ(client.get("/api/metrics").status, 502);  // counted by address
  }
  EXPECT_EQ(answers, (std::vector<int>{502, 502, 200, 502, 502, 200}));
}

TEST(Gate, AnErrorKeepsItsStatusAndABrokenBodyIs200) {
  Options options = small_options();
  for (const auto [fault, status] : {std::pair{Fault::kGatewayTimeout, 504}, std::pair{Fault::kOriginTimeout, 524},
                                     std::pair{Fault::kNotJson, 200}, std::pair{Fault::kCutJson, 200}}) {
    options.faults = {};
    options.faults[fault] = 1;
    SimClient client(options);
    const Reply reply = client.get("/api/metrics");
    EXPECT_EQ(reply.status, status);
    EXPECT_EQ(nlohmann::json::accept(reply.body), status != 200) << reply.body;
  }
}

TEST(Gate, OnlyRequestsWithACursorMeetAnExpiredOne) {
  Options options = small_options();
  options.faults[Fault::kExpiredCursor] = 1;
  SimClient client(options);
  const Reply first = client.get("/api/events?page[size]=5");
  EXPECT_EQ(first.status, 200);
  const Reply second = client.get(nlohmann::json::parse(first.body)["links"]["next"]);
  EXPECT_EQ(second.status, 400);
  EXPECT_NE(second.body.find("Invalid cursor provided."), std::string::npos);
}

TEST(Gate, MalformedRecordsAreTheSameOnesEveryTime) {
  Options options = small_options();
  options.faults.malformed = 0.1;
  SimClient broken(options);
  SimClient sound;
  const auto page = [](SimClient& client) { return client.get("/api/events?page[size]=1000").body; };
  EXPECT_EQ(page(broken), page(broken));
  const EventWriter good(sound.shop(), "", 0);
  const EventWriter bad(broken.shop(), "", 0.1);
  double different = 0;
  for (const Event& event : sound.shop().events) {
    std::string one, other;
    good.append(one, event, {});
    bad.append(other, event, {});
    different += one != other ? 1 : 0;
  }
  const double expected = 0.1 * static_cast<double>(sound.shop().events.size());
  EXPECT_NEAR(different, expected, 4 * std::sqrt(expected));  // four standard deviations of a binomial
}

}  // namespace
}  // namespace klaviyo_sim
