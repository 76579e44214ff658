#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace facet::testing_support {

// True as soon as `condition` holds; false when it does not within the limit.
template <typename Condition>
bool eventually(Condition condition, std::chrono::milliseconds limit = std::chrono::seconds{15}) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
  }
  return true;
}

// What a process is to have as its standard streams; -1: ours. They stay the caller's to close.
struct Streams {
  int in = -1;
  int out = -1;
  int err = -1;
};

// A process of a test: started, ended by its pid, never left behind (it dies with the thread that started
// it). Not thread-safe.
class Process {
 public:
  // `environment` adds to ours as NAME=VALUE. Aborts the test process when it cannot be started at all; a
  // program that cannot be run ends with 127.
  Process(const std::vector<std::string>& argv, Streams streams,
          const std::vector<std::string>& environment = {});
  // Output of both kinds is appended to `log`.
  Process(const std::vector<std::string>& argv, const std::filesystem::path& log,
          const std::vector<std::string>& environment = {});
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  bool running();
  pid_t pid() const { return pid_; }
  void signal(int number);
  // The exit status, or -signal; nullopt when it runs on after the limit.
  std::optional<int> wait(std::chrono::milliseconds limit);
  // Sends `number` and waits; SIGKILL when it does not end in time. The exit status, or -signal.
  int end(int number, std::chrono::milliseconds limit = std::chrono::seconds{10});

 private:
  void start(const std::vector<std::string>& argv, Streams streams,
             const std::vector<std::string>& environment);

  pid_t pid_ = -1;
  std::optional<int> status_;  // set: it has been waited for, and the pid may be somebody else's
};

struct Ran {
  int status = -1;  // exit status, -signal, or -1 when it was not ended in time
  std::string out;
  std::string err;
};
// Runs a command to its end.
Ran run(const std::vector<std::string>& argv, const std::string& input = {},
        const std::vector<std::string>& environment = {},
        std::chrono::milliseconds limit = std::chrono::seconds{30});

// A TCP port on 127.0.0.1 that is free now.
std::uint16_t free_port();

std::string read_file(const std::filesystem::path& path);
// Readable for its owner only.
void write_file(const std::filesystem::path& path, const std::string& text);

}  // namespace facet::testing_support
