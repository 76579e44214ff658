#include "client/cli/system_world.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <random>

#include "client/cli/password.h"
#include "client/cli/zone_names.h"
#include "schemas/limits.h"

namespace facet::cli {
namespace {

std::pair<std::size_t, std::size_t> terminal_size() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return {80, 24};
  return {size.ws_col, size.ws_row};
}

std::uint16_t random_device() {
  std::random_device source;
  constexpr std::uint16_t kLast = limits::kFirstGatewayDevice - 1;
  return std::uniform_int_distribution<std::uint16_t>(1, kLast)(source);
}

std::optional<std::string> env(const char* variable) {
  const char* value = std::getenv(variable);
  return value == nullptr ? std::nullopt : std::optional<std::string>{value};
}

}  // namespace

SystemWorld::SystemWorld()
    : in_buffer_(STDIN_FILENO, std::ios::in | std::ios::binary),
      in_(&in_buffer_),
      world_{in_,
             std::cout,
             std::cerr,
             isatty(STDOUT_FILENO) == 1,
             isatty(STDERR_FILENO) == 1,
             env,
             [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); },
             system_zone(),
             [] { return system_zone_name(env, "/"); },
             [](const std::string& name) { return is_zone(name, "/"); },
             terminal_size,
             ask_on_terminal,
             random_device,
             [this] { return signals_ ? signals_->token() : signals_.emplace().token(); },
             client::Phone::open,
             client::create_profile} {}

}  // namespace facet::cli
