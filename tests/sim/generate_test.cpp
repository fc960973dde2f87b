#include "generate/generate.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "sim_client.h"

namespace klaviyo_sim {
namespace {

std::string everything(SimClient& client) {
  std::string text;
  for (const char* path :
       {"/api/accounts", "/api/metrics", "/api/profiles?page[size]=100&additional-fields[profile]=subscriptions",
        "/api/events?page[size]=1000&include=attributions", "/api/flows", "/api/forms"})
    text += client.get(path).body;
  return text;
}

TEST(Generate, TheSameSeedGivesTheSameBytesAndAnotherSeedOthers) {
  SimClient first, second;
  EXPECT_EQ(everything(first), everything(second));
  Options options = small_options();
  options.seed = 2;
  SimClient third(options);
  EXPECT_NE(everything(first), everything(third));
}

TEST(Generate, CorrectionsOfThePastLeaveTheRestAsItWas) {
  Options options = small_options();
  const Shop before = generate_shop(options, *options.end).shop;
  options.lost_events = 5;
  options.added_events = 3;
  options.changed_orders = 2;
  const Shop after = generate_shop(options, *options.end).shop;
  EXPECT_EQ(after.events.size(), before.events.size() + 3);
  EXPECT_EQ(std::ranges::count_if(after.events, &Event::lost), 5);
  EXPECT_TRUE(std::ranges::is_sorted(after.events, {}, &Event::time));
  ASSERT_EQ(after.orders.size(), before.orders.size());
  int changed = 0;
  for (std::size_t i = 0; i < after.orders.size(); ++i) changed += after.orders[i].amount != before.orders[i].amount;
  EXPECT_EQ(changed, 2);
}

TEST(Generate, ReachesTheNumberOfEventsThatWasAskedFor) {
  Options options = small_options();
  options.events = 20'000;
  const Shop shop = generate_shop(options, *options.end).shop;
  EXPECT_NEAR(static_cast<double>(shop.events.size()), 20'000, 2000);
}

TEST(Generate, EveryEventLiesInTimeAndAfterItsPersonCame) {
  const Shop shop = generate_shop(small_options(), *small_options().end).shop;
  std::set<Kind> kinds;
  for (const Event& event : shop.events) {
    kinds.insert(event.kind);
    EXPECT_GE(event.time, shop.begin);
    EXPECT_LT(event.time, shop.end);
    // A form is seen shortly before its submission makes the profile.
    EXPECT_GE(event.time, shop.profiles[event.profile].created - 600);
  }
  EXPECT_GE(kinds.size(), kKinds - 4);  // the rarest may be absent from a small shop
}

TEST(Generate, NobodyIsSentEmailWithoutConsentOrAfterSuppression) {
  const Shop shop = generate_shop(small_options(), *small_options().end).shop;
  for (const Event& event : shop.events) {
    if (event.kind != Kind::kReceivedEmail) continue;
    const Profile& profile = shop.profiles[event.profile];
    ASSERT_NE(profile.email_consent_at, 0);
    EXPECT_GE(event.time, profile.email_consent_at);
    if (profile.suppressed_at != 0) EXPECT_LT(event.time, profile.suppressed_at);
  }
}

class OrdersOfAFile : public testing::Test {
 protected:
  void SetUp() override {
    path_ = std::filesystem::temp_directory_path() / ("klaviyo-sim-orders-" + std::to_string(::getpid()) + ".csv");
    std::ofstream file(path_);
    file << "invoice,customer_id,invoice_date,country,items,amount,cancelled\n"
            "1,100,2011-03-26 23:30:00,United Kingdom,4,10.10,0\n"
            "2,100,2011-03-27 00:30:00,United Kingdom,1,0.01,0\n"
            "3,,2011-03-27 23:59:59,France,2,5.00,0\n"
            "C4,100,2011-03-28 12:00:00,United Kingdom,-1,-10.10,1\n"
            "5,,2011-03-28 13:00:00,France,1,0.00,0\n"
            "6,,2011-03-29 13:00:00,France,3,7.25,0\n";
  }
  void TearDown() override { std::filesystem::remove(path_); }

  Options options() const {
    Options options = small_options();
    options.orders_path = path_;
    options.profiles = 20;
    options.events = 300;
    return options;
  }

  std::filesystem::path path_;
};

TEST_F(OrdersOfAFile, PurchasesAreExactlyTheFilesAndGuestsArePeopleOfTheirOwn) {
  SimClient client(options());
  const auto placed =
      client.all("/api/events?filter=equals(metric_id,\"" + client.shop().metric(Kind::kPlacedOrder).id + "\")");
  std::map<std::string, std::string> times, people;
  for (const auto& event : placed) {
    const std::string invoice = event["attributes"]["event_properties"]["$event_id"];
    times[invoice] = event["attributes"]["datetime"];
    people[invoice] = event["relationships"]["profile"]["data"]["id"];
    EXPECT_EQ(event["attributes"]["event_properties"]["$value_currency"], "GBP");
  }
  // Summer time begins in London on 2011-03-27 at 01:00.
  EXPECT_EQ(times, (std::map<std::string, std::string>{{"1", "2011-03-26T23:30:00+00:00"},
                                                       {"2", "2011-03-27T00:30:00+00:00"},
                                                       {"3", "2011-03-27T22:59:59+00:00"},
                                                       {"6", "2011-03-29T12:00:00+00:00"}}));
  EXPECT_EQ(people["1"], people["2"]);
  EXPECT_NE(people["3"], people["6"]);
  const auto refunds =
      client.get("/api/events?filter=equals(metric_id,\"" + client.shop().metric(Kind::kRefundedOrder).id + "\")").body;
  EXPECT_NE(refunds.find("\"$event_id\":\"C4\",\"$value\":10.10,"), std::string::npos) << refunds;
}

TEST_F(OrdersOfAFile, LinesOfAnOrderAddUpToItsAmount) {
  const Shop shop = generate_shop(options(), *options().end).shop;
  for (const Order& order : shop.orders) {
    long long units = 0;
    for (const OrderLine& line : order.lines) {
      std::string digits = line.value;
      digits.erase(digits.find('.'), 1);
      units += std::stoll(digits);
    }
    std::string amount = order.amount;
    amount.erase(amount.find('.'), 1);
    EXPECT_EQ(units, std::stoll(amount)) << order.invoice;
  }
}

TEST_F(OrdersOfAFile, ShiftMovesTheLastDayAndKeepsTheWallClock) {
  Options shifted = options();
  shifted.shift_to = klytics::parse_date("2024-06-30");
  const Shop shop = generate_shop(shifted, *shifted.end).shop;
  EXPECT_EQ(to_text(shop.orders.back().placed_at), "2024-06-30T12:00:00+00:00");  // 13:00 in London
  EXPECT_EQ(to_text(shop.orders.front().placed_at), "2024-06-27T22:30:00+00:00");
}

}  // namespace
}  // namespace klaviyo_sim
