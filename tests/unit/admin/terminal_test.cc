#include <gmock/gmock.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

#include "broker-plugin/credentials/descriptor.h"
#include "broker-plugin/credentials/password_hash.h"
#include "tests/unit/admin/run_admin.h"

namespace facet::admin::test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr int kLimitMs = 10'000;

// facet-admin on a terminal of its own; what that shows, echo included, is `shown`.
class OnTerminal {
 public:
  explicit OnTerminal(const std::vector<std::string>& words) {
    std::vector<char*> argv{const_cast<char*>(FACET_ADMIN)};
    for (const auto& word : words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    int fd = -1;
    pid_ = ::forkpty(&fd, nullptr, nullptr, nullptr);
    if (pid_ == 0) {
      ::execv(FACET_ADMIN, argv.data());
      ::_exit(127);
    }
    terminal_.emplace(fd);
  }
  // Closing the terminal ends a process that is still there (SIGHUP).
  ~OnTerminal() { end(); }
  OnTerminal(const OnTerminal&) = delete;
  OnTerminal& operator=(const OnTerminal&) = delete;

  bool shows(const std::string& text) {
    while (shown.find(text) == std::string::npos) {
      if (!read_some()) return false;
    }
    return true;
  }
  void type(const std::string& text) { EXPECT_EQ(door::write_all(*terminal_, text), 0); }
  // Its exit status, or -1.
  int end() {
    if (pid_ <= 0) return status_;
    while (read_some()) continue;
    terminal_.reset();
    int raw = 0;
    ::waitpid(pid_, &raw, 0);
    pid_ = -1;
    status_ = WIFEXITED(raw) ? WEXITSTATUS(raw) : -1;
    return status_;
  }

  std::string shown;

 private:
  // False at its end (EIO), and when nothing comes.
  bool read_some() {
    pollfd wait{terminal_->get(), POLLIN, 0};
    if (::poll(&wait, 1, kLimitMs) <= 0) return false;
    std::array<char, 1'024> block{};
    const auto count = ::read(terminal_->get(), block.data(), block.size());
    if (count <= 0) return false;
    shown.append(block.data(), static_cast<std::size_t>(count));
    return true;
  }

  pid_t pid_ = -1;
  int status_ = -1;
  std::optional<door::Descriptor> terminal_;
};

TEST(Terminal, APasswordIsAskedForTwiceAndNeverShown) {
  Bench bench;
  OnTerminal admin({"--file", bench.file.string(), "user", "add", "1"});
  ASSERT_TRUE(admin.shows("New password of 1: ")) << admin.shown;
  admin.type("horse battery\n");
  ASSERT_TRUE(admin.shows("Once more: ")) << admin.shown;
  admin.type("horse battery\n");
  EXPECT_EQ(admin.end(), 0) << admin.shown;
  EXPECT_THAT(admin.shown, Not(HasSubstr("horse")));
  EXPECT_TRUE(door::verify_password(bench.users().find("1")->password_hash, "horse battery"));
}

TEST(Terminal, CtrlCChangesNothing) {
  Bench bench;
  OnTerminal admin({"--file", bench.file.string(), "user", "add", "1"});
  ASSERT_TRUE(admin.shows("New password of 1: ")) << admin.shown;
  admin.type("horse\x03");
  EXPECT_EQ(admin.end(), 1);
  EXPECT_THAT(admin.shown, HasSubstr("nothing is changed"));
  EXPECT_THAT(admin.shown, Not(HasSubstr("horse")));
  EXPECT_FALSE(std::filesystem::exists(bench.file));
}

}  // namespace
}  // namespace facet::admin::test
