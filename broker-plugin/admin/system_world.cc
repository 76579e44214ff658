#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include "broker-plugin/admin/terminal.h"
#include "broker-plugin/admin/world.h"

namespace facet::admin {
namespace {

std::optional<std::string> env(const char* variable) {
  const char* value = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe): nothing here sets one
  return value == nullptr ? std::nullopt : std::optional<std::string>{value};
}

}  // namespace

World system_world() {
  return {std::cin, std::cout,      std::cerr, ::isatty(STDIN_FILENO) == 1, ::isatty(STDOUT_FILENO) == 1,
          env,      ask_on_terminal};
}

}  // namespace facet::admin
