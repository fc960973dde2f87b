// Tests of collection/url: which links may be trusted with the key.
#include "collection/http/url.h"

#include <gtest/gtest.h>

#include "core/error.h"

namespace klytics::collection {
namespace {

TEST(Url, writes_the_origin_with_its_port_and_in_lower_case) {
  EXPECT_EQ(origin_of("https://A.Klaviyo.com/api/events?x=1"), "https://a.klaviyo.com:443");
  EXPECT_EQ(origin_of("http://127.0.0.1:8080"), "http://127.0.0.1:8080");
  EXPECT_EQ(origin_of("http://[::1]:80/"), "http://[::1]:80");
  EXPECT_EQ(origin_of("https://a.klaviyo.com:0443/"), "https://a.klaviyo.com:443");
}

TEST(Url, has_no_origin_for_what_clients_read_in_different_ways) {
  for (const char* url :
       {"", "/api/events", "//a.klaviyo.com/", "ftp://a.klaviyo.com/", "https://a.klaviyo.com@evil.test/",
        "https://user:x@a.klaviyo.com/", "https://a.klaviyo.com\\@evil.test/", "https://a.klaviyo.com:99999999/",
        "https:///api", "https://a.klaviyo.com:/", "https://a.kla viyo.com/", "https://a.klaviyo.com\n.evil.test/",
        "https:a.klaviyo.com/", "javascript:alert(1)"})
    EXPECT_EQ(origin_of(url), std::nullopt) << url;
}

TEST(Url, tells_other_hosts_ports_and_schemes_apart) {
  const char* base = "https://a.klaviyo.com";
  EXPECT_TRUE(same_origin(base, "https://a.klaviyo.com/api/events?page%5Bcursor%5D=x"));
  EXPECT_TRUE(same_origin(base, "HTTPS://A.KLAVIYO.COM:443/api"));
  EXPECT_FALSE(same_origin(base, "http://a.klaviyo.com/api"));
  EXPECT_FALSE(same_origin(base, "https://a.klaviyo.com:8443/api"));
  EXPECT_FALSE(same_origin(base, "https://a.klaviyo.com.evil.test/api"));
  EXPECT_FALSE(same_origin(base, "https://evil.test/?https://a.klaviyo.com"));
  EXPECT_FALSE(same_origin("nonsense", "nonsense"));
}

TEST(Url, refuses_a_base_that_would_send_the_key_in_the_clear) {
  EXPECT_EQ(checked_base_url("https://a.klaviyo.com/"), "https://a.klaviyo.com");
  EXPECT_EQ(checked_base_url("http://localhost:99"), "http://localhost:99");
  EXPECT_THROW(checked_base_url("http://a.klaviyo.com"), Error);
  EXPECT_THROW(checked_base_url("http://127.evil.test"), Error);
  EXPECT_THROW(checked_base_url("https://a.klaviyo.com/?q=1"), Error);
  EXPECT_THROW(checked_base_url("a.klaviyo.com"), Error);
}

TEST(Url, encodes_everything_that_could_mean_something) {
  EXPECT_EQ(percent_encode("greater-or-equal(datetime,2026-01-01T00:00:00Z)"),
            "greater-or-equal%28datetime%2C2026-01-01T00%3A00%3A00Z%29");
  EXPECT_EQ(query_string({{"page[size]", "10"}, {"a", "+ &"}}), "?page%5Bsize%5D=10&a=%2B%20%26");
  EXPECT_EQ(query_string({}), "");
  EXPECT_EQ(path_of("https://h/api/events?x=1"), "/api/events");
}

}  // namespace
}  // namespace klytics::collection
