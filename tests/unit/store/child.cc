#include "tests/unit/store/child.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <stdexcept>

namespace facet::resolver::test {
namespace {

constexpr std::chrono::milliseconds kPatience{30'000};

std::array<int, 2> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe2");
  return ends;
}

}  // namespace

Child::Child(std::vector<std::string> arguments) {
  const auto in = make_pipe();
  const auto out = make_pipe();
  arguments.insert(arguments.begin(), STORE_CHILD);
  process_.emplace(arguments, testing_support::Streams{.in = in[0], .out = out[1]});
  ::close(in[0]);
  ::close(out[1]);
  input_ = in[1];
  output_ = out[0];
}

Child::~Child() {
  process_.reset();
  let_go();
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
    if (::poll(&ready, 1, static_cast<int>(kPatience.count())) <= 0) return std::nullopt;
    std::array<char, 4096> bytes{};
    const ssize_t got = ::read(output_, bytes.data(), bytes.size());
    if (got <= 0) return std::nullopt;
    buffered_.append(bytes.data(), static_cast<std::size_t>(got));
  }
}

void Child::kill() {
  process_->signal(SIGKILL);
}

void Child::let_go() {
  if (input_ >= 0) ::close(input_);
  input_ = -1;
}

std::optional<int> Child::wait() {
  return process_->wait(kPatience);
}

}  // namespace facet::resolver::test
