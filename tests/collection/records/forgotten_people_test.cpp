#include "collection/records/forgotten_people.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace klytics::collection {
namespace {

using testing::HasSubstr;
using testing::Not;

class ForgottenPeopleTest : public testing::Test {
 protected:
  ForgottenPeopleTest() {
    people_.add({Identity::Kind::kProfile, "P1"});
    people_.add({Identity::Kind::kEmail, "Ann@example.com"});
  }
  ForgottenPeople people_{Secret("0123456789abcdef"), "A", {}, "machine_open"};
};

TEST_F(ForgottenPeopleTest, HashesAreOfTheAccountAndTheKind) {
  const ForgottenPeople other(Secret("0123456789abcdef"), "B", {}, "machine_open");
  EXPECT_NE(people_.hash({Identity::Kind::kProfile, "P1"}), other.hash({Identity::Kind::kProfile, "P1"}));
  EXPECT_NE(people_.hash({Identity::Kind::kProfile, "P1"}), people_.hash({Identity::Kind::kEmail, "P1"}));
  EXPECT_NE(people_.pseudonym("P1"), other.pseudonym("P1"));
  EXPECT_TRUE(people_.has({Identity::Kind::kEmail, " ANN@EXAMPLE.COM"}));
}

TEST_F(ForgottenPeopleTest, AProfileIsLeftOutOfItsPageAndTheOthersStayToTheLetter) {
  EXPECT_EQ(people_.rewrite_page(R"({ "data":[ {"type":"profile","id":"P1"} , {"type":"profile", "id":"P2"},)"
                                 R"({"type":"profile","id":"P1"}],"links":{"next":null}})"),
            R"({ "data":[ {"type":"profile", "id":"P2"}],"links":{"next":null}})");
  EXPECT_EQ(people_.rewrite_page(R"({"data":[{"type":"profile","id":"P1"}]})"), R"({"data":[]})");
  EXPECT_EQ(people_.rewrite_page(R"({"data":{"type":"profile","id":"P1"}})"), R"({"data":null})");
  EXPECT_EQ(people_.rewrite_page(R"({"data":[{"type":"profile","id":"P2"}]})"), std::nullopt);
}

TEST_F(ForgottenPeopleTest, AnAddressTellsTheIdOfItsProfile) {
  EXPECT_EQ(people_.rewrite_page(R"({"data":[{"type":"profile","id":"P9","attributes":{"email":"ANN@example.com"}}]})"),
            R"({"data":[]})");
  EXPECT_EQ(people_.learnt(), std::vector<std::string>{"P9"});
  EXPECT_TRUE(people_.has({Identity::Kind::kProfile, "P9"}));
}

TEST_F(ForgottenPeopleTest, OfAnEventMoneyAndCountsStay) {
  const std::string event =
      R"({"type":"event","id":"E","attributes":{"timestamp":1,"event_properties":{"$value":12.50,"$event_id":"1001",)"
      R"("Name":"Ann Lee","Note":"ring twice","$extra":{"line_items":[{"sku":"S","name":"Mug","quantity":2,)"
      R"("engraving":"Ann"}],"customer":{"email":"ann@example.com"}},"Items":["Mug","for ann@example.com"],)"
      R"("machine_open":true},"datetime":"2026-01-01T00:00:00+00:00","uuid":"u"},"relationships":{"profile":{"data":)"
      R"({"type":"profile","id":"P1"}},"metric":{"data":{"type":"metric","id":"M"}},"attributions":{"data":[]}},)"
      R"("links":{"self":"x"}})";
  const auto page = people_.rewrite_page(R"({"data":[)" + event + R"(],"included":[]})");
  ASSERT_TRUE(page);
  EXPECT_EQ(*page,
            R"({"data":[{"type":"event","id":"E","attributes":{"timestamp":1,"datetime":)"
            R"("2026-01-01T00:00:00+00:00","uuid":"u","event_properties":{"$value":12.50,"$event_id":"1001",)"
            R"("$extra":{"line_items":[{"sku":"S","name":"Mug","quantity":2}]},"Items":["Mug","for omitted"],)"
            R"("machine_open":true}},"relationships":{"profile":{"data":{"type":"profile","id":")" +
                people_.pseudonym("P1") +
                R"("}},"metric":{"data":{"type":"metric","id":"M"}},"attributions":{"data":[]}}}],"included":[]})");
  EXPECT_EQ(people_.rewrite_page(*page), std::nullopt) << "once is enough";
}

TEST_F(ForgottenPeopleTest, WhatBelongsToTheProfileGoesAndOthersLoseTheAddress) {
  const auto page = people_.rewrite_page(
      R"({"data":[{"type":"push-token","id":"T","relationships":{"profile":{"data":{"type":"profile","id":"P1"}}}},)"
      R"({"type":"event","id":"E","attributes":{"event_properties":{"friend":"Ann@Example.com","x":"bob@example.com"}}}]})");
  EXPECT_EQ(page, R"({"data":[{"type":"event","id":"E","attributes":{"event_properties":{"friend":"forgotten",)"
                  R"("x":"bob@example.com"}}}]})");
}

TEST_F(ForgottenPeopleTest, IncludedRecordsAreLookedAtInEitherOrder) {
  const std::string person = R"({"type":"profile","id":"P1"})";
  const std::string other = R"({"type":"tag","id":"1"})";
  EXPECT_EQ(people_.rewrite_page(R"({"included":[)" + person + "," + other + R"(],"data":[)" + person + "]}"),
            R"({"included":[)" + other + R"(],"data":[]})");
  EXPECT_EQ(people_.rewrite_page(R"({"data":[)" + other + R"(],"included":[)" + person + "]}"),
            R"({"data":[)" + other + R"(],"included":[]})");
}

TEST_F(ForgottenPeopleTest, NobodyForgottenCostsNothing) {
  ForgottenPeople nobody(Secret(), "A", {}, "machine_open");
  EXPECT_EQ(nobody.rewrite_page(R"({"data":[{"type":"profile","id":"P1"}]})"), std::nullopt);
}

}  // namespace
}  // namespace klytics::collection
