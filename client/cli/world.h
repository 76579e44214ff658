#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "client/cli/zone.h"
#include "client/lib/phone.h"

namespace facet::cli {

// All that a command meets outside of itself. system_world() is the real one; tests make their own.
struct World {
  std::istream& in;
  std::ostream& out;  // results
  std::ostream& err;  // messages
  bool out_is_terminal = false;
  bool err_is_terminal = false;

  std::function<std::optional<std::string>(const char*)> env;
  std::function<Time()> now;
  Zone zone;
  std::function<std::optional<std::string>()> zone_name;  // the zone's IANA name, if it is known
  std::function<bool(const std::string& name)> is_zone;   // whether there is a zone of that name
  // Columns and rows of the terminal behind `out`.
  std::function<std::pair<std::size_t, std::size_t>()> terminal_size;
  // Asks without showing what is typed; errc::no_password when there is no terminal.
  std::function<Result<std::string>(const std::string& question)> ask_password;
  std::function<std::uint16_t()> random_device;  // 1 to 64999: the rest is for gateways
  // Told to stop by Ctrl-C or SIGTERM. Called once, by commands that run until then.
  std::function<std::stop_token()> stop_signal;

  std::function<Result<std::unique_ptr<client::Phone>>(const std::filesystem::path&)> open_phone;
  std::function<Status(const std::filesystem::path&, const client::Profile&)> create_profile;
};

}  // namespace facet::cli
