#include "storage/server/client_program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/postgres/open_session.h"

namespace klytics::storage {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

const Secret kUrl("postgresql://me:s%2Fe%27cret@db.example:5433/my%20shop?sslmode=require");

TEST(ClientProgram, ThePasswordGoesIntoTheEnvironmentOnly) {
  const ClientAccess access = client_access(kUrl);
  EXPECT_THAT(access.connection_string, Not(HasSubstr("cret")));
  EXPECT_THAT(access.environment, Contains("PGPASSWORD=s/e'cret"));
  EXPECT_EQ(parse_connection_options(Secret(access.connection_string)).at("dbname"), "my shop");
}

TEST(ClientProgram, ThePrintedUrlLeadsToTheSamePlaceWithoutThePassword) {
  const PublicUrl url = public_url(kUrl);
  EXPECT_TRUE(url.secret_left_out);
  EXPECT_THAT(url.text, Not(HasSubstr("cret")));
  auto expected = parse_connection_options(kUrl);
  expected.erase("password");
  EXPECT_EQ(parse_connection_options(Secret(url.text)), expected);
}

TEST(ClientProgram, AUrlWithoutAPasswordIsPrintedWhole) {
  const PublicUrl url = public_url(Secret("host=/run/a%b user=me dbname=shop"));
  EXPECT_FALSE(url.secret_left_out);
  EXPECT_EQ(parse_connection_options(Secret(url.text)).at("host"), "/run/a%b");
}

}  // namespace
}  // namespace klytics::storage
