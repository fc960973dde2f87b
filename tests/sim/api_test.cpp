#include "api/api.h"

#include <map>
#include <set>

#include "sim_client.h"

namespace klaviyo_sim {
namespace {

std::string id_of_metric(const Shop& shop, Kind kind) { return shop.metric(kind).id; }

TEST(Api, PagesOfEventsNeitherRepeatNorLoseAnyInAnyOrder) {
  SimClient client;
  for (const char* sort : {"datetime", "-datetime", "timestamp", "-timestamp"}) {
    const auto events = client.all(std::string("/api/events?page[size]=37&sort=") + sort);
    ASSERT_EQ(events.size(), client.shop().events.size()) << sort;
    std::set<std::string> ids;
    for (std::size_t i = 0; i < events.size(); ++i) {
      EXPECT_TRUE(ids.insert(events[i]["id"]).second);
      if (i == 0) continue;
      const auto before = events[i - 1]["attributes"]["timestamp"].get<std::int64_t>();
      const auto after = events[i]["attributes"]["timestamp"].get<std::int64_t>();
      EXPECT_TRUE(sort[0] == '-' ? before >= after : before <= after);
    }
  }
}

TEST(Api, APreviousLinkLeadsBackOverTheSameEvents) {
  SimClient client;
  const auto first = client.json("/api/events?page[size]=10");
  EXPECT_TRUE(first["links"]["prev"].is_null());
  const auto second = client.json(first["links"]["next"]);
  const auto back = client.json(second["links"]["prev"]);
  EXPECT_EQ(back["data"], first["data"]);
}

TEST(Api, WindowsOfTimeAreHalfOpenWhereTheyAreAskedToBe) {
  SimClient client;
  const auto& events = client.shop().events;
  const UnixSeconds middle = events[events.size() / 2].time;
  const auto count = [&](const std::string& op) {
    return client.all("/api/events?page[size]=1000&filter=" + op + "(timestamp," + std::to_string(middle) + ")").size();
  };
  EXPECT_EQ(count("less-than") + count("greater-or-equal"), events.size());
  EXPECT_EQ(count("less-or-equal") + count("greater-than"), events.size());
  EXPECT_GT(count("less-or-equal"), count("less-than"));
}

TEST(Api, ByMetricAndByProfileTheEventsAddUpToAll) {
  SimClient client;
  std::size_t by_metric = 0;
  std::string both;
  for (const Metric& metric : client.shop().metrics)
    by_metric += client.all("/api/events?page[size]=1000&filter=equals(metric_id,\"" + metric.id + "\")").size();
  EXPECT_EQ(by_metric, client.shop().events.size());
  std::size_t by_profile = 0;
  for (const Profile& profile : client.shop().profiles)
    by_profile += client.all("/api/events?page[size]=200&filter=equals(profile_id,\"" + profile.id + "\")").size();
  EXPECT_EQ(by_profile, client.shop().events.size());
  const std::string opens = id_of_metric(client.shop(), Kind::kOpenedEmail);
  const std::string clicks = id_of_metric(client.shop(), Kind::kClickedEmail);
  const auto count = [&](const std::string& value) {
    return client.all("/api/events?page[size]=50&filter=equals(metric_id," + value + ")").size();
  };
  EXPECT_EQ(count("[\"" + opens + "\",\"" + clicks + "\"]"), count("\"" + opens + "\"") + count("\"" + clicks + "\""));
}

TEST(Api, AnAttributionNamesTheTouchThatCameShortlyBeforeByTheSamePerson) {
  SimClient client;
  const auto document = client.json("/api/events?page[size]=1000&include=attributions&filter=equals(metric_id,\"" +
                                    id_of_metric(client.shop(), Kind::kPlacedOrder) + "\")");
  std::map<std::string, nlohmann::json> orders;
  for (const auto& order : document["data"]) orders[order["id"]] = order;
  ASSERT_FALSE(document["included"].empty());
  for (const auto& attribution : document["included"]) {
    const auto& order = orders.at(attribution["relationships"]["event"]["data"]["id"]);
    EXPECT_EQ(order["relationships"]["attributions"]["data"][0]["id"], attribution["id"]);
    const auto touch = client.json(
        "/api/events/" + attribution["relationships"]["attributed-event"]["data"]["id"].get<std::string>())["data"];
    EXPECT_EQ(touch["relationships"]["profile"]["data"], order["relationships"]["profile"]["data"]);
    const auto gap =
        order["attributes"]["timestamp"].get<std::int64_t>() - touch["attributes"]["timestamp"].get<std::int64_t>();
    EXPECT_GE(gap, 0);
    EXPECT_LE(gap, 5 * 86400);
    const bool campaign = attribution["relationships"].contains("campaign");
    EXPECT_NE(campaign, attribution["relationships"].contains("flow"));
    const std::string key = campaign ? attribution["relationships"]["campaign"]["data"]["id"]
                                     : attribution["relationships"]["flow-message"]["data"]["id"];
    EXPECT_EQ(touch["attributes"]["event_properties"]["$message"], key);
  }
}

TEST(Api, ListingsPageSortAndFilter) {
  SimClient client;
  const auto profiles = client.all("/api/profiles?page[size]=40&sort=-created");
  EXPECT_EQ(profiles.size(), client.shop().profiles.size());
  for (std::size_t i = 1; i < profiles.size(); ++i)
    EXPECT_GE(profiles[i - 1]["attributes"]["created"], profiles[i]["attributes"]["created"]);
  std::size_t campaigns = 0;
  for (const char* channel : {"email", "sms", "mobile_push"})
    for (const char* archived : {"true", "false"})
      campaigns += client
                       .all(std::string("/api/campaigns?filter=and(equals(messages.channel,\"") + channel +
                            "\"),equals(archived," + archived + "))")
                       .size();
  EXPECT_EQ(campaigns, client.shop().campaigns.size());
  std::size_t members = 0;
  for (const Group& segment : client.shop().segments) {
    const auto ids = client.all("/api/segments/" + segment.id + "/relationships/profiles?page[size]=100");
    EXPECT_EQ(ids.size(), segment.members.size());
    members += ids.size();
  }
  EXPECT_GT(members, 0U);
}

TEST(Api, SparseFieldsDropOtherAttributesAndTheRelationships) {
  SimClient client;
  const auto event = client.json("/api/events?page[size]=1&fields[event]=timestamp")["data"][0];
  EXPECT_EQ(event["attributes"].size(), 1U);
  EXPECT_FALSE(event.contains("relationships"));
  const auto profile = client.json("/api/profiles?page[size]=1&fields[profile]=email,location.city")["data"][0];
  EXPECT_EQ(profile["attributes"].size(), 2U);
  EXPECT_EQ(profile["attributes"]["location"].size(), 1U);
  EXPECT_FALSE(profile.contains("relationships"));
}

TEST(Api, RefusesWhatTheVendorRefuses) {
  SimClient client;
  const auto refused = [&](const std::string& target, int status, const std::string& code) {
    const Reply reply = client.get(target);
    EXPECT_EQ(reply.status, status) << target;
    const auto error = nlohmann::json::parse(reply.body)["errors"][0];
    EXPECT_EQ(error["code"], code) << target;
    EXPECT_EQ(error["status"], status);
    EXPECT_TRUE(error["id"].is_string() && error["title"].is_string() && error["detail"].is_string());
  };
  refused("/api/lists?page[size]=11", 400, "invalid");
  refused("/api/events?page[size]=1001", 400, "invalid");
  refused("/api/events?page[size]=0", 400, "invalid");
  refused("/api/events?sort=name", 400, "invalid");
  refused("/api/events?include=campaign", 400, "invalid");
  refused("/api/events?page_size=5", 400, "invalid");
  refused("/api/events?page[cursor]=bogus", 400, "invalid");
  refused("/api/events?filter=greater-than(datetime,2099-01-01T00:00:00Z)", 400, "invalid");
  refused("/api/campaigns", 400, "invalid");
  refused("/api/metrics?page[size]=10", 400, "invalid");
  refused("/api/events/NOPE01", 400, "invalid");
  refused("/api/profiles/NOPE01", 404, "not_found");
  refused("/api/nothing", 404, "not_found");
  refused("/api/metric-aggregates", 405, "method_not_allowed");
}

TEST(Api, ACursorIsGoodOnlyForTheListingThatGaveIt) {
  SimClient client;
  const std::string next = client.json("/api/profiles?page[size]=10&sort=created")["links"]["next"];
  const std::string cursor = next.substr(next.find("cursor%5D=") + 10);
  EXPECT_EQ(client.get("/api/profiles?page[size]=10&sort=created&page[cursor]=" + cursor).status, 200);
  EXPECT_EQ(client.get("/api/profiles?page[size]=10&sort=email&page[cursor]=" + cursor).status, 400);
}

TEST(Api, ConsentAgreesWithTheEvents) {
  SimClient client;
  std::map<std::string, std::string> left;
  for (const auto& event : client.all("/api/events?page[size]=1000&filter=equals(metric_id,\"" +
                                      id_of_metric(client.shop(), Kind::kUnsubscribedEmail) + "\")"))
    left[event["relationships"]["profile"]["data"]["id"]] = event["attributes"]["datetime"];
  std::size_t unsubscribed = 0;
  for (const auto& profile : client.all("/api/profiles?page[size]=100&additional-fields[profile]=subscriptions")) {
    const auto& marketing = profile["attributes"]["subscriptions"]["email"]["marketing"];
    if (marketing["suppression"].empty() || marketing["suppression"][0]["reason"] != "UNSUBSCRIBE") continue;
    ++unsubscribed;
    EXPECT_EQ(marketing["suppression"][0]["timestamp"], left.at(profile["id"]));
    EXPECT_FALSE(marketing["can_receive_email_marketing"]);
  }
  EXPECT_EQ(unsubscribed, left.size());
}

TEST(Api, ADuplicatedRecordComesAgainOnThePageBehindItsOwn) {
  Options options = small_options();
  options.faults.duplicated = 1;
  for (const char* sort : {"datetime", "-datetime"}) {
    SimClient client(options);
    std::vector<std::string> ids;
    std::size_t repeated = 0;
    for (const auto& event : client.all("/api/events?page[size]=500&sort=" + std::string(sort))) {
      const std::string id = event["id"];
      if (!ids.empty() && ids.back() == id) {
        ++repeated;
      } else {
        ids.push_back(id);
      }
    }
    EXPECT_EQ(ids.size(), client.shop().events.size());
    EXPECT_EQ(repeated, (ids.size() - 1) / 499);
  }
}

TEST(Api, FutureEventsAreThereBesideTheOthersAndFarAway) {
  Options options = small_options();
  SimClient plain(options);
  options.future_events = 3;
  SimClient client(options);
  EXPECT_EQ(client.shop().events.size(), plain.shop().events.size() + 3);
  const auto newest = client.json("/api/events?sort=-datetime&page[size]=4")["data"];
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_EQ(newest[i]["attributes"]["datetime"].get<std::string>() > "2100", i < 3) << newest[i];
}

TEST(Api, LateEventsAppearAfterTheirRequestsAndNoneIsLost) {
  Options options = small_options();
  options.late_events = 50;
  options.late_after_requests = 2;
  SimClient client(options);
  std::vector<std::size_t> sizes;
  std::set<std::string> ids;
  for (int i = 0; i < 4; ++i) {
    std::size_t seen = 0;
    const auto document = client.json("/api/events?page[size]=1000&filter=equals(metric_id,\"" +
                                      id_of_metric(client.shop(), Kind::kReceivedEmail) + "\")");
    for (const auto& event : document["data"]) seen += ids.insert(event["id"]).second ? 1 : 0;
    sizes.push_back(seen);
  }
  EXPECT_EQ(sizes[1], 0U);
  EXPECT_GT(sizes[2], 0U);
  EXPECT_EQ(client.all("/api/events?page[size]=1000").size(), client.shop().events.size());
}

}  // namespace
}  // namespace klaviyo_sim
