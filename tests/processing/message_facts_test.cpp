#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "shop.h"

namespace klytics::processing {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kCounts =
    "day, message_id, 'received', received, 'bounced', bounced, 'opens', opens, unique_opens, machine_opens,"
    " unique_human_opens, 'clicks', clicks, unique_clicks, 'left', unsubscribes, spam_complaints";
constexpr const char* kOwner = "day, channel, source, source_id, message_id";

TestEvent on(const std::string& id, const std::string& time, const std::string& metric, const char* person,
             const char* message) {
  return TestEvent{id, "2026-01-" + time + "Z", metric, person}.with_message(message);
}

TEST(Engagement, ActionsCountOnTheDayOfTheReceipt) {
  Shop shop;
  shop.put(on("r1", "10 23:30", "received", "p", "C"));
  shop.put(on("r2", "11 00:30", "received", "q", "C"));
  shop.put(on("b", "11 01:00", "bounced", "s", "C"));
  shop.put(on("o1", "11 08:00", "opened", "p", "C"));
  shop.put(on("o2", "12 08:00", "opened", "p", "C"));
  shop.put(on("c", "12 08:01", "clicked", "p", "C"));
  shop.put(on("u", "13 08:00", "unsubscribed", "q", "C"));
  shop.put(on("s", "14 08:00", "spam", "q", "C"));
  shop.aggregate();
  EXPECT_THAT(shop.rows(kCounts, "fact_engagement"),
              ElementsAre("2026-01-10|C|received|1|bounced|0|opens|2|1|0|1|clicks|1|1|left|0|0",
                          "2026-01-11|C|received|1|bounced|1|opens|0|0|0|0|clicks|0|0|left|1|1"));
}

TEST(Engagement, MachineOpensAreKeptApart) {
  Shop shop;
  for (const char* person : {"p", "q", "s"})
    shop.put(on(std::string("r") + person, "10 10:00", "received", person, "C"));
  shop.put(on("o1", "10 10:01", "opened", "p", "C").with_machine_open("t"));
  shop.put(on("o2", "10 12:00", "opened", "p", "C").with_machine_open("f"));
  shop.put(on("o3", "10 10:01", "opened", "q", "C").with_machine_open("t"));
  shop.put(on("o4", "10 10:01", "opened", "s", "C"));
  shop.aggregate();
  EXPECT_THAT(shop.rows("opens, unique_opens, machine_opens, unique_human_opens", "fact_engagement"),
              ElementsAre("4|3|2|2"));
}

TEST(Engagement, OfSeveralReceiptsTheLatestBeforeTheActionCounts) {
  Shop shop;
  shop.put(on("r1", "10 10:00", "received", "p", "F1").with_flow("F"));
  shop.put(on("r2", "15 10:00", "received", "p", "F1").with_flow("F"));
  shop.put(on("r3", "20 10:00", "received", "p", "F1").with_flow("F"));
  shop.put(on("early", "09 10:00", "clicked", "p", "F1").with_flow("F"));  // before every receipt: the first one's
  shop.put(on("o1", "16 10:00", "opened", "p", "F1").with_flow("F"));
  shop.put(on("o2", "20 10:00", "opened", "p", "F1").with_flow("F"));  // at the very time of a receipt
  shop.aggregate();
  EXPECT_THAT(shop.rows("day, received, opens, unique_opens, clicks, unique_clicks", "fact_engagement"),
              ElementsAre("2026-01-10|1|0|0|1|1", "2026-01-15|1|1|1|0|0", "2026-01-20|1|1|0|0|0"));
}

TEST(Engagement, WithoutAReceiptAnActionIsCountedButNotUniqueAndIsReported) {
  Shop shop;
  shop.put(on("o1", "10 10:00", "opened", "p", "C"));
  shop.put(TestEvent{"o2", "2026-01-10 11:00Z", "opened", {}}.with_message("C"));
  shop.put(TestEvent{"o3", "2026-01-10 12:00Z", "opened", "p"});
  const AggregateSummary summary = shop.aggregate();
  EXPECT_THAT(shop.rows("day, source, message_id, opens, unique_opens", "fact_engagement"),
              ElementsAre("2026-01-10|campaign|C|2|0", "2026-01-10|other||1|0"));
  EXPECT_THAT(summary.warnings, ElementsAre(HasSubstr("without a known receipt, left out of rates: 3")));
  shop.put(on("r", "09 10:00", "received", "p", "C"));  // the receipt arrives late
  EXPECT_FALSE(shop.aggregate().full);
  EXPECT_THAT(shop.rows("day, message_id, received, opens, unique_opens", "fact_engagement"),
              ElementsAre("2026-01-09|C|1|1|1", "2026-01-10|C|0|1|0", "2026-01-10||0|1|0"));
}

TEST(Engagement, AReceiptThatMovesTakesItsActionsAlong) {
  Shop shop;
  shop.put(on("r", "10 10:00", "received", "p", "C"));
  shop.put(on("o", "12 10:00", "opened", "p", "C"));
  shop.aggregate();
  shop.put(on("r", "11 10:00", "received", "p", "C"));
  shop.aggregate();
  EXPECT_THAT(shop.rows("day, received, opens, unique_opens", "fact_engagement"), ElementsAre("2026-01-11|1|1|1"));
  shop.put(on("r", "11 10:00", "received", "q", "C"));  // it was somebody else's
  shop.aggregate();
  EXPECT_THAT(shop.rows("day, received, opens, unique_opens", "fact_engagement"),
              ElementsAre("2026-01-11|1|0|0", "2026-01-12|0|1|0"));
}

TEST(Engagement, ChannelsAreTheMetricsAndNamesOldAndNewMeanTheSame) {
  Shop shop;
  shop.metric("old_sms", "Received SMS", "Klaviyo");
  shop.metric("push", "Received Push", "Klaviyo");
  shop.metric("foreign", "Received Email", "Another Mailer");
  shop.put(on("r1", "10 10:00", "received_sms", "p", "C1"));
  shop.put(on("r2", "10 10:00", "old_sms", "q", "C1"));
  shop.put(on("c", "10 10:00", "clicked_sms", "q", "C1"));
  shop.put(on("r3", "10 10:00", "push", "q", "C2"));
  shop.put(on("r4", "10 10:00", "foreign", "q", "C3"));
  shop.aggregate();
  EXPECT_THAT(shop.rows("channel, message_id, received, clicks", "fact_engagement"),
              ElementsAre("push|C2|1|0", "sms|C1|2|1"));
}

TEST(Engagement, TheListingsSayThatAMessageBelongsToAFlow) {
  Shop shop;
  shop.put(on("r", "10 10:00", "received", "p", "M"));
  shop.put(on("o", "11 10:00", "opened", "p", "M"));
  shop.aggregate();
  EXPECT_THAT(shop.rows(kOwner, "fact_engagement"), ElementsAre("2026-01-10|email|campaign|M|M"));
  shop.connection().execute(
      "insert into flow_messages (account_id, flow_message_id, flow_id, channel, raw) values ('acc', 'M', 'F', "
      "'email', '{}')");
  EXPECT_FALSE(shop.aggregate().full);
  EXPECT_THAT(shop.rows(kOwner, "fact_engagement"), ElementsAre("2026-01-10|email|flow|F|M"));
  EXPECT_THAT(shop.rows("received, opens, unique_opens", "fact_engagement"), ElementsAre("1|1|1"));
}

TEST(Conversions, AnOrderCountsOnTheDayOfTheReceiptAndAPersonOnceAMessage) {
  Shop shop;
  shop.put(on("r1", "10 10:00", "received", "p", "C"));
  shop.put(on("r2", "11 10:00", "received", "q", "C"));
  shop.put(TestEvent{"o1", "2026-01-12 10:00Z", "order", "p", "5"}.with_attributed_campaign("C"));
  shop.put(TestEvent{"o2", "2026-01-13 10:00Z", "order", "p", "5"}.with_attributed_campaign("C"));
  shop.put(TestEvent{"o3", "2026-01-13 10:00Z", "order", "q", "5"}.with_attributed_campaign("C"));
  shop.put(TestEvent{"o4", "2026-01-13 10:00Z", "order", "s", "5"}.with_attributed_campaign("C"));  // no receipt known
  shop.put(TestEvent{"o5", "2026-01-13 10:00Z", "order", "s", "5"});                                // no message
  shop.aggregate();
  EXPECT_THAT(shop.rows("day, channel, source, source_id, message_id, conversions, converters", "fact_conversions"),
              ElementsAre("2026-01-10|email|campaign|C|C|2|1", "2026-01-11|email|campaign|C|C|1|1",
                          "2026-01-13|none|campaign|C|C|1|0"));
}

TEST(Conversions, ALateOrderOrReceiptReachesTheDayOfTheReceipt) {
  Shop shop;
  constexpr const char* kConversions = "day, channel, conversions, converters";
  shop.put(on("r1", "10 10:00", "received", "p", "F1").with_flow("F"));
  shop.put(on("o", "14 10:00", "clicked", "p", "F1").with_flow("F"));
  shop.aggregate();
  EXPECT_THAT(shop.rows(kConversions, "fact_conversions"), IsEmpty());
  shop.put({"buy", "2026-01-15 10:00Z", "order", "p", "5"});
  EXPECT_FALSE(shop.aggregate().full);
  EXPECT_THAT(shop.rows(kConversions, "fact_conversions"), ElementsAre("2026-01-10|email|1|1"));
  shop.put(on("r2", "13 10:00", "received", "p", "F1").with_flow("F"));
  shop.aggregate();
  EXPECT_THAT(shop.rows(kConversions, "fact_conversions"), ElementsAre("2026-01-13|email|1|1"));
  shop.put(on("o", "01 10:00", "clicked", "p", "F1").with_flow("F"));  // the touch turns out to be too old
  shop.aggregate();
  EXPECT_THAT(shop.rows(kConversions, "fact_conversions"), IsEmpty());
}

}  // namespace
}  // namespace klytics::processing
