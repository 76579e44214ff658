#include "tests/unit/bus/mosquitto.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <thread>

namespace facet::test {
namespace {

using namespace std::chrono_literals;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

bool listens(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto address = loopback(port);
  const bool open = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
  ::close(fd);
  return open;
}

}  // namespace

std::uint16_t free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto address = loopback(0);
  socklen_t size = sizeof(address);
  EXPECT_EQ(::bind(fd, reinterpret_cast<sockaddr*>(&address), size), 0);
  EXPECT_EQ(::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size), 0);
  ::close(fd);
  return ntohs(address.sin_port);
}

TempDir::TempDir() {
  auto pattern = (std::filesystem::temp_directory_path() / "facet-test-XXXXXX").string();
  path_ = ::mkdtemp(pattern.data());
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void write_file(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

Mosquitto::Mosquitto(std::string more) : port_(free_port()) {
  // Run by root, mosquitto would become a user who may not write here.
  const std::string user = ::geteuid() == 0 ? "user root\n" : "";
  write_file(dir_.path() / "mosquitto.conf",
             user + "listener " + std::to_string(port_) + " 127.0.0.1\nsocket_domain ipv4\n" + more +
                 "max_inflight_messages 0\nmax_queued_messages 0\nset_tcp_nodelay true\n"
                 "persistence true\npersistence_location " +
                 dir_.path().string() + "/\nlog_type error\nlog_type warning\nlog_dest file " +
                 (dir_.path() / "mosquitto.log").string() + "\n");
  start();
}

Mosquitto::~Mosquitto() {
  if (pid_ > 0) kill();
}

void Mosquitto::start() {
  ASSERT_LT(pid_, 0);
  const auto config = (dir_.path() / "mosquitto.conf").string();
  pid_ = ::fork();
  if (pid_ == 0) {
    // What it says goes to its log; its remarks on being root would fill the test's output.
    const int quiet = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ::dup2(quiet, STDERR_FILENO);
    ::execlp("mosquitto", "mosquitto", "-c", config.c_str(), nullptr);
    ::_exit(127);
  }
  const auto deadline = std::chrono::steady_clock::now() + 10s;
  while (!listens(port_)) {
    ASSERT_LT(std::chrono::steady_clock::now(), deadline) << "mosquitto does not listen";
    ASSERT_EQ(::waitpid(pid_, nullptr, WNOHANG), 0) << "mosquitto ended; is it installed?";
    std::this_thread::sleep_for(5ms);
  }
}

void Mosquitto::end() {
  end_by(SIGTERM);
}
void Mosquitto::kill() {
  end_by(SIGKILL);
}
void Mosquitto::freeze() {
  ASSERT_EQ(::kill(pid_, SIGSTOP), 0);
}

void Mosquitto::end_by(int signal) {
  ASSERT_GT(pid_, 0);
  ::kill(pid_, signal);
  const auto deadline = std::chrono::steady_clock::now() + 10s;
  while (::waitpid(pid_, nullptr, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > deadline) ::kill(pid_, SIGKILL);
    std::this_thread::sleep_for(5ms);
  }
  pid_ = -1;
}

}  // namespace facet::test
