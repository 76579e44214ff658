#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>

namespace facet::test {

// A TCP port on 127.0.0.1 that nobody listens on at the moment.
std::uint16_t free_port();

// A folder of its own below the system's temporary one; removed at the end.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

void write_file(const std::filesystem::path& path, const std::string& text);

// A mosquitto of the test's own on 127.0.0.1, with persistence, that takes what it is sent without limits.
// Every call that waits gives up after some seconds and fails the test.
class Mosquitto {
 public:
  // `more`: lines for its configuration, in place of `allow_anonymous true`.
  explicit Mosquitto(std::string more = "allow_anonymous true\n");
  ~Mosquitto();
  Mosquitto(const Mosquitto&) = delete;
  Mosquitto& operator=(const Mosquitto&) = delete;

  void start();   // returns when it listens
  void end();     // SIGTERM: it saves what it has
  void kill();    // SIGKILL: it does not
  void freeze();  // SIGSTOP: connections stand, nothing is answered
  std::uint16_t port() const { return port_; }
  const std::filesystem::path& dir() const { return dir_.path(); }

 private:
  void end_by(int signal);

  TempDir dir_;
  std::uint16_t port_;
  pid_t pid_ = -1;
};

}  // namespace facet::test
