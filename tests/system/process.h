#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace facet::system_test {

// True as soon as `condition` holds; false when it does not within the limit.
template <typename Condition>
bool eventually(Condition condition, std::chrono::milliseconds limit = std::chrono::seconds{15});

// A folder of its own below the system's temporary one, removed with everything in it.
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

// A server of a test: started, ended by its pid, never left behind (it dies with the test process too).
class Process {
 public:
  // Output of both kinds goes to `log`. Aborts the test process when it cannot be started at all.
  Process(std::vector<std::string> argv, const std::filesystem::path& log);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  bool running();
  void signal(int number) const;
  // Sends `number` and waits; SIGKILL when it does not end in time. The exit status, or -signal.
  int end(int number, std::chrono::milliseconds limit = std::chrono::seconds{10});

 private:
  std::optional<int> reap(bool wait);

  pid_t pid_ = -1;
  std::optional<int> status_;
};

struct Ran {
  int status = -1;  // exit status, -signal, or -1 when it was not ended in time
  std::string out;
  std::string err;
};
// Runs a command to its end. `environment` adds to ours as NAME=VALUE.
Ran run(std::vector<std::string> argv, const std::string& input = {},
        std::vector<std::string> environment = {},
        std::chrono::milliseconds limit = std::chrono::seconds{30});

// A TCP port on 127.0.0.1 that is free now.
std::uint16_t free_port();

std::string read_file(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, const std::string& text);

}  // namespace facet::system_test

#include <thread>

namespace facet::system_test {

template <typename Condition>
bool eventually(Condition condition, std::chrono::milliseconds limit) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  return true;
}

}  // namespace facet::system_test
