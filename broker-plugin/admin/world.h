#pragma once

#include <chrono>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>

#include "schemas/result.h"

namespace facet::admin {

// All that a command meets outside of itself but for files and processes. system_world() is the real one;
// tests make their own.
struct World {
  std::istream& in;
  std::ostream& out;  // results
  std::ostream& err;  // messages
  bool in_is_terminal = false;
  bool out_is_terminal = false;

  std::function<std::optional<std::string>(const char*)> env;
  // Asks without showing what is typed; errc::no_password when nothing is.
  std::function<Result<std::string>(const std::string& question)> ask_password;
  // How long another facet-admin may take.
  std::chrono::milliseconds lock_wait = std::chrono::seconds{10};
};

// The process's own. It refers to std::cin, std::cout and std::cerr.
World system_world();

}  // namespace facet::admin
