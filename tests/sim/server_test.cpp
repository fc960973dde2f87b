#include "server/server.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "core/time.h"
#include "sim_client.h"

namespace klaviyo_sim {
namespace {

const httplib::Headers kHeaders = {{"Authorization", "Klaviyo-API-Key pk_test"}, {"revision", "2026-07-15"}};

Options served_options() {
  Options options = small_options();
  options.port = 0;
  return options;
}

TEST(Server, ServesOnLoopbackAndWritesThePublicOriginIntoLinks) {
  Options options = served_options();
  options.public_url = "https://proxy.example.com/";
  Server server(options);
  httplib::Client client(server.base_url());
  const auto answer = client.Get("/api/events?page%5Bsize%5D=2", kHeaders);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->get_header_value("Content-Type"), "application/vnd.api+json");
  EXPECT_FALSE(answer->has_header("Content-Encoding"));
  const std::string next = nlohmann::json::parse(answer->body)["links"]["next"];
  EXPECT_TRUE(next.starts_with("https://proxy.example.com/api/events?page%5Bsize%5D=2&page%5Bcursor%5D=")) << next;
}

TEST(Server, CompressesWhenTheClientAsksForIt) {
  Server server(served_options());
  httplib::Client client(server.base_url());
  const std::string plain = client.Get("/api/metrics", kHeaders)->body;
  httplib::Headers headers = kHeaders;
  headers.emplace("Accept-Encoding", "gzip");
  client.set_decompress(false);
  const auto packed = client.Get("/api/metrics", headers);
  ASSERT_TRUE(packed);
  EXPECT_EQ(packed->get_header_value("Content-Encoding"), "gzip");
  EXPECT_LT(packed->body.size(), plain.size() / 3);
  client.set_decompress(true);
  EXPECT_EQ(client.Get("/api/metrics", headers)->body, plain);
}

TEST(Server, ADroppedRequestGetsNoAnswerAndATruncatedOneHalf) {
  Options options = served_options();
  options.faults[Fault::kDrop] = 1;
  {
    Server server(options);
    httplib::Client client(server.base_url());
    EXPECT_FALSE(client.Get("/api/metrics", kHeaders));
    EXPECT_EQ(server.requests(), 1U);
  }
  options.faults[Fault::kDrop] = 0;
  options.faults[Fault::kTruncate] = 1;
  Server server(options);
  httplib::Client client(server.base_url());
  std::size_t announced = 0;
  std::size_t received = 0;
  const auto answer = client.Get(
      "/api/metrics", kHeaders,
      [&](const httplib::Response& response) {
        announced = std::stoul(response.get_header_value("Content-Length"));
        return response.status == 200;
      },
      [&](const char*, std::size_t length) {
        received += length;
        return true;
      });
  EXPECT_FALSE(answer);
  EXPECT_GT(announced, 0U);
  EXPECT_EQ(received, announced / 2);
}

TEST(Server, SlowHeadersAndASlowBodyArriveWhole) {
  for (const Fault fault : {Fault::kSlow, Fault::kSlowHeaders}) {
    Options options = served_options();
    options.faults[fault] = 1;
    Server server(options);
    httplib::Client client(server.base_url());
    const auto answer = client.Get("/api/metrics", kHeaders);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->get_header_value("Content-Type"), "application/vnd.api+json");
    EXPECT_EQ(nlohmann::json::parse(answer->body)["data"].size(), kKinds);
  }
}

TEST(Server, OfAResetOrStalledAnswerAtMostHalfArrives) {
  for (const Fault fault : {Fault::kReset, Fault::kStall}) {
    Options options = served_options();
    options.faults[fault] = 1;
    Server server(options);
    httplib::Client client(server.base_url());
    client.set_read_timeout(0, 300'000);
    EXPECT_FALSE(client.Get("/api/metrics", kHeaders));
  }
}

TEST(Server, HoldsRequestsForAsLongAsAFileIsThere) {
  const std::filesystem::path file = std::filesystem::temp_directory_path() / fmt::format("klaviyo-sim-{}", getpid());
  std::ofstream{file};
  Options options = served_options();
  options.hold_path = "/api/lists";
  options.hold_while = file;
  options.hold_after = 1;
  Server server(options);
  httplib::Client client(server.base_url());
  EXPECT_TRUE(client.Get("/api/lists", kHeaders));
  EXPECT_TRUE(client.Get("/api/metrics", kHeaders));
  client.set_read_timeout(0, 100'000);
  EXPECT_FALSE(client.Get("/api/lists", kHeaders));
  std::filesystem::remove(file);
  client.set_read_timeout(60);
  EXPECT_TRUE(client.Get("/api/lists", kHeaders));
}

TEST(Server, ABrokenCompressionIsAnnouncedAsGzip) {
  Options options = served_options();
  options.faults[Fault::kBrokenGzip] = 1;
  Server server(options);
  httplib::Client client(server.base_url());
  client.set_decompress(false);
  httplib::Headers headers = kHeaders;
  headers.emplace("Accept-Encoding", "gzip");
  const auto answer = client.Get("/api/metrics", headers);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->get_header_value("Content-Encoding"), "gzip");
  client.set_decompress(true);
  EXPECT_FALSE(client.Get("/api/metrics", headers));
}

// The real orders, read here by other code than the simulator's, against what the API shows.
TEST(Server, RevenueByLocalDayEqualsTheSumsOfTheRealOrders) {
  const std::string path = std::string(KLYTICS_SOURCE_DIR) + "/../shared/data/online_retail_orders.csv.gz";
  if (!std::ifstream(path)) GTEST_SKIP() << "the real orders are absent: " << path;
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(("gzip -dc '" + path + "'").c_str(), "r"), pclose);
  ASSERT_TRUE(pipe);
  std::map<std::string, long long> revenue, refunds;  // pence by day
  std::map<std::string, int> orders;
  std::array<char, 512> line{};
  ASSERT_TRUE(std::fgets(line.data(), line.size(), pipe.get()));  // the header
  while (std::fgets(line.data(), line.size(), pipe.get())) {
    // invoice,customer_id,invoice_date,country,items,amount,cancelled: the last two are the last two.
    std::string row(line.data());
    row.erase(row.find_last_not_of("\r\n") + 1);
    const bool cancelled = row.back() == '1';
    const std::size_t end = row.rfind(',');
    const std::size_t begin = row.rfind(',', end - 1) + 1;
    const std::string day = row.substr(row.find(',', row.find(',') + 1) + 1, 10);
    const long long pence = std::llround(std::stod(row.substr(begin, end - begin)) * 100);
    if (cancelled) {
      refunds[day] += std::llabs(pence);
    } else if (pence > 0) {
      revenue[day] += pence;
      ++orders[day];
    }
  }
  Options options = served_options();
  options.orders_path = path;
  options.profiles.reset();
  options.events.reset();
  SimClient client(options);
  const klytics::TimeZone london("Europe/London");
  const auto by_day = [&](Kind kind, std::map<std::string, int>* counts) {
    std::map<std::string, long long> days;
    for (const auto& event :
         client.all("/api/events?page[size]=1000&filter=equals(metric_id,\"" + client.shop().metric(kind).id + "\")")) {
      const klytics::Instant time{std::chrono::seconds{event["attributes"]["timestamp"].get<std::int64_t>()}};
      const std::string day = klytics::to_string(london.local_date(time));
      days[day] += std::llround(event["attributes"]["event_properties"]["$value"].get<double>() * 100);
      if (counts != nullptr) ++(*counts)[day];
    }
    return days;
  };
  std::map<std::string, int> counted;
  EXPECT_EQ(by_day(Kind::kPlacedOrder, &counted), revenue);
  EXPECT_EQ(counted, orders);
  EXPECT_EQ(by_day(Kind::kRefundedOrder, nullptr), refunds);
}

}  // namespace
}  // namespace klaviyo_sim
