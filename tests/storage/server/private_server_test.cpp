#include "storage/server/private_server.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "core/error.h"
#include "storage/postgres/connection.h"
#include "storage/server/postmaster.h"

namespace klytics::storage {
namespace {

namespace fs = std::filesystem;

// Sets a variable for one test.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    setenv(name, value.c_str(), 1);
  }
  ~Variable() { before_ ? setenv(name_, before_->c_str(), 1) : unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
  std::optional<std::string> before_;
};

class PrivateServerTest : public testing::Test {
 protected:
  PrivateServerTest() {
    // In memory where that is possible: initdb alone syncs a thousand files.
    const fs::path memory = "/dev/shm";
    const bool in_memory = access(memory.c_str(), W_OK) == 0 && fs::space(memory).available > (512UL << 20);
    std::string pattern = ((in_memory ? memory : fs::temp_directory_path()) / "klytics-home.XXXXXX").string();
    root_ = mkdtemp(pattern.data());
    chmod(root_.c_str(), 0755);  // as root the server runs as somebody else
    xdg_ = std::make_unique<Variable>("XDG_DATA_HOME", root_.string());
    location_ = private_server_location();
  }
  ~PrivateServerTest() override {
    try {
      PrivateServer::stop(location_, true);
    } catch (const Error& e) {
      ADD_FAILURE() << e.what();
    }
    std::error_code ignored;
    fs::remove_all(root_, ignored);
    if (!location_.socket.string().starts_with(root_.string())) fs::remove_all(location_.socket, ignored);
  }

  std::optional<pid_t> running() const {
    return Postmaster{location_.home / "data", location_.socket, {}, {}}.process();
  }

  static std::string ask(const PrivateServer& server, const std::string& text) {
    Connection connection(server.url(), "klytics test");
    const Rows rows = connection.execute(text);
    return rows.empty() ? "" : std::string(rows.text(0, 0));
  }

  fs::path root_;
  std::unique_ptr<Variable> xdg_;
  PrivateServerLocation location_;
};

TEST_F(PrivateServerTest, StartsOnFirstUseAndStopsWithTheLastLease) {
  EXPECT_FALSE(running());
  {
    const PrivateServer first(location_);
    const std::optional<pid_t> server = running();
    ASSERT_TRUE(server);
    {
      const PrivateServer second(location_);
      EXPECT_EQ(running(), server);
    }
    EXPECT_EQ(running(), server);
    EXPECT_EQ(ask(first, "select current_database() || ' ' || current_user"), "klytics klytics");
  }
  EXPECT_FALSE(running());
}

TEST_F(PrivateServerTest, KeepsItsDataBetweenStarts) {
  { ask(PrivateServer(location_), "create table kept as select 42 as answer"); }
  EXPECT_EQ(ask(PrivateServer(location_), "select answer from kept"), "42");
}

TEST_F(PrivateServerTest, ListensOnAUnixSocketInAPrivateFolderOnly) {
  const PrivateServer server(location_);
  EXPECT_EQ(ask(server, "show listen_addresses"), "");
  for (const fs::path& folder : {location_.home, location_.socket}) {
    struct stat status {};
    ASSERT_EQ(stat(folder.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0700U) << folder;
  }
}

TEST_F(PrivateServerTest, SwitchesOffNothingThatACrashCouldLose) {
  const PrivateServer server(location_);
  for (const char* setting : {"fsync", "synchronous_commit", "full_page_writes", "data_checksums"})
    EXPECT_EQ(ask(server, std::string("show ") + setting), "on") << setting;
}

TEST_F(PrivateServerTest, RecoversAfterTheServerWasKilled) {
  std::optional<PrivateServer> killed(std::in_place, location_);
  ask(*killed, "create table committed as select generate_series(1, 1000) as n");
  const std::optional<pid_t> before = running();
  ASSERT_TRUE(before);
  ASSERT_EQ(kill(*before, SIGKILL), 0);
  const PrivateServer next(location_);
  EXPECT_NE(running(), before);
  EXPECT_EQ(ask(next, "select count(*) from committed"), "1000");
}

TEST_F(PrivateServerTest, StartsDespiteAPidFileThatNamesAnotherProgram) {
  { const PrivateServer made(location_); }
  const fs::path pid_file = location_.home / "data" / "postmaster.pid";
  std::ofstream(pid_file) << getpid() << "\n" << (location_.home / "data").string() << "\n1\n5432\n";
  const PrivateServer server(location_);
  EXPECT_EQ(ask(server, "select 1"), "1");
}

TEST_F(PrivateServerTest, ACommandThatIsKilledGivesItsLeaseBack) {
  const pid_t command = fork();
  if (command == 0) {
    const PrivateServer server(location_);
    raise(SIGKILL);
  }
  int status = 0;
  waitpid(command, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_TRUE(running());
  { const PrivateServer next(location_); }
  EXPECT_FALSE(running());
}

TEST_F(PrivateServerTest, AnUnfinishedInitdbIsBegunAnew) {
  fs::create_directories(location_.home.parent_path());
  { const PrivateServer made(location_); }
  fs::rename(location_.home / "data", location_.home / "data.unfinished");
  fs::remove(location_.home / "data.unfinished" / "PG_VERSION");
  const PrivateServer server(location_);
  EXPECT_EQ(ask(server, "select 1"), "1");
  EXPECT_FALSE(fs::exists(location_.home / "data.unfinished"));
}

TEST_F(PrivateServerTest, ManyCommandsAtOnceShareOneServer) {
  constexpr int kCommands = 6;
  std::vector<pid_t> commands;
  for (int i = 0; i < kCommands; ++i) {
    commands.push_back(fork());
    if (commands.back() != 0) continue;
    try {
      for (int turn = 0; turn < 3; ++turn)
        if (ask(PrivateServer(location_), "select 1") != "1") _exit(1);
    } catch (const std::exception& e) {
      std::fprintf(stderr, "%s\n", e.what());
      _exit(2);
    }
    _exit(0);
  }
  for (const pid_t command : commands) {
    int status = 0;
    waitpid(command, &status, 0);
    EXPECT_EQ(status, 0);
  }
  EXPECT_FALSE(running());
}

TEST_F(PrivateServerTest, AHeldServerOutlivesTheLeasesUntilItIsStopped) {
  { PrivateServer(location_).hold(); }
  EXPECT_TRUE(running());
  { const PrivateServer passing(location_); }
  EXPECT_TRUE(running());
  EXPECT_TRUE(PrivateServer::stop(location_, false));
  EXPECT_FALSE(running());
  EXPECT_FALSE(PrivateServer::stop(location_, false));
  { const PrivateServer passing(location_); }
  EXPECT_FALSE(running()) << "a hold ends with the server that was held";
}

TEST_F(PrivateServerTest, AnotherClientKeepsTheServerAlive) {
  auto lease = std::make_unique<PrivateServer>(location_);
  Connection client(lease->url(), "a BI tool");
  lease.reset();
  EXPECT_TRUE(running());
  EXPECT_EQ(client.execute("select 1").integer(0, 0), 1);
}

TEST_F(PrivateServerTest, RefusesToStopUnderACommandUnlessForced) {
  const PrivateServer lease(location_);
  try {
    PrivateServer::stop(location_, false);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind(), ErrorKind::kTryLater);
  }
  EXPECT_TRUE(running());
  EXPECT_TRUE(PrivateServer::stop(location_, true));
  EXPECT_FALSE(running());
}

TEST_F(PrivateServerTest, IsNotLedAstrayByTheCallersEnvironment) {
  const Variable host("PGHOST", "nowhere.invalid"), address("PGHOSTADDR", "192.0.2.1"), port("PGPORT", "1"),
      user("PGUSER", "nobody"), service("PGSERVICE", "missing"), data("PGDATA", "/nowhere"),
      mode("PGSSLMODE", "require");
  const PrivateServer server(location_);
  EXPECT_EQ(ask(server, "select current_user"), "klytics");
}

TEST_F(PrivateServerTest, WorksUnderAPathTooLongForASocket) {
  const fs::path deep = root_ / std::string(90, 'a') / std::string(40, 'b');
  const Variable xdg("XDG_DATA_HOME", deep.string());
  location_ = private_server_location();
  EXPECT_LT(location_.socket.string().size(), 40U);
  const PrivateServer server(location_);
  EXPECT_EQ(ask(server, "select 1"), "1");
}

TEST_F(PrivateServerTest, RefusesASocketFolderThatOthersMayEnter) {
  const Variable xdg("XDG_DATA_HOME", (root_ / std::string(120, 'c')).string());
  location_ = private_server_location();
  fs::create_directory(location_.socket);
  chmod(location_.socket.c_str(), 0777);
  EXPECT_THROW(PrivateServer server(location_), Error);
}

TEST_F(PrivateServerTest, NamesTheVersionThatIsMissing) {
  { const PrivateServer made(location_); }
  std::ofstream(location_.home / "data" / "PG_VERSION") << "11\n";
  try {
    const PrivateServer server(location_);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind(), ErrorKind::kConfiguration);
    EXPECT_EQ(e.hint(), "install the package postgresql-11");
  }
}

TEST_F(PrivateServerTest, LivesWhereTheServersAccountCanReachIt) {
  if (geteuid() != 0) GTEST_SKIP() << "only root's server runs as somebody else";
  chmod(root_.c_str(), 0700);
  EXPECT_EQ(private_server_location().home, "/var/lib/klytics/postgres");
}

}  // namespace
}  // namespace klytics::storage
