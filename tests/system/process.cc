#include "tests/system/process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace facet::system_test {
namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

[[noreturn]] void become(const std::vector<std::string>& argv, const std::vector<std::string>& environment) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (const auto& entry : environment) ::putenv(const_cast<char*>(entry.c_str()));
  std::vector<char*> arguments;
  for (const auto& argument : argv) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  ::execvp(arguments[0], arguments.data());
  std::perror(arguments[0]);
  ::_exit(127);
}

int status_of(int raw) {
  return WIFEXITED(raw) ? WEXITSTATUS(raw) : -WTERMSIG(raw);
}

// The three standard streams of a command that is run to its end.
struct Pipes {
  std::array<int, 2> in{-1, -1};
  std::array<int, 2> out{-1, -1};
  std::array<int, 2> err{-1, -1};
};

Pipes open_pipes() {
  Pipes pipes;
  for (auto* pair : {&pipes.in, &pipes.out, &pipes.err}) {
    if (::pipe2(pair->data(), O_CLOEXEC) != 0) std::abort();
  }
  return pipes;
}

// Moves what is there; closes and forgets `fd` at the end of the stream.
void drain(int& fd, std::string& text) {
  char buffer[4096];
  const auto got = ::read(fd, buffer, sizeof buffer);
  if (got > 0) {
    text.append(buffer, static_cast<std::size_t>(got));
  } else {
    ::close(fd);
    fd = -1;
  }
}

void collect(Pipes& pipes, Ran& ran, Steady::time_point end) {
  while (pipes.out[0] >= 0 || pipes.err[0] >= 0) {
    const auto left = std::chrono::duration_cast<milliseconds>(end - Steady::now()).count();
    std::array<pollfd, 2> wait{{{pipes.out[0], POLLIN, 0}, {pipes.err[0], POLLIN, 0}}};
    if (left <= 0 || ::poll(wait.data(), wait.size(), static_cast<int>(left)) <= 0) return;
    if (wait[0].revents != 0) drain(pipes.out[0], ran.out);
    if (wait[1].revents != 0) drain(pipes.err[0], ran.err);
  }
}

}  // namespace

TempDir::TempDir() {
  std::string pattern = (std::filesystem::temp_directory_path() / "facet-test-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) std::abort();
  path_ = pattern;
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Process::Process(std::vector<std::string> argv, const std::filesystem::path& log) {
  pid_ = ::fork();
  if (pid_ < 0) std::abort();
  if (pid_ != 0) return;
  const int file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  ::dup2(file, STDOUT_FILENO);
  ::dup2(file, STDERR_FILENO);
  become(argv, {});
}

Process::~Process() {
  end(SIGKILL);
}

std::optional<int> Process::reap(bool wait) {
  if (status_ || pid_ < 0) return status_;
  int raw = 0;
  if (::waitpid(pid_, &raw, wait ? 0 : WNOHANG) == pid_) status_ = status_of(raw);
  return status_;
}

bool Process::running() {
  return !reap(/*wait=*/false).has_value();
}

void Process::signal(int number) const {
  ::kill(pid_, number);
}

int Process::end(int number, milliseconds limit) {
  if (!running()) return *status_;
  signal(number);
  if (!eventually([this] { return !running(); }, limit)) signal(SIGKILL);
  return *reap(/*wait=*/true);
}

Ran run(std::vector<std::string> argv, const std::string& input, std::vector<std::string> environment,
        milliseconds limit) {
  const auto end = Steady::now() + limit;
  Pipes pipes = open_pipes();
  const pid_t pid = ::fork();
  if (pid < 0) std::abort();
  if (pid == 0) {
    ::dup2(pipes.in[0], STDIN_FILENO);
    ::dup2(pipes.out[1], STDOUT_FILENO);
    ::dup2(pipes.err[1], STDERR_FILENO);
    become(argv, environment);
  }
  for (const int fd : {pipes.in[0], pipes.out[1], pipes.err[1]}) ::close(fd);
  // Inputs of tests are smaller than a pipe's buffer (64 KiB), or the command reads them first.
  if (!input.empty() && ::write(pipes.in[1], input.data(), input.size()) < 0) std::perror("write");
  ::close(pipes.in[1]);
  Ran ran;
  collect(pipes, ran, end);
  if (Steady::now() >= end) ::kill(pid, SIGKILL);
  int raw = 0;
  ::waitpid(pid, &raw, 0);
  ran.status = Steady::now() >= end ? -1 : status_of(raw);
  for (const int fd : {pipes.out[0], pipes.err[0]}) {
    if (fd >= 0) ::close(fd);
  }
  return ran;
}

std::uint16_t free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    std::abort();
  }
  ::close(fd);
  return ntohs(address.sin_port);
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void write_file(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
  std::filesystem::permissions(path,
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

}  // namespace facet::system_test
