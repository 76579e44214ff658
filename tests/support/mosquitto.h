#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace facet::testing_support {

// A real broker on a port of 127.0.0.1 that it chooses, in a folder of its own, ended with the object.
class Mosquitto {
 public:
  // The text of its configuration, and any other file that it needs, for a port and its folder. It is asked
  // again when somebody else took the port before the broker did.
  using Config = std::function<std::string(std::uint16_t port, const std::filesystem::path& dir)>;

  // Starts it; running() says whether it could, log() why not.
  explicit Mosquitto(const Config& config);

  // Another configuration for the next start().
  void configure(const std::string& text) const;
  // Once more, on the same port. True when it takes connections, false when it ended or took too long.
  bool start();
  bool running();           // and takes connections
  void end(int signal);     // SIGTERM: it saves what it has; SIGKILL: it does not. Waits.
  void signal(int number);  // SIGHUP: it reads its configuration again
  void freeze();            // connections stand, nothing is answered
  std::string log() const;  // what it wrote to its standard output and error

  std::uint16_t port() const { return port_; }
  pid_t pid() const { return process_ ? process_->pid() : 0; }

 private:
  TempDir dir_;
  std::uint16_t port_ = 0;
  std::optional<Process> process_;
};

// The lines of a configuration that every test's broker has; options of the listener may follow them.
std::string loopback_listener(std::uint16_t port);

}  // namespace facet::testing_support
