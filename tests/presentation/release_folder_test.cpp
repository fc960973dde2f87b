#include "presentation/publish/release_folder.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <sstream>
#include <thread>

#include "core/error.h"

namespace klytics::presentation {
namespace {

namespace fs = std::filesystem;

Snapshot snapshot(const std::string& text, char hash_digit = 'a') {
  return {{{"api/charts/revenue", text}, {"api/overview", text}, {"manifest.json", text}}, std::string(64, hash_digit)};
}

std::string read(const fs::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

ErrorKind kind_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.kind();
  }
  ADD_FAILURE() << "nothing was thrown";
  return ErrorKind::kInternal;
}

class ReleaseFolderTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "klytics-releases-XXXXXX").string();
    root_ = ::mkdtemp(name.data());
  }
  void TearDown() override { fs::remove_all(root_); }

  fs::path out() const { return root_ / "out"; }

  void publish(const std::string& text, const char* now, char hash_digit = 'a', int keep = 3) const {
    ReleaseFolder folder(out());
    folder.make_current(folder.stage(snapshot(text, hash_digit), *parse_instant(now)).name);
    folder.prune(keep);
  }

  std::vector<std::string> entries() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(out() / "releases")) names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
  }

  fs::path root_;
};

TEST_F(ReleaseFolderTest, PublishesTheWholeTreeUnderAStampAndTheContentHash) {
  publish("one", "2026-01-31T02:00:00.5Z");
  EXPECT_EQ(fs::read_symlink(out() / "current"), "releases/20260131T020000Z-aaaaaaaa");
  EXPECT_EQ(read(out() / "current/api/overview"), "one");
  EXPECT_EQ(read(out() / "current/api/charts/revenue"), "one");
  publish("two", "2026-02-01T02:00:00Z", 'b');
  EXPECT_EQ(read(out() / "current/manifest.json"), "two");
  EXPECT_EQ(read(out() / "releases/20260131T020000Z-aaaaaaaa/api/overview"), "one");
}

TEST_F(ReleaseFolderTest, AStagedReleaseIsInvisibleUntilItIsMadeCurrent) {
  publish("one", "2026-01-31T02:00:00Z");
  ReleaseFolder folder(out());
  const std::string release = folder.stage(snapshot("two"), *parse_instant("2026-02-01T02:00:00Z")).name;
  EXPECT_EQ(read(out() / "current/api/overview"), "one");
  EXPECT_FALSE(fs::exists(out() / "releases" / release));
  folder.make_current(release);
  EXPECT_EQ(read(out() / "current/api/overview"), "two");
}

TEST_F(ReleaseFolderTest, ARunKilledBeforeTheSwitchLeavesTheOldTreeAndTheNextRunCleansUp) {
  publish("one", "2026-01-31T02:00:00Z");
  const pid_t child = ::fork();
  if (child == 0) {
    ReleaseFolder folder(out());
    folder.stage(snapshot("two"), *parse_instant("2026-02-01T02:00:00Z"));
    ::raise(SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(read(out() / "current/api/overview"), "one");
  EXPECT_EQ(entries().size(), 2U);
  publish("three", "2026-02-02T02:00:00Z");
  EXPECT_EQ(read(out() / "current/api/overview"), "three");
  EXPECT_EQ(entries(), (std::vector<std::string>{"20260131T020000Z-aaaaaaaa", "20260202T020000Z-aaaaaaaa"}));
}

TEST_F(ReleaseFolderTest, AFailureWhileWritingLeavesTheOldTree) {
  publish("one", "2026-01-31T02:00:00Z");
  Snapshot broken = snapshot("two");
  broken.files.push_back({"api/overview/below-a-file", "x"});
  {
    ReleaseFolder folder(out());
    EXPECT_THROW(folder.stage(broken, *parse_instant("2026-02-01T02:00:00Z")), Error);
  }
  EXPECT_EQ(read(out() / "current/api/overview"), "one");
  publish("three", "2026-02-02T02:00:00Z");
  EXPECT_EQ(entries().size(), 2U);
}

TEST_F(ReleaseFolderTest, AReaderSeesOneWholeTreeAtAnyMoment) {
  publish("0", "2026-01-31T00:00:00Z");
  std::atomic<bool> done = false;
  std::atomic<int> reads = 0;
  std::thread reader([&] {
    while (!done) {
      // A reader that resolves the link once, as one that keeps the folder open does.
      const fs::path release = out() / fs::read_symlink(out() / "current");
      const std::string overview = read(release / "api/overview");
      EXPECT_FALSE(overview.empty());
      EXPECT_EQ(read(release / "manifest.json"), overview);
      ++reads;
    }
  });
  for (int i = 1; i <= 60; ++i)
    publish(std::to_string(i),
            ("2026-01-31T00:00:" + std::string(i < 10 ? "0" : "") + std::to_string(i % 60) + "Z").c_str(),
            "0123456789abcdef"[i % 16], 100);  // other contents each time: a repeated one is removed soon
  while (reads == 0) std::this_thread::yield();
  done = true;
  reader.join();
}

TEST_F(ReleaseFolderTest, KeepsTheCurrentReleaseAndTheNewestOfTheOthers) {
  fs::create_directories(out() / "releases" / "my own folder");
  publish("1", "2026-01-01T00:00:00Z", '1', 2);
  publish("2", "2026-01-02T00:00:00Z", '2', 2);
  publish("3", "2026-01-03T00:00:00Z", '3', 2);
  publish("4", "2026-01-04T00:00:00Z", '4', 2);
  EXPECT_EQ(entries(), (std::vector<std::string>{"20260102T000000Z-22222222", "20260103T000000Z-33333333",
                                                 "20260104T000000Z-44444444", "my own folder"}));
  publish("older clock", "2025-01-01T00:00:00Z", '5', 0);
  EXPECT_EQ(entries(), (std::vector<std::string>{"20250101T000000Z-55555555", "my own folder"}));
  EXPECT_EQ(read(out() / "current/api/overview"), "older clock");
}

TEST_F(ReleaseFolderTest, RunsOnUnchangedDataDoNotPushOlderNumbersOut) {
  publish("a", "2026-01-01T00:00:00Z", 'a', 2);
  for (const char* now : {"2026-01-02T00:00:00Z", "2026-01-02T01:00:00Z", "2026-01-02T02:00:00Z"})
    publish("b", now, 'b', 2);
  EXPECT_EQ(entries(), (std::vector<std::string>{"20260101T000000Z-aaaaaaaa", "20260102T010000Z-bbbbbbbb",
                                                 "20260102T020000Z-bbbbbbbb"}));
}

TEST_F(ReleaseFolderTest, WritesOnlyWhatChanged) {
  publish("one", "2026-01-31T02:00:00Z");
  ReleaseFolder folder(out());
  Snapshot next = snapshot("one", 'b');
  next.files[1].body = "two";
  const StagedRelease staged = folder.stage(next, *parse_instant("2026-02-01T02:00:00Z"));
  folder.make_current(staged.name);
  EXPECT_EQ(staged.unchanged, 2U);
  const fs::path old_release = out() / "releases/20260131T020000Z-aaaaaaaa";
  EXPECT_TRUE(fs::equivalent(old_release / "api/charts/revenue", out() / "current/api/charts/revenue"));
  EXPECT_EQ(read(old_release / "api/overview"), "one");
  EXPECT_EQ(read(out() / "current/api/overview"), "two");
}

TEST_F(ReleaseFolderTest, AFileThatWasDamagedIsWrittenAnew) {
  publish("one", "2026-01-31T02:00:00Z");
  std::ofstream(out() / "current/api/overview") << "eno";
  publish("one", "2026-02-01T02:00:00Z");
  EXPECT_EQ(read(out() / "current/api/overview"), "one");
}

TEST_F(ReleaseFolderTest, GoesBackToTheNewestOlderReleaseWithOtherContent) {
  publish("a", "2026-01-01T00:00:00Z", 'a');
  publish("b", "2026-01-02T00:00:00Z", 'b');
  publish("b", "2026-01-03T00:00:00Z", 'b');
  ReleaseFolder folder(out());
  EXPECT_EQ(folder.previous_release(), "20260101T000000Z-aaaaaaaa");
  folder.switch_to(folder.previous_release());
  EXPECT_EQ(read(out() / "current/api/overview"), "a");
  EXPECT_EQ(folder.previous_release(), "");
}

TEST_F(ReleaseFolderTest, TheSameDataTwiceWithinASecondMakesTwoReleases) {
  publish("one", "2026-01-31T02:00:00Z");
  publish("two", "2026-01-31T02:00:00Z");
  EXPECT_EQ(fs::read_symlink(out() / "current"), "releases/20260131T020001Z-aaaaaaaa");
  EXPECT_EQ(read(out() / "current/api/overview"), "two");
}

TEST_F(ReleaseFolderTest, ASecondExportIsToldToTryLater) {
  ReleaseFolder first(out());
  EXPECT_EQ(kind_of([&] { ReleaseFolder second(out()); }), ErrorKind::kTryLater);
}

TEST_F(ReleaseFolderTest, APlaceThatCannotBeWrittenIsAnOutputError) {
  std::ofstream(root_ / "file") << "x";
  EXPECT_EQ(kind_of([&] { ReleaseFolder folder(root_ / "file" / "out"); }), ErrorKind::kOutput);
  EXPECT_EQ(kind_of([&] { ReleaseFolder folder("/proc/klytics"); }), ErrorKind::kOutput);
  fs::create_directories(out() / "current");
  EXPECT_EQ(kind_of([&] { ReleaseFolder folder(out()); }), ErrorKind::kOutput);
}

}  // namespace
}  // namespace klytics::presentation
