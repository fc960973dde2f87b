#include "presentation/publish/object_release.h"

#include <gtest/gtest.h>

#include <mutex>
#include <set>

#include "core/error.h"

namespace klytics::presentation {
namespace {

// A store in memory, which fails when it is told to.
class FakeStore {
 public:
  StoreReply send(const StoreCall& call) {
    const std::lock_guard lock(mutex);
    calls.push_back(call.method + " " + call.url);
    std::string path = call.url.substr(std::string("http://127.0.0.1:9/bucket").size());
    if (const std::size_t comma = path.find("%2C"); comma != std::string::npos) path.replace(comma, 3, ",");
    for (const std::string& part : broken)
      if (path.find(part) != std::string::npos && call.method == "PUT") return {500, "", ""};
    if (faults > 0) {
      --faults;
      return {0, "", "connection reset"};
    }
    if (refuse) return {403, "<Error><Code>AccessDenied</Code><Message>No &amp; no</Message></Error>", ""};
    if (call.method == "PUT") objects[path.substr(1)] = {std::string(call.body), call.headers};
    if (call.method == "DELETE") objects.erase(path.substr(1));
    if (call.method != "GET") return {200, "", ""};
    if (path.starts_with("?")) {
      std::string text = "<ListBucketResult>";
      for (const auto& [key, object] : objects)
        text +=
            "<Contents><Key>" + key + "</Key><ETag>&quot;" + entity_tag_of(object.first) + "&quot;</ETag></Contents>";
      return {200, text + "</ListBucketResult>", ""};
    }
    const auto found = objects.find(path.substr(1));
    return found == objects.end() ? StoreReply{404, "", ""} : StoreReply{200, found->second.first, ""};
  }

  ObjectStore open() {
    StoreSettings settings;
    settings.endpoint = "http://127.0.0.1:9";
    settings.region = "us-east-1";
    settings.credentials = {Secret("id"), Secret("key"), {}};
    return {
        *parse_store_address("s3://bucket/shop"),
        settings,
        {[this](const StoreCall& call) { return send(call); }, [] { return *parse_instant("2026-01-31T02:00:00Z"); },
         [this](std::chrono::milliseconds time) {
           const std::lock_guard lock(mutex);
           slept += time;
         }}};
  }

  std::string header(const std::string& key, const std::string& wanted) {
    for (const auto& [name, value] : objects.at(key).second)
      if (name == wanted) return value;
    return "";
  }

  std::mutex mutex;
  std::map<std::string, std::pair<std::string, HeaderList>> objects;
  std::vector<std::string> calls;
  std::set<std::string> broken;
  int faults = 0;
  bool refuse = false;
  std::chrono::milliseconds slept{0};
};

Snapshot snapshot(const std::string& text,
                  const std::vector<std::string>& paths = {"api/overview", "ranges/a,b/flows"}) {
  Snapshot result;
  std::string listed;
  for (const std::string& path : paths) {
    result.files.push_back({path, text});
    listed += (listed.empty() ? "" : ",") + ("{\"path\":\"" + path + "\"}");
  }
  result.files.push_back(
      {"manifest.json", R"({"generator":"klytics","text":")" + text + R"(","files":[)" + listed + "]}"});
  return result;
}

ObjectRelease publish(FakeStore& fake, const Snapshot& tree, bool packed = false) {
  ObjectStore store = fake.open();
  return publish_to(store, tree, packed, [](const auto& write_manifest) { write_manifest(); });
}

TEST(ObjectRelease, WritesTheManifestLastAndSaysWhatTheFilesAre) {
  FakeStore fake;
  EXPECT_EQ(publish(fake, snapshot("one")).written, 3U);
  EXPECT_EQ(fake.calls.back(), "PUT http://127.0.0.1:9/bucket/shop/manifest.json");
  EXPECT_TRUE(fake.objects.contains("shop/ranges/a,b/flows"));
  EXPECT_EQ(fake.header("shop/api/overview", "content-type"), "application/json");
  EXPECT_EQ(fake.header("shop/api/overview", "cache-control"), "no-cache");
  EXPECT_EQ(fake.header("shop/api/overview", "content-encoding"), "");
}

TEST(ObjectRelease, WritesOnlyWhatChanged) {
  FakeStore fake;
  publish(fake, snapshot("one", {"api/overview", "api/flows"}));
  Snapshot next = snapshot("one", {"api/overview", "api/flows"});
  next.files[1].body = "two";
  const ObjectRelease release = publish(fake, next);
  EXPECT_EQ(release.unchanged, 1U);
  EXPECT_EQ(release.written, 2U);
}

TEST(ObjectRelease, AFailureLeavesTheOldManifestAndTheNextRunGoesOn) {
  FakeStore fake;
  publish(fake, snapshot("one", {"api/overview", "api/flows"}));
  fake.broken = {"api/overview"};
  EXPECT_THROW(publish(fake, snapshot("two", {"api/flows", "api/overview"})), Error);
  EXPECT_NE(fake.objects["shop/manifest.json"].first.find("one"), std::string::npos);
  fake.broken.clear();
  const ObjectRelease release = publish(fake, snapshot("two", {"api/flows", "api/overview"}));
  EXPECT_EQ(release.unchanged, 1U);
  EXPECT_NE(fake.objects["shop/manifest.json"].first.find("two"), std::string::npos);
}

TEST(ObjectRelease, RemovesWhatOnlyTheOldManifestNamesAndNothingElse) {
  FakeStore fake;
  fake.objects["shop/readme"] = {"mine", {}};
  fake.objects["shop/api/mine"] = {"mine", {}};
  publish(fake, snapshot("one", {"api/overview", "api/old"}));
  EXPECT_EQ(publish(fake, snapshot("one", {"api/overview"})).removed, 1U);
  EXPECT_FALSE(fake.objects.contains("shop/api/old"));
  EXPECT_TRUE(fake.objects.contains("shop/readme"));
  EXPECT_TRUE(fake.objects.contains("shop/api/mine"));
}

TEST(ObjectRelease, PacksTheFilesButNotTheManifest) {
  FakeStore fake;
  publish(fake, snapshot(std::string(2000, 'x')), true);
  EXPECT_EQ(fake.header("shop/api/overview", "content-encoding"), "gzip");
  EXPECT_LT(fake.objects["shop/api/overview"].first.size(), 100U);
  EXPECT_EQ(fake.header("shop/manifest.json", "content-encoding"), "");
  EXPECT_EQ(publish(fake, snapshot(std::string(2000, 'x')), true).unchanged, 2U);
}

TEST(ObjectStore, TriesAgainWithGrowingDelaysAndThenGivesUp) {
  FakeStore fake;
  fake.faults = 3;
  EXPECT_TRUE(fake.open().list().empty());
  EXPECT_EQ(fake.slept.count(), 200 + 400 + 800);
  fake.faults = 99;
  try {
    fake.open().list();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUnavailable);
    EXPECT_NE(std::string(error.what()).find("connection reset"), std::string::npos);
  }
}

TEST(ObjectStore, SaysWhatTheStoreSaid) {
  FakeStore fake;
  fake.refuse = true;
  try {
    fake.open().put({"a", "b", "", "", ""});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kPermission);
    EXPECT_NE(std::string(error.what()).find("403 AccessDenied"), std::string::npos);
  }
  EXPECT_EQ(fake.calls.size(), 1U);
}

TEST(ObjectStore, AnAddressIsABucketAndAPlainPrefix) {
  EXPECT_FALSE(parse_store_address("/srv/s3:/x"));
  EXPECT_EQ(parse_store_address("s3://shop-data")->prefix, "");
  EXPECT_EQ(parse_store_address("s3://shop-data/a/b/")->prefix, "a/b/");
  for (const char* text : {"s3://", "s3://a", "s3://UPPER", "s3://bucket/a//b", "s3://bucket/../x", "s3://bucket/a b"})
    EXPECT_THROW(parse_store_address(text), Error) << text;
}

}  // namespace
}  // namespace klytics::presentation
