#include "tests/support/process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string_view>

namespace facet::testing_support {
namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> result;
  result.reserve(words.size() + 1);
  for (const auto& word : words) result.push_back(const_cast<char*>(word.c_str()));
  return result;
}

// Ours, but for what `added` names.
std::vector<char*> environment_with(const std::vector<std::string>& added) {
  std::vector<char*> result = pointers(added);
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view ours{*entry};
    const auto name = ours.substr(0, ours.find('=') + 1);
    if (std::none_of(added.begin(), added.end(),
                     [&](const auto& other) { return other.starts_with(name); })) {
      result.push_back(*entry);
    }
  }
  result.push_back(nullptr);
  return result;
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

Process::Process(const std::vector<std::string>& argv, Streams streams,
                 const std::vector<std::string>& environment) {
  start(argv, streams, environment);
}

Process::Process(const std::vector<std::string>& argv, const std::filesystem::path& log,
                 const std::vector<std::string>& environment) {
  const int file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  start(argv, {.out = file, .err = file}, environment);
  ::close(file);
}

// The child of a process with threads: between fork and exec it may not allocate.
void Process::start(const std::vector<std::string>& argv, Streams streams,
                    const std::vector<std::string>& environment) {
  auto arguments = pointers(argv);
  arguments.push_back(nullptr);
  const auto variables = environment_with(environment);
  pid_ = ::fork();
  if (pid_ < 0) std::abort();
  if (pid_ != 0) return;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (streams.in >= 0) ::dup2(streams.in, STDIN_FILENO);
  if (streams.out >= 0) ::dup2(streams.out, STDOUT_FILENO);
  if (streams.err >= 0) ::dup2(streams.err, STDERR_FILENO);
  ::execvpe(arguments[0], arguments.data(), variables.data());
  ::dprintf(STDERR_FILENO, "%s cannot be run: %m\n", arguments[0]);
  ::_exit(127);
}

Process::~Process() {
  end(SIGKILL);
}

bool Process::running() {
  if (status_) return false;
  int raw = 0;
  if (::waitpid(pid_, &raw, WNOHANG) == pid_) status_ = status_of(raw);
  return !status_;
}

void Process::signal(int number) {
  if (running()) ::kill(pid_, number);
}

std::optional<int> Process::wait(milliseconds limit) {
  eventually([this] { return !running(); }, limit);
  return status_;
}

int Process::end(int number, milliseconds limit) {
  signal(number);
  if (!wait(limit)) {
    signal(SIGKILL);
    int raw = 0;
    ::waitpid(pid_, &raw, 0);
    status_ = status_of(raw);
  }
  return *status_;
}

Ran run(const std::vector<std::string>& argv, const std::string& input,
        const std::vector<std::string>& environment, milliseconds limit) {
  const auto end = Steady::now() + limit;
  Pipes pipes = open_pipes();
  Process process(argv, {pipes.in[0], pipes.out[1], pipes.err[1]}, environment);
  for (const int fd : {pipes.in[0], pipes.out[1], pipes.err[1]}) ::close(fd);
  // Inputs of tests are smaller than a pipe's buffer (64 KiB), or the command reads them first.
  if (!input.empty() && ::write(pipes.in[1], input.data(), input.size()) < 0) std::perror("write");
  ::close(pipes.in[1]);
  Ran ran;
  collect(pipes, ran, end);
  ran.status = process.wait(std::chrono::duration_cast<milliseconds>(end - Steady::now())).value_or(-1);
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

}  // namespace facet::testing_support
