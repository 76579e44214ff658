#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <set>
#include <thread>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

// Where the secrets of a whole run of deploy/up are not: in nobody's command line, in no log, in no file that
// others may read.
namespace facet::system_test {
namespace {

using namespace testing_support;
namespace fs = std::filesystem;

// Reads every command line on the machine, over and over, while it lives. What runs for less than a round
// escapes it, so it is the many runs of this test that find something rare.
class Onlooker {
 public:
  ~Onlooker() { stop(); }
  const std::set<std::string>& stop() {
    ended_ = true;
    if (thread_.joinable()) thread_.join();
    return seen_;
  }

 private:
  void look() {
    while (!ended_) {
      std::error_code gone;
      for (fs::directory_iterator at{"/proc", gone}; !gone && at != fs::directory_iterator{};
           at.increment(gone)) {
        const std::string name = at->path().filename().string();
        if (name.find_first_not_of("0123456789") == std::string::npos) note(at->path());
      }
    }
  }
  void note(const fs::path& process) {
    const int file = ::open((process / "cmdline").c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;  // it has ended
    std::string line(64 * 1024, '\0');
    const auto size = ::read(file, line.data(), line.size());
    ::close(file);
    line.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    if (!line.empty()) seen_.insert(std::move(line));
  }

  std::atomic<bool> ended_{false};
  std::set<std::string> seen_;
  std::thread thread_{&Onlooker::look, this};
};

class Secrets : public ::testing::Test {
 protected:
  void TearDown() override { up({"--down"}); }
  Ran up(std::vector<std::string> arguments) const {
    std::vector<std::string> argv{std::string{FACET_SOURCE_DIR} + "/deploy/up", "--data", data()};
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    return run(argv, {}, {}, std::chrono::seconds{60});
  }
  void start(const std::vector<std::string>& more = {}) {
    std::vector<std::string> words{"--detach", "--port", std::to_string(free_port()), "--build-dir",
                                   FACET_BUILD_DIR};
    words.insert(words.end(), more.begin(), more.end());
    const Ran started = up(words);
    said_ = started.out + started.err;
    ASSERT_EQ(started.status, 0) << said_;
  }
  fs::path data() const { return dir_.path() / "state"; }
  std::set<std::string> secrets() const {
    std::set<std::string> all;
    for (const auto& entry : fs::directory_iterator{data() / "secrets"}) all.insert(read_file(entry.path()));
    return all;
  }

  TempDir dir_;
  std::string said_;  // by deploy/up
};

bool is_in_any(const std::string& secret, const std::set<std::string>& texts) {
  return std::any_of(texts.begin(), texts.end(),
                     [&](const auto& text) { return text.find(secret) != text.npos; });
}

TEST_F(Secrets, StandInNoCommandLineAndInNoLog) {
  for (const std::vector<std::string>& guard : {std::vector<std::string>{}, {"--no-plugin"}}) {
    Onlooker onlooker;
    start(guard);
    const auto& lines = onlooker.stop();
    ASSERT_TRUE(is_in_any("resolver.toml", lines) && is_in_any("mosquitto.conf", lines)) << "it did not look";
    std::set<std::string> texts{said_};
    for (const auto& log : fs::directory_iterator{data() / "logs"}) texts.insert(read_file(log.path()));
    ASSERT_GE(texts.size(), 3U);
    ASSERT_GE(secrets().size(), 5U);
    for (const auto& secret : secrets()) {
      ASSERT_GE(secret.size(), 16U);
      EXPECT_FALSE(is_in_any(secret, lines)) << "in a command line";
      EXPECT_FALSE(is_in_any(secret, texts)) << "in a log";
    }
    ASSERT_EQ(up({"--down"}).status, 0);
    fs::remove_all(data());
  }
}

TEST_F(Secrets, StandInFilesOfTheirOwnersOnly) {
  start();
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator{data()}) {
    struct stat about {};
    if (::lstat(entry.path().c_str(), &about) != 0) continue;  // the store has thrown it away meanwhile
    if (entry.path().string().find("/resolver/db/") != std::string::npos) continue;  // behind 0700
    EXPECT_EQ(about.st_mode & 0077U, 0U) << entry.path();
    ++files;
  }
  EXPECT_GT(files, 20U);
  struct stat store {};
  ASSERT_EQ(::stat((data() / "resolver" / "db").c_str(), &store), 0);
  EXPECT_EQ(store.st_mode & 0777U, 0700U);
}

}  // namespace
}  // namespace facet::system_test
