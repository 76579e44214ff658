#include "tests/unit/store/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

extern char** environ;

namespace facet::resolver::test {
namespace {

std::array<int, 2> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe2");
  return ends;
}

}  // namespace

// Spawned, not forked: RocksDB's threads of this process would be missing in a fork.
Child::Child(const std::vector<std::string>& arguments) {
  const auto in = make_pipe();
  const auto out = make_pipe();
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  std::string program = STORE_CHILD;
  std::vector<std::string> copies = arguments;
  std::vector<char*> argv{program.data()};
  for (auto& argument : copies) argv.push_back(argument.data());
  argv.push_back(nullptr);
  const int failed = ::posix_spawn(&pid_, program.c_str(), &actions, nullptr, argv.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(in[0]);
  ::close(out[1]);
  input_ = in[1];
  output_ = out[0];
  if (failed != 0) throw std::runtime_error("cannot start " + program);
}

Child::~Child() {
  if (pid_ > 0) {
    kill();
    wait();
  }
  close_input();
  ::close(output_);
}

std::optional<std::string> Child::line() {
  for (;;) {
    if (const auto end = buffered_.find('\n'); end != std::string::npos) {
      std::string line = buffered_.substr(0, end);
      buffered_.erase(0, end + 1);
      return line;
    }
    pollfd ready{output_, POLLIN, 0};
    constexpr int kPatienceMs = 30'000;
    if (::poll(&ready, 1, kPatienceMs) <= 0) return std::nullopt;
    std::array<char, 4096> bytes{};
    const ssize_t got = ::read(output_, bytes.data(), bytes.size());
    if (got <= 0) return std::nullopt;
    buffered_.append(bytes.data(), static_cast<std::size_t>(got));
  }
}

void Child::kill() {
  ::kill(pid_, SIGKILL);
}

void Child::let_go() {
  close_input();
}

int Child::wait() {
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
  return status;
}

void Child::close_input() {
  if (input_ >= 0) ::close(input_);
  input_ = -1;
}

}  // namespace facet::resolver::test
