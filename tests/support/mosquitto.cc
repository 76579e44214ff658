#include "tests/support/mosquitto.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>

namespace facet::testing_support {
namespace {

constexpr int kPorts = 5;

bool takes_connections(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool open = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(fd);
  return open;
}

// Debian keeps it where only root's PATH leads.
std::string program() {
  const char* debian = "/usr/sbin/mosquitto";
  return std::filesystem::exists(debian) ? debian : "mosquitto";
}

// What the broker's environment is to have more. Not looked at for leaks: Mosquitto's own are not ours.
std::vector<std::string> environment() {
#ifdef FACET_ASAN_LIBRARY
  return {"LD_PRELOAD=" FACET_ASAN_LIBRARY, "ASAN_OPTIONS=detect_leaks=0:abort_on_error=1"};
#else
  return {};
#endif
}

}  // namespace

Mosquitto::Mosquitto(const Config& config) {
  for (int tried = 0; tried < kPorts; ++tried) {
    port_ = free_port();
    configure(config(port_, dir_.path()));
    if (start() || (process_ && process_->running())) return;
  }
}

void Mosquitto::configure(const std::string& text) const {
  write_file(dir_.path() / "mosquitto.conf", text);
}

bool Mosquitto::start() {
  if (takes_connections(port_)) return false;  // somebody else's broker would be taken for ours
  process_.emplace(std::vector<std::string>{program(), "-c", dir_.path() / "mosquitto.conf"},
                   dir_.path() / "output.log", environment());
  eventually([this] { return !process_->running() || takes_connections(port_); }, std::chrono::seconds{10});
  return running();
}

bool Mosquitto::running() {
  return process_ && process_->running() && takes_connections(port_);
}

void Mosquitto::end(int signal) {
  if (process_) process_->end(signal);
}

void Mosquitto::signal(int number) {
  if (process_) process_->signal(number);
}

void Mosquitto::freeze() {
  if (process_) process_->signal(SIGSTOP);
}

std::string Mosquitto::log() const {
  return read_file(dir_.path() / "output.log");
}

std::string loopback_listener(std::uint16_t port) {
  // Run by root, mosquitto would become a user who may not read and write in a test's folder.
  const std::string user = ::geteuid() == 0 ? "user root\n" : "";
  return user + "log_dest stderr\nlog_type error\nlog_type warning\nset_tcp_nodelay true\nlistener " +
         std::to_string(port) + " 127.0.0.1\nsocket_domain ipv4\n";
}

}  // namespace facet::testing_support
