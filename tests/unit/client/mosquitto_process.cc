#include "tests/unit/client/mosquitto_process.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <thread>
#include <vector>

namespace facet::client {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

std::uint16_t free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto address = loopback(0);
  socklen_t size = sizeof address;
  ::bind(socket, reinterpret_cast<sockaddr*>(&address), size);
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(socket);
  return ntohs(address.sin_port);
}

bool takes_connections(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto address = loopback(port);
  const bool open = ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(socket);
  return open;
}

pid_t spawn(const char* program, std::initializer_list<std::string> arguments) {
  std::vector<std::string> words{program};
  words.insert(words.end(), arguments);
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const pid_t process = ::fork();
  if (process != 0) return process;
  ::execvp(program, argv.data());
  ::_exit(127);
}

}  // namespace

MosquittoProcess::MosquittoProcess(const std::string& user, const std::string& password)
    : port_(free_port()) {
  const auto passwords = (dir_.path() / "passwords").string();
  int status = 0;
  ::waitpid(spawn("mosquitto_passwd", {"-b", "-c", passwords, user, password}), &status, 0);
  std::ofstream config(dir_.path() / "mosquitto.conf");
  config << "listener " << port_ << " 127.0.0.1\nallow_anonymous false\npassword_file " << passwords
         << "\nset_tcp_nodelay true\npersistence false\nlog_dest none\n";
  if (::geteuid() == 0) config << "user root\n";  // or it could not read the folder
  config.close();
  start();
}

bool MosquittoProcess::start() {
  process_ = spawn("/usr/sbin/mosquitto", {"-c", (dir_.path() / "mosquitto.conf").string()});
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{10};
  running_ = false;
  while (!running_ && std::chrono::steady_clock::now() < deadline) {
    running_ = takes_connections(port_);
    if (!running_) std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  return running_;
}

void MosquittoProcess::end() {
  if (process_ <= 0) return;
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
  process_ = -1;
}

MosquittoProcess::~MosquittoProcess() {
  end();
}

}  // namespace facet::client
