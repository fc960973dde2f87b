// Tests of collection/size_lookup against the simulator.
#include "collection/engine/size_lookup.h"

#include <gtest/gtest.h>

#include <memory>

#include "collection/http/curl_client.h"
#include "collection/resources.h"
#include "server/server.h"
#include "shop/shop.h"

namespace klytics::collection {
namespace {

constexpr const char* kApiKey = "pk_0123456789";

klaviyo_sim::Options shop() {
  klaviyo_sim::Options options;
  options.port = 0;
  options.api_key = kApiKey;
  options.profiles = 300;
  options.events = 20000;
  options.days = 60;
  options.end = parse_date("2026-06-30");
  options.limits = false;
  return options;
}

class SizeLookupTest : public testing::Test {
 protected:
  std::optional<SizeLookup> look_up(const Resource& resource, const std::vector<Slice>& slices, bool stopped = false) {
    CurlSettings curl;
    curl.base_url = server_.base_url();
    curl.api_key = Secret(kApiKey);
    curl.revision = "2026-07-15";
    curl.user_agent = "klytics/test";
    const std::unique_ptr<HttpClient> http = make_curl_client(curl);
    Fetcher::Settings settings;
    settings.unlimited_without_headers = true;
    Fetcher fetcher(
        *http, {[] { return *parse_instant("2026-07-01T12:00:00Z"); }, [] { return std::chrono::steady_clock::now(); }},
        settings);
    const auto size = look_up_size(fetcher, server_.base_url(), resource, slices, [=] { return stopped; });
    requests_ = fetcher.sent();
    return size;
  }

  static Slice events(const char* from, const char* to) {
    return {"events", "", parse_instant(from), parse_instant(to), {}, false};
  }

  klaviyo_sim::Server server_{shop()};
  std::int64_t requests_ = 0;
};

TEST_F(SizeLookupTest, is_exact_for_what_fits_on_a_page) {
  const auto size = look_up(metrics_resource(), {{"metrics", "", {}, {}, {}, false}});
  EXPECT_TRUE(size->exact);
  EXPECT_EQ(size->records, static_cast<std::int64_t>(server_.shop().metrics.size()));
  EXPECT_EQ(requests_, 1);
}

TEST_F(SizeLookupTest, says_the_least_for_a_listing_that_goes_on) {
  const auto size = look_up(lists_resource(), {{"lists", "", {}, {}, {}, false}});
  EXPECT_FALSE(size->exact);
  EXPECT_FALSE(size->estimate);
  EXPECT_EQ(size->records, 10);
}

TEST_F(SizeLookupTest, estimates_a_listing_that_can_be_sorted_by_time) {
  const Slice slice{"profiles", "", {}, parse_instant("2026-07-02T00:00:00Z"), {}, false};
  const auto size = look_up(profiles_resource({}), {slice});
  EXPECT_TRUE(size->estimate);
  // Three pages: in the end nearly every piece fits on one. "updated" knows greater-than only, which loses ties at
  // cuts.
  EXPECT_NEAR(static_cast<double>(size->records), 300.0, 9.0);
}

TEST_F(SizeLookupTest, estimates_events_from_the_density_of_some_pages) {
  const Slice slice = events("2020-01-01T00:00:00Z", "2026-07-01T00:00:00Z");
  const auto size = look_up(events_resource({}), {slice});
  EXPECT_TRUE(size->estimate);
  // A piece that is not exact is as dense as its first thousand events, and 48 pieces hold 20 pages: a tenth.
  EXPECT_NEAR(static_cast<double>(size->records), static_cast<double>(server_.shop().events.size()),
              0.1 * static_cast<double>(server_.shop().events.size()));
  EXPECT_LE(requests_, 1 + kSamples * kRounds);
}

TEST_F(SizeLookupTest, ends_when_it_is_stopped) {
  EXPECT_EQ(look_up(metrics_resource(), {{"metrics", "", {}, {}, {}, false}}, true), std::nullopt);
}

}  // namespace
}  // namespace klytics::collection
