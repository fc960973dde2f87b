#include "collection/records/personal_data.h"

#include <gtest/gtest.h>

#include "core/sha256.h"

namespace klytics::collection {
namespace {

const Secret kSalt("0123456789abcdef");

std::string hash(std::string_view canonical) { return "hmac-sha256:" + to_hex(hmac_sha256(kSalt.reveal(), canonical)); }
std::optional<std::string> rewrite(const PrivacyRules& rules, std::string_view json) {
  return PersonalData(rules, kSalt).rewrite(json);
}

TEST(PersonalData, PlainChangesNothing) {
  EXPECT_EQ(rewrite({}, R"({"email":"ann@example.com","phone_number":"+15550001"})"), std::nullopt);
}

TEST(PersonalData, HashesAddressesWhateverTheirCase) {
  const PrivacyRules rules{.email = Storing::kHashed};
  const std::string expected = R"({"email":")" + hash("ann@example.com") + R"(","id":"a@b"})";
  EXPECT_EQ(rewrite(rules, R"({"email":"Ann@Example.com","id":"a@b"})"), expected);
  EXPECT_EQ(rewrite(rules, R"({"email":" ann@example.com","id":"a@b"})"), expected);
  EXPECT_EQ(rewrite(rules, expected), std::nullopt) << "what is hashed stays";
}

TEST(PersonalData, FindsAddressesInAnyText) {
  EXPECT_EQ(rewrite({.email = Storing::kOmitted}, R"({"note":"ask\nann@example.com, or <bob@shop.example>.","n":1})"),
            R"({"note":"ask\nomitted, or <omitted>.","n":1})");
  EXPECT_EQ(rewrite({.email = Storing::kOmitted}, R"({"ann@example.com":1,"a":["x@y"]})"), std::nullopt)
      << "keys stay, and so does what has no host name with a dot";
}

TEST(PersonalData, KnowsMembersByTheirNamesAtAnyDepth) {
  const PrivacyRules rules{.phone = Storing::kOmitted, .names = Storing::kOmitted, .address = Storing::kOmitted};
  EXPECT_EQ(rewrite(rules, R"({"a":[{"$first_name":"Ann","Last Name":"Lee","name":"List"}],"location":{"zip":8001,)"
                           R"("country":"CH","latitude":47.1},"Phone-Number":"+1 555","phones":1})"),
            R"({"a":[{"$first_name":null,"Last Name":null,"name":"List"}],"location":{"zip":null,)"
            R"("country":"CH","latitude":null},"Phone-Number":null,"phones":1})");
}

TEST(PersonalData, ObjectsUnderSuchANameAreLookedInto) {
  EXPECT_EQ(rewrite({.email = Storing::kOmitted}, R"({"email":{"marketing":{"consent":"SUBSCRIBED"}}})"), std::nullopt);
}

TEST(PersonalData, ATelephoneNumberIsHashedWithoutItsSpaces) {
  const PrivacyRules rules{.phone = Storing::kHashed};
  EXPECT_EQ(rewrite(rules, R"({"phone":"+1 (555) 01-02"})"), R"({"phone":")" + hash("+15550102") + "\"}");
}

TEST(PersonalData, WhatIsNoJsonStaysOrEndsEarly) {
  const PrivacyRules rules{.email = Storing::kOmitted};
  for (const char* text : {"", "x", "]", R"({"email")", R"({"email":"ann)"})
    EXPECT_EQ(rewrite(rules, text), std::nullopt);
}

}  // namespace
}  // namespace klytics::collection
