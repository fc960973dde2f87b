#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "shop.h"

namespace klytics::processing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Consent as the profile has it now; empty texts are unknown times.
void profile(Shop& shop, const std::string& id, const std::string& created, const std::string& consent,
             const std::string& consent_at, const std::string& suppressed_at) {
  shop.connection().execute(
      "insert into profiles (account_id, profile_id, created_at, email_consent, email_consent_at, email_suppressed_at, "
      "raw)"
      " values ('acc', $1, nullif($2, '')::timestamptz, $3, nullif($4, '')::timestamptz, nullif($5, '')::timestamptz, "
      "'{}')"
      " on conflict (account_id, profile_id) do update set email_consent = excluded.email_consent,"
      " email_consent_at = excluded.email_consent_at, email_suppressed_at = excluded.email_suppressed_at",
      {id, created, consent, consent_at, suppressed_at});
}

void complete_through(Shop& shop, const std::string& time) {
  shop.connection().execute(
      "insert into watermarks (account_id, resource, complete_to) values ('acc', 'profiles', $1)"
      " on conflict (account_id, resource, partition_key) do update set complete_to = excluded.complete_to",
      {time});
}

TEST(Subscribers, CountFromConsentToSuppressionAtTheEndOfTheLocalDay) {
  Shop shop;
  profile(shop, "a", "2026-06-01 10:00Z", "SUBSCRIBED", "2026-06-02 23:30Z", "");  // 3 June in London
  profile(shop, "b", "2026-06-01 10:00Z", "SUBSCRIBED", "", "2026-06-03 10:00Z");  // since creation
  profile(shop, "c", "2026-06-02 10:00Z", "UNSUBSCRIBED", "2026-06-04 10:00Z", "2026-06-05 10:00Z");
  profile(shop, "d", "2026-06-01 10:00Z", "NEVER_SUBSCRIBED", "", "");
  profile(shop, "e", "2026-06-01 10:00Z", "UNSUBSCRIBED", "", "");  // nobody knows until when
  profile(shop, "f", "2026-06-01 10:00Z", "SUBSCRIBED", "2026-06-03 10:00Z",
          "2026-06-02 10:00Z");  // never could receive
  complete_through(shop, "2026-06-05 12:00Z");
  shop.aggregate();
  EXPECT_THAT(shop.rows("day, subscribers, basis", "fact_subscribers"),
              ElementsAre("2026-06-01|1|reconstructed", "2026-06-02|2|reconstructed", "2026-06-03|2|reconstructed",
                          "2026-06-04|1|reconstructed", "2026-06-05|1|recorded"));
}

TEST(Subscribers, ARecordedDayStaysUnlessItIsStillThatDay) {
  Shop shop;
  profile(shop, "a", "2026-06-01 10:00Z", "SUBSCRIBED", "2026-06-01 10:00Z", "");
  complete_through(shop, "2026-06-02 08:00Z");
  shop.aggregate();
  profile(shop, "b", "2026-06-02 10:00Z", "SUBSCRIBED", "2026-06-02 10:00Z", "");
  complete_through(shop, "2026-06-02 18:00Z");
  shop.aggregate();
  EXPECT_THAT(shop.rows("day, subscribers, basis", "fact_subscribers"),
              ElementsAre("2026-06-01|1|reconstructed", "2026-06-02|2|recorded"));
  profile(shop, "a", "", "SUBSCRIBED", "2026-06-04 10:00Z", "");  // consented anew: the first consent is forgotten
  complete_through(shop, "2026-06-04 18:00Z");
  shop.aggregate();
  EXPECT_THAT(shop.rows("day, subscribers, basis", "fact_subscribers"),
              ElementsAre("2026-06-01|0|reconstructed", "2026-06-02|2|recorded", "2026-06-03|1|reconstructed",
                          "2026-06-04|2|recorded"));
  const auto incremental = shop.rows("day, subscribers, basis", "fact_subscribers");
  shop.aggregate_full();
  EXPECT_EQ(shop.rows("day, subscribers, basis", "fact_subscribers"), incremental);
}

TEST(Subscribers, WithoutProfilesThereAreNoDays) {
  Shop shop;
  shop.aggregate();
  EXPECT_THAT(shop.rows("day", "fact_subscribers"), IsEmpty());
  EXPECT_THAT(shop.rows("day", "fact_segments"), IsEmpty());
}

TEST(Segments, MembersAreThoseWhoJoinedAndHaveNotLeftByTheEndOfTheDay) {
  Shop shop;
  shop.connection().execute(
      "insert into segment_members (account_id, segment_id, profile_id, joined_at, left_at, first_seen_at, synced_at, "
      "raw)"
      " values ('acc', 'S', 'p', '2026-06-01 10:00Z', null, '2026-06-03Z', '2026-06-03 10:00Z', '{}'),"
      "        ('acc', 'S', 'q', '2026-06-01 23:30Z', '2026-06-03 09:00Z', '2026-06-03Z', '2026-06-03 10:00Z', '{}'),"
      "        ('acc', 'T', 'q', null, null, '2026-06-02 10:00Z', '2026-06-03 10:00Z', '{}')");
  shop.aggregate();
  EXPECT_THAT(shop.rows("segment_id, day, members", "fact_segments"),
              ElementsAre("S|2026-06-01|1", "S|2026-06-02|2", "S|2026-06-03|1", "T|2026-06-02|1", "T|2026-06-03|1"));
}

}  // namespace
}  // namespace klytics::processing
