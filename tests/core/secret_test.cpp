#include "core/secret.h"

#include <gtest/gtest.h>

namespace klytics {
namespace {

TEST(Redact, MasksAnApiKeyWhereverItStands) {
  EXPECT_EQ(redact("Authorization: Klaviyo-API-Key pk_abc123"), "Authorization: Klaviyo-API-Key ***");
  EXPECT_EQ(redact("key pk_abc-1_2, refused"), "key pk_***, refused");
  EXPECT_EQ(redact("a topk_list is no key"), "a topk_list is no key");
}

TEST(Redact, MasksThePasswordOfAUrl) {
  EXPECT_EQ(redact("postgresql://me:s3cret@db.example/shop"), "postgresql://me:***@db.example/shop");
  EXPECT_EQ(redact("postgresql://me:p/w@x@db.example/shop"), "postgresql://me:***@db.example/shop");
  EXPECT_EQ(redact("https://a.klaviyo.com/api/events?x=1"), "https://a.klaviyo.com/api/events?x=1");
  EXPECT_EQ(redact("http://127.0.0.1:8080/api"), "http://127.0.0.1:8080/api");
}

TEST(Redact, MasksThePasswordOfAConnectionString) {
  EXPECT_EQ(redact("host=db password='a b' user=me"), "host=db password=*** user=me");
  EXPECT_EQ(redact("PASSWORD=x"), "PASSWORD=***");
}

}  // namespace
}  // namespace klytics
